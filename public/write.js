// The writing page: the card and the count follow the typing, and a draft survives a reload.
// @ts-check
import { clearDraft, fieldsOf, keepDraft, readDraft } from "./drafts.js";

/** How long after the last key the card is drawn again, ms. */
const PAUSE_MS = 350;

const form = document.querySelector("[data-draft]");
if (form instanceof HTMLFormElement) follow(form, form.dataset.draft ?? "");

/**
 * @param {HTMLFormElement} form
 * @param {string} campaign
 */
function follow(form, campaign) {
  const fit = form.querySelector("[data-fit]");
  const back = form.querySelector("[data-back]");
  const usual = new Map(fieldsOf(form));
  /** @type {AbortController | undefined} */
  let asking;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;

  restore();
  for (const part of form.querySelectorAll("[data-clear], [data-kept]")) {
    if (part instanceof HTMLElement) part.hidden = false;
  }
  form.addEventListener("input", () => {
    keepDraft(campaign, fieldsOf(form));
    clearTimeout(waiting);
    waiting = setTimeout(draw, PAUSE_MS);
  });
  form.addEventListener("submit", () => keepDraft(campaign, fieldsOf(form)));
  form.querySelector("[data-clear]")?.addEventListener("click", () => {
    clearDraft(campaign);
    for (const field of form.elements) {
      if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = false;
      else if (field instanceof HTMLTextAreaElement) field.value = "";
      else if (field instanceof HTMLInputElement && !("fixed" in field.dataset)) {
        field.value = field.name === "salutation" ? (usual.get("salutation") ?? "") : "";
      }
    }
    document.getElementById("name")?.focus();
    void draw();
  });

  // What the server sent wins: it is newer than the draft whenever it holds anything the member typed.
  function restore() {
    const draft = readDraft(campaign);
    if (!draft || typedIn(usual)) return;
    for (const field of form.elements) {
      if (field instanceof HTMLInputElement && field.type === "checkbox") {
        field.checked = draft.some(([name, value]) => name === field.name && value === field.value);
      } else if (
        (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) &&
        !("fixed" in field.dataset) &&
        // A greeting belongs to its MP, and the postcode may be another one now.
        field.name !== "salutation"
      ) {
        field.value = draft.find(([name]) => name === field.name)?.[1] ?? field.value;
      }
    }
    void draw();
  }

  /** @param {Map<string, string>} fields */
  function typedIn(fields) {
    return ["name", "ownWords", "address", "email", "reasons"].some(
      (name) => (fields.get(name) ?? "") !== "",
    );
  }

  // Draws nothing when the server cannot be reached: the last card stays, and sending will say what is wrong.
  async function draw() {
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams(fieldsOf(form)),
        signal: asking.signal,
      });
      if (!answer.ok) return;
      const preview = await answer.json();
      if (back instanceof HTMLElement && preview.back !== "") back.innerHTML = preview.back;
      if (fit instanceof HTMLElement) {
        fit.textContent = preview.message;
        fit.classList.toggle("over", preview.state === "over");
        fit.classList.toggle("fits", preview.state === "fits");
      }
    } catch {
      // Offline, or overtaken by the next key.
    }
  }
}
