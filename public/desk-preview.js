// Draws the letter while somebody types, and shows what is wrong at its field. Only the newest answer is shown; where the text has
// faults the last picture stays and is marked.
// @ts-check
import { addressOf, bodyOf } from "./desk-autosave.js";

/** How long after the last key it is drawn, ms. */
const PAUSE_MS = 400;

/** @typedef {{ anchor: string | null, message: string, line: number | null, text: string }} ShownFault */

/**
 * @param {HTMLFormElement} form
 * @param {AbortSignal} signal
 * @param {(faults: ShownFault[]) => void} markLines marks the lines of texts that have faults
 */
export function startPreview(form, signal, markLines) {
  /** @type {AbortController | undefined} */
  let asking;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  /** @param {string} selector */
  const part = (selector) => {
    const found = form.querySelector(selector);
    return found instanceof HTMLElement ? found : null;
  };

  form.addEventListener(
    "input",
    (event) => {
      if (event.target instanceof Element && event.target.id === "find") return;
      clearTimeout(waiting);
      waiting = setTimeout(() => void draw(), PAUSE_MS);
    },
    { signal },
  );
  signal.addEventListener("abort", () => {
    clearTimeout(waiting);
    asking?.abort();
  });
  for (const button of form.querySelectorAll("[data-show]")) button.setAttribute("hidden", "");

  return {
    draw: () => void draw(),
    /** @param {string} seat a seat's code or a kind of seat */
    drawFor(seat) {
      const field = part("[data-seat]");
      if (field instanceof HTMLInputElement) field.value = seat;
      void draw();
    },
  };

  async function draw() {
    asking?.abort();
    asking = new AbortController();
    const { signal: newest } = asking;
    try {
      const answer = await fetch(addressOf(form).replace(/\/edit$/, "/preview"), {
        method: "POST",
        headers: { accept: "application/json", "x-form-token": document.body.dataset.formToken ?? "" },
        body: bodyOf(form),
        signal: newest,
      });
      if (!answer.ok) return;
      const preview = await answer.json();
      if (!newest.aborted) show(preview);
    } catch {
      // Offline, or overtaken by the next key: the last picture stays, and saving says what is wrong.
    }
  }

  /** @param {any} preview as the server's EditPreview has it */
  function show(preview) {
    const { drawn, note, seat, room, hints, contrast } = preview;
    const box = part("[data-drawn]");
    setText("[data-seat-label]", seat.label);
    for (const chip of form.querySelectorAll("[data-kind]")) {
      if (chip instanceof HTMLElement)
        chip.setAttribute("aria-pressed", String(chip.dataset.kind === seat.code));
    }
    const pictured = box !== null && !box.hidden;
    setText("[data-preview-note]", drawn || !pictured ? note : `${note} ${form.dataset.stale}`);
    part("[data-preview-note]")?.toggleAttribute("hidden", drawn !== null);
    box?.classList.toggle("stale", drawn === null);
    if (drawn && box) {
      box.hidden = false;
      setHtml("[data-back]", drawn.back);
      setHtml("[data-front]", drawn.front);
      setText("[data-fit]", drawn.fit);
      part("[data-fit]")?.classList.toggle("over", !drawn.fits);
      setText("[data-room]", room);
      part("[data-pages]")?.replaceChildren(...drawn.pages.map(pagePicture));
      setText("[data-email-to]", drawn.email.to);
      setText("[data-email-subject]", drawn.email.subject);
      setText("[data-email-body]", drawn.email.body);
      setText("[data-email-note]", drawn.email.note);
      part("[data-email-note]")?.toggleAttribute("hidden", drawn.email.note === "");
    }
    setText("[data-contrast]", contrast);
    showExamples(preview.examples);
    showFaults(preview.faults, preview.errors);
    part("[data-hints-box]")?.toggleAttribute("hidden", hints.length === 0);
    setText("[data-hints-count]", String(hints.length));
    part("[data-hints]")?.replaceChildren(...hints.map(linkTo));
  }

  /** @param {ShownFault[]} faults @param {{ title: string, list: { id: string | null, text: string }[] }} errors */
  function showFaults(faults, errors) {
    for (const place of form.querySelectorAll("[data-wrong]")) {
      if (!(place instanceof HTMLElement)) continue;
      const own = faults.filter(({ anchor, line }) => anchor === place.dataset.wrong && line === null);
      const said = own.map(({ message }) => element("p", "wrong", message));
      place.replaceChildren(...said);
      place.closest(".field")?.classList.toggle("field-wrong", own.length > 0);
      const field = document.getElementById(place.dataset.wrong ?? "");
      if (field?.matches("input, textarea")) field.toggleAttribute("aria-invalid", own.length > 0);
      if (field?.hasAttribute("aria-invalid")) field.setAttribute("aria-invalid", "true");
    }
    markLines(faults);
    const box = part("[data-errors]");
    if (!box) return;
    if (errors.list.length === 0) return box.replaceChildren();
    const summary = element("div", "errors", "");
    const list = document.createElement("ul");
    list.append(...errors.list.map(({ id, text }) => linkTo({ anchor: id, text })));
    summary.append(element("h2", "", errors.title), list);
    box.replaceChildren(summary);
  }

  /** @param {{ index: number, name: string }[]} examples */
  function showExamples(examples) {
    const select = form.elements.namedItem("example");
    if (!(select instanceof HTMLSelectElement)) return;
    const chosen = select.value;
    const same =
      [...select.options].map(({ text }) => text).join("\n") === examples.map(({ name }) => name).join("\n");
    if (same) return;
    select.replaceChildren(...examples.map(({ index, name }) => new Option(name, String(index))));
    select.value = chosen;
    if (select.value === "") select.value = "0";
  }

  /** @param {string} selector @param {string} text */
  function setText(selector, text) {
    const found = part(selector);
    if (found && found.textContent !== text) found.textContent = text;
  }

  /** @param {string} selector @param {string} svg the server's own, with every text in it escaped */
  function setHtml(selector, svg) {
    const found = part(selector);
    if (found) found.innerHTML = svg;
  }
}

/** @param {string} svg */
function pagePicture(svg) {
  const picture = element("div", "card-picture", "");
  picture.innerHTML = svg;
  return picture;
}

/** @param {{ anchor: string | null, text: string }} place */
function linkTo({ anchor, text }) {
  const item = document.createElement("li");
  if (anchor === null) item.textContent = text;
  else {
    const link = document.createElement("a");
    link.href = `#${anchor}`;
    link.textContent = text;
    item.append(link);
  }
  return item;
}

/** @param {string} name @param {string} className @param {string} text */
function element(name, className, text) {
  const made = document.createElement(name);
  if (className !== "") made.className = className;
  made.textContent = text;
  return made;
}
