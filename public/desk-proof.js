// Shows how far a proof is where its link was clicked, and then goes to the page with what it found. Without it, that page just takes
// a few seconds to come.
// @ts-check

const box = document.querySelector("[data-proof-progress]");
const bar = box?.querySelector("progress");
const status = box?.querySelector("[data-proof-status]");

/** Whether one is running: a second click asks for nothing new. */
let running = false;

if (box instanceof HTMLElement && bar && status) {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-proof]") : null;
    const isPlain =
      event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!(link instanceof HTMLAnchorElement) || !isPlain) return;
    event.preventDefault();
    if (!running) void prove(link.href, box, bar, status);
  });
  // Going back shows this page as it was left: ready for another proof.
  addEventListener("pageshow", () => {
    running = false;
    box.hidden = true;
  });
}

/**
 * @param {string} href the page with the result
 * @param {HTMLElement} box
 * @param {HTMLProgressElement} bar
 * @param {Element} status
 */
async function prove(href, box, bar, status) {
  running = true;
  bar.removeAttribute("value");
  status.textContent = "";
  box.hidden = false;
  try {
    const answer = await fetch(`${href}/progress`, { headers: { accept: "application/json" } });
    // Signed out meanwhile, say: the page itself tells what to do.
    if (answer.ok && answer.body) await follow(answer.body, bar, status, box.dataset.text ?? "");
    location.assign(href);
  } catch {
    running = false;
    bar.value = 0;
    status.textContent = box.dataset.failed ?? "";
  }
}

/**
 * Reads one JSON object a line, and shows it; a screen reader hears each quarter.
 * @param {ReadableStream<Uint8Array>} body
 * @param {HTMLProgressElement} bar
 * @param {Element} status
 * @param {string} sentence
 */
async function follow(body, bar, status, sentence) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  let quarter = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    const last = lines.at(-1);
    if (!last) continue;
    const progress = JSON.parse(last);
    bar.max = progress.total;
    bar.value = progress.done;
    const reached = Math.floor((4 * progress.done) / progress.total);
    if (reached === quarter) continue;
    quarter = reached;
    status.textContent = sentence
      .replace("{done}", progress.done.toLocaleString("en-GB"))
      .replace("{total}", progress.total.toLocaleString("en-GB"));
  }
}
