// Whose MP, within a card's form: it appears while the postcode is typed, is chosen in place, or is searched for by name.
// @ts-check
import { parsePostcode } from "/modules/postcode/postcode.ts";
import { fill } from "./ask.js";

/** What is no postcode, and may be one with the next key, is asked about this long after the last, ms; a whole postcode at once. */
const PAUSE_MS = 25;
const NAME_PAUSE_MS = 150;

/** What only more typing can tell: nothing is said of it until the field is left. */
const UNFINISHED = ["postcode-missing", "postcode-incomplete", "postcode-shape"];

/**
 * @typedef {import("./lookup.js").Seat} Seat
 * @param {HTMLFormElement} form
 * @param {{ words: DOMStringMap, lookup: ReturnType<typeof import("./lookup.js").createLookup>, onSeat: (seat: Seat | null) => void, end: AbortSignal }} settings
 */
export function findMp(form, { words, lookup, onSeat, end }) {
  const postcode = /** @type {HTMLInputElement} */ (form.querySelector("#postcode"));
  const find = /** @type {HTMLInputElement} */ (form.querySelector("#find"));
  const status = /** @type {HTMLElement} */ (form.querySelector("[data-mp-status]"));
  const wrong = /** @type {HTMLElement} */ (form.querySelector("[data-postcode-wrong]"));
  const other = /** @type {HTMLElement} */ (form.querySelector("[data-other]"));
  const choices = /** @type {HTMLElement} */ (form.querySelector("[data-choices]"));
  const list = /** @type {HTMLElement} */ (form.querySelector("[data-choices-list]"));
  const search = /** @type {HTMLDetailsElement} */ (form.querySelector("[data-find]"));
  const blank = [...status.childNodes].map((node) => node.cloneNode(true));

  /** @type {Seat | null} */
  let seat = null;
  /** The others it may be, should the one shown be wrong. @type {readonly Seat[]} */
  let others = [];
  /** @type {AbortController | undefined} */
  let asking;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  end.addEventListener("abort", () => {
    asking?.abort();
    clearTimeout(timer);
  });

  /** Whatever is asked for now is no longer wanted; what comes next is. @returns {AbortSignal} */
  function anew() {
    asking?.abort();
    clearTimeout(timer);
    asking = new AbortController();
    return asking.signal;
  }

  postcode.addEventListener("input", () => {
    const signal = anew();
    sayWrong("");
    pick(null);
    hideChoices();
    const parsed = parsePostcode(postcode.value);
    if (parsed.ok) void look(signal);
    else if (!UNFINISHED.includes(parsed.code)) timer = setTimeout(() => look(signal), PAUSE_MS);
  });
  postcode.addEventListener("change", () => {
    if (postcode.value.trim() !== "" && seat === null && !parsePostcode(postcode.value).ok) void look(anew());
  });
  find.addEventListener("input", () => {
    const signal = anew();
    if (find.value.trim() === "") return hideChoices();
    timer = setTimeout(() => lookByName(signal), NAME_PAUSE_MS);
  });
  other.addEventListener("click", () => {
    search.open = true;
    if (others.length > 0) showChoices(others, "");
    (list.querySelector("input") ?? find).focus();
  });

  list.addEventListener("change", (event) => {
    const chosen = offered.find(
      ({ code }) => event.target instanceof HTMLInputElement && code === event.target.value,
    );
    if (chosen) pick(chosen);
  });
  // A tap chooses and goes on; the arrow keys only choose, for whoever is still reading.
  list.addEventListener("click", (event) => {
    if (event.target instanceof HTMLInputElement && event.detail > 0 && seat !== null) done();
  });
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || seat === null) return;
    event.preventDefault();
    event.stopPropagation();
    done();
  });

  function done() {
    hideChoices();
    find.value = "";
    search.open = false;
    const name = form.querySelector("#name");
    if (name instanceof HTMLElement) name.focus();
  }

  /** @param {AbortSignal} signal */
  async function look(signal) {
    const found = await lookup.byPostcode(postcode.value, signal);
    if (found === null || signal.aborted) return;
    if ("wrong" in found) return sayWrong(found.wrong);
    others = found.choices;
    if (found.seat) return pick(found.seat);
    // Said where the MP would stand.
    status.replaceChildren(paragraph("hint", found.why));
    showChoices(found.choices, "");
    if (found.choices.length === 0) search.open = true;
  }

  /** @param {AbortSignal} signal */
  async function lookByName(signal) {
    const found = await lookup.byName(find.value, signal);
    if (found === null || signal.aborted) return;
    if ("wrong" in found) return showChoices([], found.wrong);
    showChoices(found.choices, found.why);
  }

  /** @param {Seat | null} chosen */
  function pick(chosen) {
    seat = chosen;
    other.hidden = seat === null;
    status.replaceChildren(...(seat === null ? blank.map((node) => node.cloneNode(true)) : [mpOf(seat)]));
    onSeat(seat);
  }

  /** @param {string} text */
  function sayWrong(text) {
    wrong.textContent = text;
    wrong.hidden = text === "";
    postcode.toggleAttribute("aria-invalid", text !== "");
    if (text === "") postcode.removeAttribute("aria-describedby");
    else {
      postcode.setAttribute("aria-invalid", "true");
      postcode.setAttribute("aria-describedby", wrong.id);
      status.replaceChildren(paragraph("hint", text));
    }
  }

  /** @type {readonly Seat[]} */
  let offered = [];

  /** @param {readonly Seat[]} seats @param {string} why */
  function showChoices(seats, why) {
    offered = seats;
    const text = choices.querySelector("[data-choices-why]");
    if (text) text.textContent = why;
    list.replaceChildren(...seats.map(choiceOf));
    choices.hidden = seats.length === 0 && why === "";
  }

  function hideChoices() {
    offered = [];
    list.replaceChildren();
    choices.hidden = true;
  }

  /** @param {Seat} each @param {number} at */
  function choiceOf(each, at) {
    const label = document.createElement("label");
    label.className = "choice";
    const input = document.createElement("input");
    Object.assign(input, {
      type: "radio",
      name: "choice",
      value: each.code,
      checked: each.code === seat?.code,
    });
    if (at === 0) input.id = "seat";
    const text = document.createElement("span");
    const name = document.createElement("strong");
    name.textContent = each.name;
    const who = document.createElement("span");
    who.textContent = each.member ? fill(words.choice, each.member) : (words.noneShort ?? "");
    text.append(name, who);
    label.append(input, text);
    return label;
  }

  /** @param {Seat} held */
  function mpOf({ name, member, note }) {
    const box = document.createElement("div");
    box.className = "mp";
    const who = member ? member.name : fill(words.none, { constituency: name });
    box.append(paragraph("mp-name", who));
    if (member) box.append(paragraph("mp-of", fill(words.of, { party: member.party, constituency: name })));
    if (note) box.append(paragraph("mp-note", note));
    return box;
  }

  return {
    get seat() {
      return seat;
    },
    pick,
    /** Shows the seats to choose from, where there are any, once something is asked that needs one. */
    askForSeat() {
      if (postcode.value.trim() === "") search.open = true;
      else void look(anew());
    },
  };
}

/** @param {string} className @param {string} text */
function paragraph(className, text) {
  const part = document.createElement("p");
  part.className = className;
  part.textContent = text;
  return part;
}
