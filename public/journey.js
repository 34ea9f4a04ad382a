// Steps of the journey without leaving the page: a form's answer is put in place of the old one. So no step's form data is in
// the browser's history, going back shows what was typed, a lost connection loses nothing, and starting clean leaves nothing.
// @ts-check
import { forgetEverything, onShared } from "./drafts.js";

/** @typedef {{ main: HTMLElement, title: string, scroll: number }} Step */

/** Earlier steps of this visit, in this page's memory only. @type {Map<number, Step>} */
const steps = new Map();
let current = 0;
/** What is being asked for now; aborted by whatever makes its answer unwanted. @type {AbortController | undefined} */
let asking;

/** Buttons that mend the words and stay on the same step, by name: where the focus goes. @type {Record<string, string | undefined>} */
const SAME_STEP = { mask: "guard-title", leaveOut: "fit" };

/** @param {(root: ParentNode) => void} enhance runs on what is put into the page */
export function startJourney(enhance) {
  history.replaceState({ step: 0 }, "");

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented || form.method !== "post") return;
    event.preventDefault();
    // A second click while the first is under way asks for nothing new.
    if (asking) return;
    const by = event.submitter;
    void go(form, by, new URL(by?.getAttribute("formaction") ?? form.action, location.href));
  });

  document.addEventListener("click", (event) => {
    const clean = event.target instanceof Element ? event.target.closest("[data-start-clean]") : null;
    if (!clean) return;
    event.preventDefault();
    asking?.abort();
    forgetEverything();
    steps.clear();
    doNotKeepFields();
    // Takes the place of this entry of the history; earlier ones hold an address and nothing typed.
    location.replace(clean.getAttribute("href") ?? "/");
  });

  addEventListener("popstate", (event) => {
    const step = event.state?.step;
    if (typeof step !== "number" || step === current) return;
    asking?.abort();
    const kept = steps.get(step);
    if (!kept) return location.reload();
    remember();
    show(kept.main, kept.title, step);
    focusFirst();
    scrollTo(0, kept.scroll);
    kept.main.querySelector("[data-start]")?.dispatchEvent(new Event("postbag:shown"));
  });
  // A jump to a place on the page, such as the skip link's, is an entry of the history too: of this same step.
  addEventListener("hashchange", () => {
    if (history.state === null) history.replaceState({ step: current }, "");
  });
  addEventListener("postbag:cleared", () => steps.clear());
  onShared(forgetEverything);

  /** @param {HTMLFormElement} form @param {HTMLElement | null} by @param {URL} action */
  async function go(form, by, action) {
    const { signal } = begin();
    const main = document.querySelector("main");
    if (main) main.inert = true;
    try {
      const answer = await fetch(action, {
        method: "POST",
        headers: { accept: "text/html" },
        body: new URLSearchParams(pairs(form, by)),
        signal,
      });
      const type = answer.headers.get("content-type") ?? "";
      if (!type.startsWith("text/html"))
        return save(await answer.blob(), answer.headers.get("content-disposition"));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = page.querySelector("main");
      if (signal.aborted) return;
      if (!next) throw new Error("no page");
      const focus = SAME_STEP[by?.getAttribute("name") ?? ""];
      take(document.importNode(next, true), page.title, action, focus);
    } catch {
      if (!signal.aborted) sayOffline(form);
    } finally {
      if (main) main.inert = false;
      if (asking?.signal === signal) asking = undefined;
    }
  }

  function begin() {
    asking = new AbortController();
    return asking;
  }

  /** @param {HTMLElement} next @param {string} title @param {URL} action @param {string | undefined} focus where a same step goes on */
  function take(next, title, action, focus) {
    document.querySelector("[data-offline-note]")?.remove();
    const scroll = scrollY;
    if (focus !== undefined) {
      show(next, title, current);
    } else {
      remember();
      doNotKeepFields();
      const step = current + 1;
      for (const later of [...steps.keys()].filter((key) => key >= step)) steps.delete(later);
      history.pushState({ step }, "", action);
      show(next, title, step);
    }
    enhance(next);
    focusFirst(focus ?? "errors");
    scrollTo(0, focus === undefined ? 0 : scroll);
  }

  function remember() {
    const main = document.querySelector("main");
    if (main) steps.set(current, { main, title: document.title, scroll: scrollY });
  }

  /** @param {HTMLElement} main @param {string} title @param {number} step */
  function show(main, title, step) {
    document.querySelector("main")?.replaceWith(main);
    document.title = title;
    current = step;
  }
}

/** Browsers keep the fields of a page with its entry in the history; of these they shall not. */
function doNotKeepFields() {
  for (const field of document.querySelectorAll("main input, main textarea"))
    field.setAttribute("autocomplete", "off");
}

/** @param {HTMLFormElement} form @param {HTMLElement | null} by @returns {[string, string][]} */
function pairs(form, by) {
  return [...new FormData(form, by)].flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value]] : [],
  );
}

/**
 * Hands a download to the browser under the name that the server gave it.
 * @param {Blob} file
 * @param {string | null} disposition
 */
function save(file, disposition) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = /filename="([^"]+)"/.exec(disposition ?? "")?.[1] ?? "letter";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/**
 * Says where the person is now: the part with this id, such as the list of what is wrong, else the heading.
 * @param {string} id
 */
function focusFirst(id = "errors") {
  const part = document.getElementById(id) ?? document.querySelector("main h1");
  if (!(part instanceof HTMLElement)) return;
  part.tabIndex = -1;
  part.focus({ preventScroll: true });
}

/** @param {HTMLFormElement} form */
function sayOffline(form) {
  document.querySelector("[data-offline-note]")?.remove();
  const note = document.createElement("p");
  note.className = "notice";
  note.setAttribute("role", "alert");
  note.setAttribute("data-offline-note", "");
  note.textContent = document.body.dataset.offline ?? "";
  form.prepend(note);
  note.scrollIntoView({ block: "center" });
}
