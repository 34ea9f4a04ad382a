// Importing a sign-up sheet: the file's bytes go to the server, which says how far it is, and then shows the result.
// @ts-check

/** As on the server, bytes. */
const LARGEST = 8 * 1024 * 1024;

start();

/** Takes the form of the page as it stands now; after a result there is another. */
function start() {
  const form = document.querySelector("[data-sheet]");
  const field = document.querySelector("[data-file]");
  const file = document.querySelector("#file");
  const status = document.querySelector("[data-progress]");
  if (!(form instanceof HTMLFormElement && field instanceof HTMLElement)) return;
  if (!(file instanceof HTMLInputElement && status instanceof HTMLElement)) return;
  field.hidden = false;
  form.addEventListener("submit", async (event) => {
    const chosen = file.files?.[0];
    if (!chosen) return;
    event.preventDefault();
    if (form.hasAttribute("aria-busy")) return;
    if (chosen.size > LARGEST) {
      status.textContent = form.dataset.large ?? "";
      return;
    }
    form.setAttribute("aria-busy", "true");
    status.textContent = form.dataset.sending ?? "";
    try {
      show(await send(form, chosen, status));
    } catch {
      form.removeAttribute("aria-busy");
      status.textContent = form.dataset.lost ?? "";
    }
  });
}

/**
 * Sends the file and resolves with the page of the result.
 * @param {HTMLFormElement} form
 * @param {File} file
 * @param {HTMLElement} status
 * @returns {Promise<string>}
 */
async function send(form, file, status) {
  const query = new URLSearchParams();
  for (const name of new FormData(form).getAll("showOnCard")) query.append("showOnCard", String(name));
  const answer = await fetch(`/stall/sheet/file?${query}`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream", accept: "application/json" },
    body: file,
  });
  if (!answer.ok || !answer.body) throw new Error(`status ${answer.status}`);
  let text = "";
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    text += piece.value;
    const lines = text.split("\n");
    text = lines.pop() ?? "";
    for (const line of lines) {
      const { done, html } = JSON.parse(line);
      if (typeof html === "string") return html;
      if (typeof done === "string") status.textContent = done;
    }
  }
  throw new Error("the answer ended before the result");
}

/** @param {string} html */
function show(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const [main, fresh] = [document.querySelector("main"), page.querySelector("main")];
  if (!main || !fresh) throw new Error("no page");
  main.replaceChildren(...fresh.childNodes);
  main.focus();
  window.scrollTo(0, 0);
  start();
}
