// The stall's one screen: one card after the other, and of the one before nothing is left.
// @ts-check
import { ask, fill } from "./ask.js";
import { beginCard } from "./card.js";
import { createHeld } from "./held.js";
import { showHeld } from "./held-notice.js";
import { watchIdle } from "./idle.js";
import { watchLine } from "./line.js";
import { createLookup } from "./lookup.js";

const root = document.querySelector("[data-take]");
const first = root?.querySelector("[data-card]");
const note = root?.querySelector("[data-added-note]");
const dialog = root?.querySelector("[data-idle]");
if (
  root instanceof HTMLElement &&
  first instanceof HTMLFormElement &&
  note instanceof HTMLElement &&
  dialog instanceof HTMLDialogElement
)
  start(root, first, note, dialog);

/** @param {HTMLElement} root @param {HTMLFormElement} first @param {HTMLElement} note @param {HTMLDialogElement} dialog */
function start(root, first, note, dialog) {
  const words = root.dataset;
  // A page that came with what somebody typed, before this ran, is none to make blank forms of.
  const blank = "filled" in first.dataset ? null : first.cloneNode(true);
  history.replaceState(null, "", "/stall");

  const line = watchLine({
    stall: words.stall ?? "",
    onChange(state) {
      if (state === "wiped") return end();
      notice.show();
    },
    onUp() {
      lookup.prepare();
      void held.flush();
    },
  });
  const lookup = createLookup({ words, learn: line.learn });
  const held = createHeld({
    onChange: () => notice.show(),
    onAnswer: line.learn,
    onHanded: (numbers) => notice.sayHanded(numbers),
  });
  const notice = showHeld(root, { held, line, onMend: mend });

  let form = first;
  let card = begin(form);
  let sending = false;
  /** A card that was refused and is being mended; it goes back where it is not. @type {import("./held.js").HeldCard | null} */
  let mending = null;

  watchIdle({
    dialog,
    isDirty: () => card.isDirty && !sending,
    clear() {
      next();
      tell([words.cleared], "is-kept");
    },
  });
  root.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest("[data-clear]")) return;
    event.preventDefault();
    next();
  });
  // Whoever comes back by the back button, or finds the page as a browser kept it, finds it blank.
  addEventListener("pagehide", () => next());
  addEventListener("pageshow", (event) => event.persisted && next());
  addEventListener("beforeunload", (event) => {
    if (mending) event.preventDefault();
  });
  lookup.prepare();
  notice.show();

  /** @param {HTMLFormElement} fresh */
  function begin(fresh) {
    return beginCard(fresh, { words, lookup, learn: line.learn, onAdd: (print) => void add(print) });
  }

  /** A blank form of fresh nodes in place of the one before, with its undo, its autofill and its focus. */
  function next() {
    if (mending) held.putBack(mending);
    mending = null;
    card.end();
    tell([]);
    if (blank === null) return location.replace("/stall");
    const fresh = /** @type {HTMLFormElement} */ (blank.cloneNode(true));
    form.reset();
    form.replaceWith(fresh);
    form = fresh;
    root.querySelector(".errors:not([data-faults])")?.remove();
    card = begin(form);
    scrollTo(0, 0);
    const postcode = form.querySelector("#postcode");
    if (postcode instanceof HTMLElement) postcode.focus();
    form.addEventListener("input", () => tell([]), { once: true });
  }

  /** @param {boolean} print */
  async function add(print) {
    if (sending) return;
    const wrong = card.faults();
    if (wrong.length > 0) return card.showFaults(wrong);
    const fields = card.fields();
    // Cards go in their order: behind those that wait, this one waits as well.
    if (!print && held.waiting > 0) return keep(fields);
    sending = true;
    form.inert = true;
    const answer = await ask(print ? "/stall/cards/print" : "/stall/cards", fields);
    sending = false;
    form.inert = false;
    line.learn(answer);
    if (answer.state === "ok") return added(answer.body, print);
    if (answer.state === "lost") return keep(fields);
    if (answer.state !== "refused") return;
    const { code, title, detail, errors } = answer.refusal;
    if (code === "stall-wiped" || code === "stall-unknown") return end();
    if (code === "stall-key-used") card.anotherKey();
    card.showFaults(errors ?? [{ id: null, text: `${title}. ${detail}` }]);
  }

  /** @param {{ number: number, again: boolean, print: string | null }} receipt @param {boolean} print */
  function added({ number, again, print: address }, print) {
    mending = null;
    next();
    if (print && address !== null && held.count === 0) return location.assign(address);
    tell([fill(again ? words.again : words.added, { number }), words.next]);
    if (print && address !== null) offerPrint(address, number);
  }

  /** @param {import("./held.js").Fields} fields */
  function keep(fields) {
    mending = null;
    held.keep(fields);
    next();
    tell([words.kept, words.keptNext], "is-kept");
  }

  /** Leaving would lose the cards that are only here: the print job opens beside. @param {string} address @param {number} number */
  function offerPrint(address, number) {
    const link = document.createElement("a");
    link.href = address;
    link.target = "_blank";
    link.textContent = fill(words.print, { number });
    note.firstElementChild?.append(link);
  }

  /** @param {import("./held.js").HeldCard} refused */
  async function mend(refused) {
    held.take(refused);
    next();
    mending = refused;
    const { signal } = new AbortController();
    const code = String(refused.fields.seat);
    const found = code === "" ? null : await lookup.byName(code, signal);
    const seat =
      found && "choices" in found ? (found.choices.find((each) => each.code === code) ?? null) : null;
    card.put(refused.fields, seat);
    tell([words.mended], "is-kept");
    const { title = "", detail = "", errors } = refused.refusal ?? {};
    card.showFaults(errors ?? [{ id: null, text: `${title}. ${detail}` }]);
  }

  /** @param {(string | undefined)[]} lines the first in large letters @param {string} kind */
  function tell(lines, kind = "") {
    const box = document.createElement("div");
    box.className = `added ${kind}`;
    for (const [at, text] of lines.entries()) {
      const part = document.createElement("p");
      if (at === 0) part.className = "added-number";
      part.textContent = text ?? "";
      box.append(part);
    }
    // The region itself stays, else what comes into it is not read aloud.
    note.replaceChildren(...(lines.length > 0 ? [box] : []));
  }

  /** The stall is no more: everything here is forgotten, and its page says what that means. */
  function end() {
    mending = null;
    held.forget();
    card.end();
    location.replace("/stall");
  }
}
