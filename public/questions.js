// Three short questions: their answers become the own words as they are typed, until somebody edits the text by hand.
// @ts-check
import { joinAnswers } from "/modules/letters/answers.ts";

/**
 * @param {HTMLFormElement} form
 * @param {HTMLTextAreaElement} ownWords
 */
export function joinWhileTyping(form, ownWords) {
  const answers = [...form.querySelectorAll("[data-answer]")].filter(
    (each) => each instanceof HTMLTextAreaElement,
  );
  const join = form.querySelector("[data-join]");
  if (answers.length === 0 || !(join instanceof HTMLButtonElement)) return;
  // From here on they are in the own words, and must not be sent, or kept, a second time.
  for (const answer of answers) answer.removeAttribute("name");
  const joined = () => joinAnswers(answers.map((answer) => answer.value));
  let written = ownWords.value;
  const byHand = () => ownWords.value !== written && ownWords.value.trim() !== "";
  join.type = "button";
  join.hidden = true;

  /** @param {string} text */
  const write = (text) => {
    ownWords.value = text;
    written = text;
    ownWords.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const before = ownWords.value;
  for (const answer of answers) {
    answer.addEventListener("input", (event) => {
      event.stopPropagation();
      if (byHand()) join.hidden = false;
      else write(joinAnswers([before, joined()]));
    });
  }
  join.addEventListener("click", () => {
    write(joinAnswers([ownWords.value, joined()]));
    for (const answer of answers) answer.value = "";
    join.hidden = true;
    ownWords.focus();
  });
}
