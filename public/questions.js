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
  /** The text that the answers are put behind, and the whole as it was last written here. */
  let before = ownWords.value;
  let written = ownWords.value;
  /** Each answer as it stands in the own words already. @type {Map<HTMLTextAreaElement, string>} */
  const put = new Map();
  const pending = () => answers.filter((answer) => answer.value.trim() !== (put.get(answer) ?? ""));

  // An answer that is not in the own words yet goes along when the form is sent, and the server puts it there.
  const settle = () => {
    const waiting = pending();
    for (const answer of answers) {
      if (waiting.includes(answer)) answer.name = "answers";
      else answer.removeAttribute("name");
    }
    join.hidden = waiting.length === 0;
  };

  /** @param {string} text */
  const write = (text) => {
    ownWords.value = text;
    written = text;
    for (const answer of answers) put.set(answer, answer.value.trim());
    settle();
    ownWords.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const follow = () => {
    if (ownWords.value.trim() === "") before = "";
    else if (ownWords.value !== written) return settle();
    write(joinAnswers([before, ...answers.map((answer) => answer.value)]));
  };

  join.type = "button";
  join.addEventListener("click", () => {
    before = joinAnswers([ownWords.value, ...pending().map((answer) => answer.value)]);
    write(before);
    // They stand in the text now and can be changed there.
    for (const answer of answers) answer.value = "";
    put.clear();
    settle();
    ownWords.focus();
  });
  for (const answer of answers) {
    answer.addEventListener("input", (event) => {
      event.stopPropagation();
      follow();
    });
  }
  // Somebody may have answered before this was loaded.
  if (pending().length > 0) follow();
  else settle();
}
