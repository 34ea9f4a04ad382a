// Placeholders that a button puts where the cursor is. Without JavaScript they are a list of what can be typed.
// @ts-check

/** @param {HTMLFormElement} form */
export function showInserts(form) {
  for (const list of form.querySelectorAll("[data-inserts]")) {
    if (!(list instanceof HTMLElement)) continue;
    const field = document.getElementById(list.dataset.inserts ?? "");
    if (!(field instanceof HTMLTextAreaElement)) continue;
    for (const item of list.querySelectorAll("[data-text]")) {
      if (!(item instanceof HTMLElement)) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "chip";
      button.textContent = item.querySelector("span")?.textContent ?? "";
      const said = document.createElement("span");
      said.className = "visually-hidden";
      said.textContent = `${form.dataset.insert}: `;
      button.prepend(said);
      button.addEventListener("click", () => insert(field, item.dataset.text ?? ""));
      item.replaceChildren(button);
    }
  }
}

/**
 * Puts a text in place of what is marked; what was marked stands where the text has "…".
 * @param {HTMLTextAreaElement} field
 * @param {string} text
 */
function insert(field, text) {
  const { selectionStart: from, selectionEnd: to, value } = field;
  const put = text.replace("…", value.slice(from, to) || "…");
  field.focus();
  // So that the browser can undo it; not every browser still does this for text areas.
  if (!document.execCommand("insertText", false, put)) {
    field.setRangeText(put, from, to, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const gap = put.indexOf("…");
  if (gap !== -1) field.setSelectionRange(from + gap, from + gap + 1);
}
