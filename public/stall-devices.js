// The pairing code on the rep's screen: how long it is still good, and the next one when it has changed.
// @ts-check

const panel = document.querySelector("[data-code]");
const digits = document.querySelector("[data-digits]");
const until = document.querySelector("[data-until]");
if (panel instanceof HTMLElement && digits instanceof HTMLElement && until instanceof HTMLElement)
  follow(panel, digits, until);

/**
 * @param {HTMLElement} panel
 * @param {HTMLElement} digits
 * @param {HTMLElement} until
 */
function follow(panel, digits, until) {
  let ends = performance.now() + Number(panel.dataset.for);
  let asking = false;

  async function ask() {
    asking = true;
    try {
      const answer = await fetch(panel.dataset.url ?? "", { headers: { accept: "application/json" } });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const { code, forMs } = await answer.json();
      digits.textContent = code;
      ends = performance.now() + forMs;
    } catch {
      // The old code stays until the server answers; it is asked again in a few seconds.
      ends = performance.now() + 3_000;
    } finally {
      asking = false;
    }
  }

  setInterval(() => {
    const left = Math.ceil((ends - performance.now()) / 1000);
    if (left <= 0 && !asking) void ask();
    const time = `${Math.floor(Math.max(0, left) / 60)}:${String(Math.max(0, left) % 60).padStart(2, "0")}`;
    until.textContent = (panel.dataset.left ?? "").replace("{time}", time);
  }, 1_000);
}
