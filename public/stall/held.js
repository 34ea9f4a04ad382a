// Cards that the server has not confirmed: in this page's memory only, handed over in their order, each once.
// @ts-check
import { ask } from "./ask.js";

/** A card the server did not take can be mended; with these it is not the card that is at fault. */
const NOT_THE_CARD = [
  "store-full",
  "store-gone",
  "store-unusable",
  "stall-key-missing",
  "stall-keys-damaged",
  "stall-not-open",
  "device-unpaired",
];

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/**
 * @typedef {Record<string, string | string[]>} Fields what is posted; its `key` makes it one card however often it is
 * @typedef {{ fields: Fields, takenAt: Date, refusal: import("./ask.js").Refusal | null }} HeldCard
 */

/**
 * @param {{ onChange: () => void, onHanded: (numbers: number[]) => void, onAnswer: (answer: import("./ask.js").Answer) => void }} settings
 */
export function createHeld({ onChange, onHanded, onAnswer }) {
  /** @type {HeldCard[]} */
  let cards = [];
  /** Why none can be handed over at the moment, where it is not that the server is not there. @type {import("./ask.js").Refusal | null} */
  let trouble = null;
  let sending = false;
  let wait = FIRST_WAIT_MS;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const waiting = () => cards.filter(({ refusal }) => refusal === null);

  addEventListener("beforeunload", (event) => {
    if (cards.length > 0) event.preventDefault();
  });

  async function flush() {
    if (sending || waiting().length === 0) return;
    sending = true;
    clearTimeout(timer);
    /** @type {number[]} */
    const numbers = [];
    let lost = false;
    for (let [card] = waiting(); card !== undefined && !lost; [card] = waiting()) {
      const answer = await ask("/stall/cards", card.fields);
      // The stall was wiped meanwhile, and this card with it.
      if (!cards.includes(card)) break;
      if (answer.state === "ok") {
        numbers.push(answer.body.number);
        cards = cards.filter((other) => other !== card);
        trouble = null;
        wait = FIRST_WAIT_MS;
      } else if (answer.state === "refused" && !NOT_THE_CARD.includes(answer.refusal.code)) {
        card.refusal = answer.refusal;
      } else {
        lost = true;
        trouble = answer.state === "refused" ? answer.refusal : null;
      }
      onAnswer(answer);
      onChange();
    }
    sending = false;
    if (numbers.length > 0) onHanded(numbers);
    if (waiting().length === 0) return;
    timer = setTimeout(flush, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }

  return {
    /** How many wait to be handed over, and those that came back, the oldest first. */
    get waiting() {
      return waiting().length;
    },
    get refused() {
      return cards.filter(({ refusal }) => refusal !== null);
    },
    get count() {
      return cards.length;
    },
    get trouble() {
      return trouble;
    },
    /** @param {Fields} fields */
    keep(fields) {
      cards.push({ fields, takenAt: new Date(), refusal: null });
      onChange();
      void flush();
    },
    /** Gives a card that was refused to whoever mends it; `putBack` if they do not. @param {HeldCard} card */
    take(card) {
      cards = cards.filter((other) => other !== card);
      onChange();
    },
    /** @param {HeldCard} card */
    putBack(card) {
      cards.push(card);
      onChange();
    },
    forget() {
      cards = [];
      trouble = null;
      clearTimeout(timer);
      onChange();
    },
    flush,
  };
}
