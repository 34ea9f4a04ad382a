// From a postcode or a name to the MP: the server is asked, and where it is not there, this device's own copy of the lists.
// @ts-check
import { parsePostcode } from "/modules/postcode/postcode.ts";
import { ask, fill } from "./ask.js";

/** While somebody types nobody waits for long: then the own lists answer. */
const PATIENCE_MS = 2_500;

/**
 * @typedef {{ code: string, name: string, nameCy: string | null, note: string | null, member: { name: string, addressAs: string, party: string } | null }} Seat
 * @typedef {{ seat: Seat | null, choices: readonly Seat[], why: string }} Found
 * @typedef {Found | { wrong: string } | null} LookedUp null: overtaken by the next key
 */

/**
 * @param {{ words: DOMStringMap, learn: (answer: import("./ask.js").Answer) => void }} settings
 */
export function createLookup({ words, learn }) {
  /** @type {Promise<Lists> | undefined} */
  let lists;

  /** Fetches the lists once, ahead of the moment in which nobody can be asked for them. */
  function prepare() {
    lists ??= fetchLists();
    lists.catch(() => {
      lists = undefined;
    });
    return lists;
  }

  return {
    prepare: () => void prepare().catch(() => {}),

    /** @param {string} typed @param {AbortSignal} signal @returns {Promise<LookedUp>} */
    async byPostcode(typed, signal) {
      const answer = await ask("/stall/mp", { postcode: typed }, { signal, patience: PATIENCE_MS });
      if (answer.state === "overtaken") return null;
      if (answer.state === "ok") return answer.body;
      learn(answer);
      if (answer.state === "refused" && answer.refusal.code.startsWith("postcode-"))
        return { wrong: answer.refusal.detail };
      const parsed = parsePostcode(typed);
      if (!parsed.ok) return { wrong: words.wrongPostcode ?? "" };
      return here(signal, ({ find }) => find(parsed.postcode));
    },

    /** @param {string} name @param {AbortSignal} signal @returns {Promise<LookedUp>} */
    async byName(name, signal) {
      const answer = await ask("/stall/mp", { find: name }, { signal, patience: PATIENCE_MS });
      if (answer.state === "overtaken") return null;
      if (answer.state === "ok") return answer.body;
      learn(answer);
      return here(signal, ({ search }) => {
        const choices = search(name);
        return { seat: null, choices, why: choices.length > 0 ? "" : fill(words.nothing, { find: name }) };
      });
    },
  };

  /** @param {AbortSignal} signal @param {(lists: Lists) => Found | Promise<Found>} look @returns {Promise<LookedUp>} */
  async function here(signal, look) {
    try {
      const found = await look(await prepare());
      return signal.aborted ? null : found;
    } catch {
      return signal.aborted ? null : { wrong: words.unreachable ?? "" };
    }
  }

  /**
   * @typedef {{ find: (postcode: import("../../src/postcode/postcode.ts").Postcode) => Promise<Found>, search: (name: string) => readonly Seat[] }} Lists
   * @returns {Promise<Lists>}
   */
  async function fetchLists() {
    const [index, seats, { openPostcodeIndex }, { createFindConstituency }, { createSeatSearch }] =
      await Promise.all([
        whole("/stall/postcodes.idx").then((answer) => answer.arrayBuffer()),
        whole("/stall/seats").then((answer) => answer.json()),
        import("/modules/constituencies/postcode-index.ts"),
        import("/modules/constituencies/find-constituency.ts"),
        import("/modules/mps/seat-search.ts"),
      ]);
    const findConstituency = createFindConstituency({
      index: openPostcodeIndex(new Uint8Array(index), "postcodes.idx"),
      askPostcodesIo: null,
    });
    /** @type {Map<string, Seat>} */
    const byCode = new Map(seats.seats.map((/** @type {Seat} */ seat) => [seat.code, seat]));
    /** @param {readonly string[]} codes */
    const named = (codes) => codes.flatMap((code) => byCode.get(code) ?? []);
    return {
      async find(postcode) {
        const lookup = await findConstituency(postcode);
        if (lookup.outcome === "choose")
          return { seat: null, choices: named(lookup.codes), why: words.chooseWhy ?? "" };
        const seat = byCode.get(lookup.code) ?? null;
        return { seat, choices: named(lookup.others), why: words.foundHere ?? "" };
      },
      search: createSeatSearch(seats.seats, {}),
    };
  }
}

/** @param {string} url */
async function whole(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer;
}
