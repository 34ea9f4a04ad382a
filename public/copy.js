// Copy buttons, and the link that copies the letter before it opens the email app.
// @ts-check

/** @param {ParentNode} root */
export function enhanceCopy(root) {
  const status = root.querySelector("[data-status]");

  /** @param {string} text */
  const say = (text) => {
    if (status) status.textContent = text;
  };

  /**
   * Copies a field's text; where the browser does not allow it, selects the text so that the person can.
   * @param {string} id
   */
  async function copy(id) {
    const field = document.getElementById(id);
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
    const { copied = "", notCopied = "" } = status instanceof HTMLElement ? status.dataset : {};
    try {
      await navigator.clipboard.writeText(field.value);
      say(copied);
    } catch {
      field.focus();
      field.select();
      say(notCopied);
    }
  }

  for (const button of root.querySelectorAll("[data-copy]")) {
    if (!(button instanceof HTMLElement)) continue;
    button.hidden = false;
    button.addEventListener("click", () => void copy(button.dataset.copy ?? ""));
  }

  for (const link of root.querySelectorAll("[data-copy-first]")) {
    // The link is followed all the same; the clipboard is written in the same click.
    link.addEventListener(
      "click",
      () => void copy(link instanceof HTMLElement ? (link.dataset.copyFirst ?? "") : ""),
    );
  }
}
