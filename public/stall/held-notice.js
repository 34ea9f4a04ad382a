// What the screen says of the cards that only this device has: how many, why, and which came back.
// @ts-check
import { fill } from "./ask.js";

/** How long it is shown that cards were handed over, ms. */
const HANDED_MS = 20_000;

/**
 * @param {HTMLElement} root
 * @param {{ held: ReturnType<typeof import("./held.js").createHeld>, line: { readonly state: import("./line.js").LineState }, onMend: (card: import("./held.js").HeldCard) => void }} settings
 */
export function showHeld(root, { held, line, onMend }) {
  const box = /** @type {HTMLElement} */ (root.querySelector("[data-held]"));
  const words = box.dataset;
  const list = box.querySelector("[data-refused-list]");
  const item = box.querySelector("[data-refused-item]");
  // Outside the box, which is not always there to be read aloud.
  const status = root.querySelector("[data-held-status]");
  let handed = "";
  let shownRefused = "";

  function show() {
    const { count, trouble } = held;
    const state = line.state;
    const why = state === "unpaired" ? words.unpaired : state === "down" ? words.down : "";
    const said = trouble && state === "up" ? `${trouble.title}. ${trouble.detail}` : why || handed;
    const counted = count === 0 ? (said === handed ? "" : words.none) : countWords(count);
    say("[data-count]", counted);
    say("[data-state]", said);
    const aloud = count === 0 && !said ? "" : `${counted} ${said}`;
    if (status && status.textContent !== aloud) status.textContent = aloud;
    const pair = box.querySelector("[data-pair]");
    if (pair instanceof HTMLElement) pair.hidden = state !== "unpaired";
    box.hidden = count === 0 && (said ?? "") === "";
    showRefused();
  }

  /** @param {number} count */
  function countWords(count) {
    return count === 1 ? words.one : fill(words.more, { count });
  }

  // Nothing of a card stands here but when it was taken: the next member reads it too.
  function showRefused() {
    const refused = held.refused;
    const now = refused.map(({ takenAt }) => takenAt.getTime()).join();
    if (now === shownRefused || !(item instanceof HTMLTemplateElement)) return;
    shownRefused = now;
    list?.replaceChildren(
      ...refused.map((card) => {
        const entry = /** @type {DocumentFragment} */ (item.content.cloneNode(true));
        const time = card.takenAt.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
        const why = entry.querySelector("[data-why]");
        if (why) why.textContent = fill(words.refused, { time });
        entry.querySelector("[data-open]")?.addEventListener("click", () => onMend(card));
        entry.querySelector("[data-drop]")?.addEventListener("click", () => {
          if (confirm(words.drop)) held.take(card);
        });
        return entry;
      }),
    );
  }

  /** @param {string} selector @param {string | undefined} text */
  function say(selector, text = "") {
    const part = box.querySelector(selector);
    if (part && part.textContent !== text) part.textContent = text;
  }

  return {
    show,
    /** @param {number[]} numbers of the cards that are in the queue now */
    sayHanded(numbers) {
      const sentence = fill(words.handed, { numbers: numbers.join(", ") });
      handed = sentence;
      show();
      setTimeout(() => {
        if (handed !== sentence) return;
        handed = "";
        show();
      }, HANDED_MS);
    },
  };
}
