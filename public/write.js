// The writing page: the card and the count follow the typing, the guard and the help with words too, and a draft survives a
// reload.
// @ts-check
import { clearDraft, fieldsOf, isShared, keepDraft, markShared, readDraft } from "./drafts.js";
import { watchConfidential } from "./guard.js";
import { watchWords } from "./help.js";
import { joinWhileTyping } from "./questions.js";

/** How long after the last key the card is drawn again, ms. */
const PAUSE_MS = 350;

const NOTHING = { back: "", text: "", campaignText: "", caption: "" };

/** @param {HTMLFormElement} form the writing page's, once */
export function enhanceWrite(form) {
  const ownWords = form.querySelector("#ownWords");
  if (ownWords instanceof HTMLTextAreaElement) follow(form, ownWords, form.dataset.draft ?? "");
}

/**
 * Whether a form holds anything but what the server sent in it.
 * @param {HTMLFormElement} form
 */
function typedAlready(form) {
  return [...form.elements].some((field) => {
    if (field instanceof HTMLInputElement && field.type === "checkbox")
      return field.checked !== field.defaultChecked;
    return (
      (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) &&
      field.value !== field.defaultValue
    );
  });
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLTextAreaElement} ownWords
 * @param {string} campaign
 */
function follow(form, ownWords, campaign) {
  const usual = new Map(fieldsOf(form));
  const keep = form.querySelector("input[name=keep]");
  const days = () => keep instanceof HTMLInputElement && keep.checked;
  /** @type {AbortController | undefined} */
  let asking;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;

  const typedBefore = typedAlready(form);
  if (form.querySelector("[name=shared]")) markShared(true);
  restore();
  joinWhileTyping(form, ownWords);
  const lookForConfidential = watchConfidential(form, ownWords);
  const lookAtWords = watchWords(form, ownWords);
  const look = () => {
    lookForConfidential();
    lookAtWords();
  };
  const clear = form.querySelector("[data-clear]");
  if (clear instanceof HTMLElement) clear.hidden = false;
  const kept = form.querySelector("[data-kept]");
  if (kept instanceof HTMLElement) kept.hidden = isShared();

  const changed = () => {
    look();
    keepDraft(campaign, fieldsOf(form), { days: days() });
    clearTimeout(waiting);
    waiting = setTimeout(draw, PAUSE_MS);
  };
  form.addEventListener("input", changed);
  // Somebody may have typed before this was loaded.
  // So it has where the server has mended what they typed: the draft still holds what was left out.
  if (typedBefore || "mended" in form.dataset) changed();
  else look();
  form.addEventListener("submit", () => keepDraft(campaign, fieldsOf(form), { days: days() }));
  clear?.addEventListener("click", () => {
    clearDraft(campaign);
    dispatchEvent(new Event("postbag:cleared"));
    for (const field of form.elements) {
      if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = false;
      else if (field instanceof HTMLTextAreaElement) field.value = "";
      else if (field instanceof HTMLInputElement && !("fixed" in field.dataset)) {
        field.value = field.name === "salutation" ? (usual.get("salutation") ?? "") : "";
      }
    }
    look();
    document.getElementById("name")?.focus();
    void draw();
  });

  // What the server sent wins: it is newer than the draft whenever it holds anything the member typed.
  function restore() {
    const draft = readDraft(campaign);
    const blank = !typedIn(usual) && !typedAlready(form);
    if (keep instanceof HTMLInputElement) keep.checked = draft?.days ?? false;
    if (!draft || !blank) return;
    for (const field of form.elements) {
      if (field instanceof HTMLInputElement && field.type === "checkbox") {
        if (field !== keep) {
          field.checked = draft.fields.some(([name, value]) => name === field.name && value === field.value);
        }
      } else if (
        (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) &&
        !("fixed" in field.dataset) &&
        // A greeting belongs to its MP, and the postcode may be another one now; answers are in the own words already.
        field.name !== "salutation" &&
        field.name !== "answers"
      ) {
        field.value = draft.fields.find(([name]) => name === field.name)?.[1] ?? field.value;
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
      if (answer.ok) show(await answer.json());
      else show({ ...NOTHING, message: (await answer.json()).detail ?? "", state: "over" });
    } catch {
      // Offline, or overtaken by the next key.
    }
  }

  /** @param {{ back: string, text: string, campaignText: string, message: string, caption: string, state: string, leavable?: boolean }} preview */
  function show({ back, text, campaignText, message, caption, state, leavable = false }) {
    const card = form.querySelector("[data-back]");
    if (card && back !== "") card.innerHTML = back;
    setText("[data-caption]", caption);
    const fit = form.querySelector("[data-fit]");
    // Said aloud only when it turns from one to the other, and not at every word.
    if (fit?.classList.contains("over") !== (state === "over")) setText("[data-fit-status]", message);
    fit?.classList.toggle("over", state === "over");
    fit?.classList.toggle("fits", state === "fits");
    setText("[data-fit]", message);
    const leaveOut = form.querySelector("[data-leave-out]");
    if (leaveOut instanceof HTMLElement) leaveOut.hidden = !leavable;
    if (text !== "") {
      setText("[data-plain]", text);
      setText("[data-campaign-text]", campaignText);
    }
    lookAtWords();
  }

  /** @param {string} selector @param {string} text */
  function setText(selector, text) {
    const part = form.querySelector(selector);
    if (part) part.textContent = text;
  }
}
