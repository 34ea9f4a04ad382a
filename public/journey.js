// Steps of the journey without leaving the page: a form's answer is put in place of the old one. So no step's form data is in
// the browser's history, going back shows what was typed, a lost connection loses nothing, and starting clean leaves nothing.
// @ts-check
import { forgetEverything } from "./drafts.js";

/** @typedef {{ main: HTMLElement, title: string, scroll: number }} Step */

/** Earlier steps of this visit, in this page's memory only. @type {Map<number, Step>} */
const steps = new Map();
let current = 0;

/** @param {(root: ParentNode) => void} enhance runs on what is put into the page */
export function startJourney(enhance) {
  history.replaceState({ step: 0 }, "");

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
    const by = event.submitter;
    const action = new URL(by?.getAttribute("formaction") ?? form.action, location.href);
    // Downloads go the browser's own way.
    if (form.method !== "post" || /\.(pdf|eml|ics)$/.test(action.pathname)) return;
    event.preventDefault();
    void go(form, by, action);
  });

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const clean = event.target.closest("[data-start-clean]");
    if (!(clean instanceof HTMLElement)) return;
    event.preventDefault();
    forgetEverything();
    steps.clear();
    // Takes the place of this entry of the history; earlier ones hold an address and nothing typed.
    location.replace(clean.getAttribute("href") ?? "/");
  });

  addEventListener("popstate", (event) => {
    // A jump to a place on the page, such as the skip link's, comes here too and is no step.
    const step = event.state?.step;
    if (typeof step !== "number" || step === current) return;
    const kept = steps.get(step);
    if (!kept) return location.reload();
    remember();
    show(kept.main, kept.title, step);
    scrollTo(0, kept.scroll);
  });

  /** @param {HTMLFormElement} form @param {HTMLElement | null} by @param {URL} action */
  async function go(form, by, action) {
    const busy = document.querySelector("main");
    busy?.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(action, {
        method: "POST",
        headers: { accept: "text/html" },
        body: new URLSearchParams(pairs(form, by)),
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const main = page.querySelector("main");
      if (!main) throw new Error("no page");
      const step = current + 1;
      remember();
      for (const later of [...steps.keys()].filter((key) => key >= step)) steps.delete(later);
      history.pushState({ step }, "", action);
      show(document.importNode(main, true), page.title, step);
      enhance(/** @type {HTMLElement} */ (document.querySelector("main")));
      scrollTo(0, 0);
      focusFirst();
    } catch {
      sayOffline(form);
    } finally {
      busy?.removeAttribute("aria-busy");
    }
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

/** @param {HTMLFormElement} form @param {HTMLElement | null} by @returns {[string, string][]} */
function pairs(form, by) {
  /** @type {[string, string][]} */
  const found = [...new FormData(form, by)].flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value]] : [],
  );
  return found;
}

/** Says where the person is now: the list of what is wrong, else the heading. */
function focusFirst() {
  const errors = document.getElementById("errors");
  const heading = document.querySelector("main h1");
  if (errors) errors.focus();
  else if (heading instanceof HTMLElement) {
    heading.tabIndex = -1;
    heading.focus();
  }
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
