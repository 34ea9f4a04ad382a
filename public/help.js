// Help with the words, worked out in the browser alone: how much of the letter is the member's own, and how it sounds.
// @ts-check
import { ownShare } from "/modules/letters/own-share.ts";
import { findTone } from "/modules/letters/tone.ts";

/**
 * Shows the own share and the tone of a form's own words. Returns a function that looks again.
 * @param {HTMLFormElement} form
 * @param {HTMLTextAreaElement} ownWords
 * @returns {() => void}
 */
export function watchWords(form, ownWords) {
  const share = form.querySelector("[data-share]");
  const tone = form.querySelector("[data-tone]");
  const campaign = form.querySelector("[data-campaign-text]");
  const elsewhere = form.querySelector("[data-public-text]")?.textContent ?? "";

  return function look() {
    const text = ownWords.value;
    if (share instanceof HTMLElement) {
      const { own, total } = ownShare(text, campaign?.textContent ?? "", elsewhere);
      const { none = "", one = "", other = "" } = share.dataset;
      const words = own === 0 ? none : own === 1 ? one : other;
      share.textContent = words.replace("{own}", String(own)).replace("{total}", String(total));
      share.hidden = text.trim() === "";
    }
    if (tone instanceof HTMLElement) {
      const [first] = findTone(text);
      tone.textContent = first === undefined ? "" : (tone.dataset[first] ?? "");
      tone.hidden = first === undefined;
    }
  };
}
