// The guard while they type: what might identify somebody, marked in the text, each with replacements that take one click.
// @ts-check
import { findConfidential, maskFinding } from "/modules/letters/confidential.ts";

/**
 * Watches a form's own words. Returns a function that looks again, to be called after every change.
 * @param {HTMLFormElement} form
 * @param {HTMLTextAreaElement} ownWords
 * @returns {() => void}
 */
export function watchConfidential(form, ownWords) {
  const guard = form.querySelector("[data-guard]");
  const status = form.querySelector("[data-guard-status]");
  const list = guard?.querySelector("[data-findings]");
  const marked = guard?.querySelector("[data-marked]");
  if (!(guard instanceof HTMLElement) || !(status instanceof HTMLElement) || !list || !marked)
    return () => {};
  const { replace = "", leaveOut = "" } = guard.dataset;
  const campaignText = guard.querySelector("[data-public-text]")?.textContent ?? "";
  let shown = "";

  return function look() {
    const text = ownWords.value;
    // Asked for anew: at a stall the MP becomes known while the form is filled in.
    const { mpNames = "[]", postcode = "" } = guard.dataset;
    const findings = findConfidential(text, {
      senderName: fieldValue(form, "name"),
      senderEmail: fieldValue(form, "email"),
      senderAddress: fieldValue(form, "address").split("\n"),
      senderPostcode: postcode,
      mpNames: JSON.parse(mpNames),
      campaignText,
    });
    guard.hidden = findings.length === 0;
    marked.replaceChildren(...pieces(text, findings));
    // The list is built anew only when it says something else, so that focus stays on its buttons.
    const now = JSON.stringify(
      findings.map(({ kind, start, text: found, masks }) => [kind, start, found, masks]),
    );
    if (now === shown) return;
    shown = now;
    list.replaceChildren(...findings.map(item));
    const { one = "", other = "" } = status.dataset;
    status.textContent =
      findings.length === 0
        ? ""
        : findings.length === 1
          ? one
          : other.replace("{count}", String(findings.length));
  };

  /** @param {ReturnType<typeof findConfidential>[number]} finding */
  function item(finding) {
    const entry = document.createElement("li");
    const why = document.createElement("p");
    why.id = `finding-${finding.start}`;
    const quoted = document.createElement("strong");
    quoted.textContent = finding.text;
    const reason = guard?.querySelector(`[data-kind="${finding.kind}"]`)?.textContent ?? "";
    why.append(quoted, ` ${reason}`);
    const masks = document.createElement("p");
    masks.className = "masks";
    for (const mask of finding.masks) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "quiet";
      button.setAttribute("aria-describedby", why.id);
      button.textContent = mask === "" ? leaveOut : replace.replace("{mask}", mask);
      button.addEventListener("click", () => {
        replaceAll(ownWords, maskFinding(ownWords.value, finding, mask));
        ownWords.focus();
      });
      masks.append(button);
    }
    entry.append(why, masks);
    return entry;
  }
}

/**
 * Puts a text in a field's place, as typing would, so that the browser can undo it.
 * @param {HTMLTextAreaElement} field
 * @param {string} text
 */
function replaceAll(field, text) {
  field.focus();
  field.select();
  if (document.execCommand("insertText", false, text) && field.value === text) return;
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {HTMLFormElement} form @param {string} name */
function fieldValue(form, name) {
  const field = form.elements.namedItem(name);
  return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : "";
}

/** @param {string} text @param {readonly { start: number, end: number }[]} findings @returns {(string | HTMLElement)[]} */
function pieces(text, findings) {
  /** @type {(string | HTMLElement)[]} */
  const found = [];
  let at = 0;
  for (const { start, end } of findings) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, end);
    found.push(text.slice(at, start), mark);
    at = end;
  }
  return [...found, text.slice(at)];
}
