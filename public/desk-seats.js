// Whom the preview is for: any MP, found by a part of the name while it is typed.
// @ts-check

const PAUSE_MS = 250;

/**
 * @param {HTMLFormElement} form
 * @param {AbortSignal} signal
 * @param {() => void} draw draws the preview for the seat in the form
 */
export function startSeatSearch(form, signal, draw) {
  const [box, list, seat, status] = ["#find", "[data-found]", "[data-seat]", "[data-found-status]"].map(
    (each) => form.querySelector(each),
  );
  if (!(box instanceof HTMLInputElement && seat instanceof HTMLInputElement && list instanceof HTMLElement))
    return;
  form.querySelector("[data-find-go]")?.setAttribute("hidden", "");
  /** @type {AbortController | undefined} */
  let asking;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  signal.addEventListener("abort", () => clearTimeout(waiting));

  box.addEventListener(
    "input",
    () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => void search(), PAUSE_MS);
    },
    { signal },
  );
  box.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Enter") return;
      // The page's own button would save instead.
      event.preventDefault();
      const first = list.querySelector("button");
      if (first) first.click();
      else void search();
    },
    { signal },
  );

  async function search() {
    asking?.abort();
    asking = new AbortController();
    const { signal: newest } = asking;
    if (box instanceof HTMLInputElement && box.value.trim() === "") return show([]);
    try {
      const query = new URLSearchParams({ q: box instanceof HTMLInputElement ? box.value : "" });
      const answer = await fetch(`/api/v1/seats?${query}`, { signal: newest });
      if (answer.ok && !newest.aborted) show((await answer.json()).seats);
    } catch {
      // Offline, or overtaken.
    }
  }

  /** @param {{ code: string, name: string, member: { name: string } | null }[]} seats */
  function show(seats) {
    if (!(list instanceof HTMLElement)) return;
    list.replaceChildren(
      ...seats.map(({ code, name, member }) => {
        const [item, button] = [document.createElement("li"), document.createElement("button")];
        button.type = "button";
        button.className = "quiet";
        button.textContent = `${member?.name ?? list.dataset.vacant}, ${name}`;
        button.addEventListener("click", () => {
          if (seat instanceof HTMLInputElement) seat.value = code;
          list.replaceChildren();
          if (box instanceof HTMLInputElement) {
            box.value = "";
            box.focus();
          }
          draw();
        });
        item.append(button);
        return item;
      }),
    );
    if (status) {
      const found = (list.dataset.count ?? "").replace("{found}", String(seats.length));
      status.textContent = box instanceof HTMLInputElement && box.value.trim() === "" ? "" : found;
    }
  }
}
