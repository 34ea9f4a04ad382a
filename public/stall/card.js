// One card's form, from the first key until it is gone: nothing of it outlives its nodes.
// @ts-check
import { watchConfidential } from "../guard.js";
import { ask } from "./ask.js";
import { findMp } from "./mp.js";

/** How long after the last key the card is drawn again, ms. */
const PAUSE_MS = 250;

/**
 * @typedef {import("./held.js").Fields} Fields
 * @typedef {{ id: string | null, text: string }} Fault
 * @param {HTMLFormElement} form fresh, and never used again once it has ended
 * @param {{ words: DOMStringMap, lookup: ReturnType<typeof import("./lookup.js").createLookup>, onAdd: (print: boolean) => void, learn: (answer: import("./ask.js").Answer) => void }} settings
 */
export function beginCard(form, { words, lookup, onAdd, learn }) {
  const ending = new AbortController();
  const end = ending.signal;
  const ownWords = /** @type {HTMLTextAreaElement} */ (form.querySelector("#ownWords"));
  const guard = form.querySelector("[data-guard]");
  let key = drawKey();
  let dirty = false;
  /** @type {AbortController | undefined} */
  let drawing;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;

  const mp = findMp(form, {
    words,
    lookup,
    end,
    onSeat(seat) {
      const names = seat?.member ? [seat.member.name, seat.member.addressAs] : [];
      if (guard instanceof HTMLElement) guard.dataset.mpNames = JSON.stringify(names);
      drawSoon();
    },
  });
  const lookForConfidential = watchConfidential(form, ownWords);

  form.addEventListener("input", () => {
    dirty = true;
    changed();
  });
  form.addEventListener("change", changed);
  form.addEventListener("keydown", goOn);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter?.closest("[data-leave-out]")) return void leaveOut();
    onAdd(event.submitter?.hasAttribute("data-print-now") ?? false);
  });
  const keys = form.querySelector("[data-keys]");
  if (keys instanceof HTMLElement) keys.hidden = false;
  settle();

  function changed() {
    settle();
    if (guard instanceof HTMLElement) guard.dataset.postcode = value("postcode");
    lookForConfidential();
    drawSoon();
  }

  /** Shows what belongs to the way the card is written and to what it shows. */
  function settle() {
    const byHand = checked("way")[0] === "hand";
    show("[data-typed]", !byHand);
    show("[data-hand]", byHand);
    show("[data-address]", checked("showOnCard").includes("address"));
  }

  /** Enter goes on to the next field, and with Ctrl (or ⌘) adds the card. @param {KeyboardEvent} event */
  function goOn(event) {
    if (event.key !== "Enter" || event.isComposing || event.altKey || event.shiftKey) return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      return onAdd(false);
    }
    if (!(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    const fields = [...form.querySelectorAll("input:not([type=hidden]), textarea, .take-go .button")].filter(
      (field) => field instanceof HTMLElement && field.checkVisibility() && !isSkipped(field, event.target),
    );
    const next = fields[fields.indexOf(event.target) + 1];
    if (next instanceof HTMLElement) next.focus();
  }

  /** @param {Element} field @param {EventTarget | null} from */
  function isSkipped(field, from) {
    // A group of radio buttons is one stop, and of it the one that is chosen.
    if (!(field instanceof HTMLInputElement) || field.type !== "radio" || field === from) return false;
    const group = [...form.querySelectorAll(`input[name="${field.name}"]`)];
    const inGroup = from instanceof HTMLInputElement && from.name === field.name;
    const chosen = group.find((each) => each instanceof HTMLInputElement && each.checked) ?? group[0];
    return inGroup || field !== chosen;
  }

  function drawSoon() {
    clearTimeout(waiting);
    if (!end.aborted) waiting = setTimeout(draw, PAUSE_MS);
  }

  async function draw() {
    drawing?.abort();
    if (mp.seat === null && checked("way")[0] !== "hand") return;
    drawing = new AbortController();
    const signal = AbortSignal.any([drawing.signal, end]);
    const answer = await ask("/stall/preview", fields(), { signal });
    if (answer.state === "overtaken" || end.aborted) return;
    if (answer.state !== "ok") {
      learn(answer);
      return say("[data-caption]", answer.state === "lost" ? words.previewLater : answer.refusal.detail);
    }
    const { back, state, message, caption, leavable } = answer.body;
    show("[data-leave-out]", leavable);
    const picture = form.querySelector("[data-back]");
    // Our own server's drawing, in which what was typed is escaped.
    if (picture && back !== "") picture.innerHTML = back;
    say("[data-caption]", caption);
    const fit = form.querySelector("[data-fit]");
    // Said aloud only when it turns from one to the other, and not at every word.
    if (fit?.classList.contains("over") !== (state === "over")) say("[data-fit-status]", message);
    fit?.classList.toggle("over", state === "over");
    fit?.classList.toggle("fits", state === "fits");
    say("[data-fit]", message);
  }

  /** Takes what cannot be printed out of what was typed. What is typed meanwhile stays. */
  async function leaveOut() {
    const sent = fields();
    const answer = await ask("/stall/preview", { ...sent, leaveOut: "1" }, { signal: end });
    if (end.aborted) return;
    if (answer.state !== "ok") return learn(answer);
    for (const name of /** @type {const} */ (["ownWords", "name", "address"])) {
      const field = form.querySelector(`#${name}`);
      if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)
        if (field.value === sent[name]) field.value = answer.body.left[name];
    }
    ownWords.focus();
    changed();
  }

  /** What is posted. */
  function fields() {
    const way = checked("way")[0] ?? "typed";
    const showOnCard = checked("showOnCard");
    return {
      key,
      stall: words.stall ?? "",
      way,
      postcode: value("postcode"),
      seat: mp.seat?.code ?? "",
      name: value("name"),
      reasons: way === "typed" ? checked("reasons") : [],
      ownWords: way === "typed" ? value("ownWords") : "",
      showOnCard,
      address: showOnCard.includes("address") ? value("address") : "",
    };
  }

  /** What can be seen to be wrong without the server. @returns {Fault[]} */
  function faults() {
    const { way, postcode, seat, name, ownWords: text, showOnCard, address } = fields();
    const typed = way === "typed";
    /** @type {[boolean, string, string | undefined][]} */
    const rules = [
      [seat === "" && typed && postcode.trim() === "", "postcode", words.needed],
      [seat === "" && postcode.trim() !== "", "postcode", words.pick],
      [postcode === "" && showOnCard.length > 0, "postcode", words.wrongPostcode],
      [(typed && String(name).trim() === "") || [...name].length > 120, "name", words.wrongName],
      [[...text].length > 5_000, "ownWords", words.wrongWords],
      [showOnCard.includes("address") && !isAddress(String(address)), "address", words.wrongAddress],
    ];
    return rules.filter(([wrong]) => wrong).map(([, id, sentence]) => ({ id, text: sentence ?? "" }));
  }

  /** Shows what is wrong, and leads to it. @param {readonly Fault[]} wrong */
  function showFaults(wrong) {
    const box = form.querySelector("[data-faults]");
    if (!(box instanceof HTMLElement)) return;
    for (const field of form.querySelectorAll("[data-faulty]")) {
      field.removeAttribute("aria-invalid");
      field.removeAttribute("data-faulty");
    }
    const items = wrong.map(({ id, text }) => {
      const item = document.createElement("li");
      const field = id === null ? null : form.querySelector(`#${CSS.escape(id)}`);
      if (!(field instanceof HTMLElement)) item.textContent = text;
      else {
        field.setAttribute("aria-invalid", "true");
        field.dataset.faulty = "";
        // Not a link: its jump would be an entry of the history.
        const lead = document.createElement("button");
        lead.type = "button";
        lead.className = "quiet";
        lead.textContent = text;
        lead.addEventListener("click", () => {
          field.closest("details")?.setAttribute("open", "");
          field.focus();
        });
        item.append(lead);
      }
      return item;
    });
    box.querySelector("ul")?.replaceChildren(...items);
    box.hidden = wrong.length === 0;
    if (wrong.length === 0) return;
    box.focus({ preventScroll: true });
    box.scrollIntoView({ block: "nearest" });
    if (wrong.some(({ id }) => id === "seat")) mp.askForSeat();
  }

  /** Puts a card's fields in, so that it can be mended. @param {Fields} given @param {import("./lookup.js").Seat | null} seat */
  function put(given, seat) {
    for (const field of form.elements) {
      if (field instanceof HTMLInputElement && /^(?:checkbox|radio)$/.test(field.type)) {
        field.checked = [given[field.name] ?? []].flat().includes(field.value);
      } else if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
        const text = given[field.name];
        if (field.type !== "hidden" && typeof text === "string") field.value = text;
      }
    }
    dirty = true;
    mp.pick(seat);
    changed();
  }

  /** @param {string} name */
  function value(name) {
    const field = form.querySelector(`#${name}`);
    return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : "";
  }

  /** @param {string} name */
  function checked(name) {
    return [...form.querySelectorAll(`input[name="${name}"]:checked`)].flatMap((field) =>
      field instanceof HTMLInputElement ? [field.value] : [],
    );
  }

  /** @param {string} selector @param {string | undefined} text */
  function say(selector, text = "") {
    const part = form.querySelector(selector);
    if (part && part.textContent !== text) part.textContent = text;
  }

  /** @param {string} selector @param {boolean} shown */
  function show(selector, shown) {
    const part = form.querySelector(selector);
    if (part instanceof HTMLElement) part.hidden = !shown;
  }

  return {
    fields,
    faults,
    showFaults,
    put,
    /** What this form added before stays as it is: what it adds next is a card of its own. */
    anotherKey() {
      key = drawKey();
    },
    get seat() {
      return mp.seat;
    },
    get isDirty() {
      return dirty;
    },
    end() {
      clearTimeout(waiting);
      ending.abort();
      dirty = false;
    },
  };
}

/** @param {string} text */
function isAddress(text) {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.length > 0 && lines.length <= 6 && lines.every((line) => line.length <= 120);
}

/** What makes a card one card however often it is sent: 128 random bits. */
function drawKey() {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18))))
    .replaceAll("+", "-")
    .replaceAll("/", "_");
}
