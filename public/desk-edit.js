// The editor's page: saves while somebody types, draws the letter beside it, and changes lists without leaving the page.
// @ts-check
import { addressOf, forget, startAutosave } from "./desk-autosave.js";
import { watchConflict } from "./desk-conflict.js";
import { startImage } from "./desk-image.js";
import { showInserts } from "./desk-inserts.js";
import { showLines } from "./desk-lines.js";
import { startPreview } from "./desk-preview.js";
import { startSeatSearch } from "./desk-seats.js";

/** Buttons that the server answers with the page again: with a list changed, or without the picture. */
const CHANGES_PAGE = /^(?:(?:up|down|remove|add):|no-image$)/;

/** What the page does stops when another takes its place. @type {AbortController | undefined} */
let page;

/** @param {ParentNode} root */
function start(root) {
  page?.abort();
  page = new AbortController();
  const { signal } = page;
  watchConflict(root);
  const form = root.querySelector("[data-edit]");
  if (!(form instanceof HTMLFormElement)) return;

  const lines = showLines(form, signal);
  const preview = startPreview(form, signal, lines.mark);
  const saving = startAutosave(form, signal, {
    compare: (body) => void show(form, body),
    restored: () => void show(form, null).then((shown) => shown && sayRestored()),
  });
  showInserts(form);
  startSeatSearch(form, signal, preview.draw);
  startViews(form, signal);
  startColour(form, signal);
  startImage(
    form,
    saving,
    () => void show(form, null).then((shown) => shown && nearest("card.image")?.focus()),
  );
  showPlace(form);

  form.addEventListener(
    "submit",
    (event) => {
      event.preventDefault();
      const by = event.submitter instanceof HTMLButtonElement ? event.submitter : null;
      const action = by?.value ?? "save";
      if (CHANGES_PAGE.test(action)) void changeList(form, by);
      else if (action.startsWith("seat:")) preview.drawFor(action.slice("seat:".length));
      else if (action === "save") void saving.save();
      else if (action === "proof") void saveAndProve(form);
      else preview.draw();
    },
    { signal },
  );

  /** Leads to the proof once everything is saved; where that cannot be, the page stays and has said why. @param {HTMLFormElement} edited */
  async function saveAndProve(edited) {
    await saving.save();
    if (saving.isSaved()) location.assign(addressOf(edited).replace(/\/edit$/, "/proof"));
  }

  /** @param {HTMLFormElement} edited @param {HTMLButtonElement | null} by */
  async function changeList(edited, by) {
    await saving.settled();
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(edited, by))
      if (typeof value === "string") body.append(name, value);
    const moved = by?.dataset.moves;
    if ((await show(edited, body)) && moved) focusMoved(moved);
  }

  /**
   * Puts the server's page in place of this one: the answer to `body`, or with null the page as it is now.
   * @param {HTMLFormElement} edited
   * @param {URLSearchParams | null} body
   * @returns {Promise<boolean>} whether there was an answer
   */
  async function show(edited, body) {
    edited.inert = true;
    try {
      const headers = { accept: "text/html", "x-form-token": document.body.dataset.formToken ?? "" };
      const answer = await fetch(addressOf(edited), body ? { method: "POST", headers, body } : { headers });
      const next = new DOMParser().parseFromString(await answer.text(), "text/html");
      const main = next.querySelector("main");
      if (!main?.querySelector("[data-edit], [data-conflict]")) {
        const why = main?.querySelector(".errors");
        if (answer.status === 413 && why)
          saving.sayRefused(why.textContent.trim().replace(/\s*\n\s*/g, ". "));
        else saving.sayAway(answer.status);
        return false;
      }
      // What was sent is saved; kept in this tab, it would be taken for somebody else's by the page that comes.
      if (body && answer.ok) forget(edited.dataset.edit ?? "");
      document.title = next.title;
      const here = document.querySelector("main");
      const scroll = scrollY;
      const view = edited.dataset.view;
      const shown = document.importNode(main, true);
      here?.replaceWith(shown);
      scrollTo(0, scroll);
      const again = shown.querySelector("[data-edit]");
      if (view && again instanceof HTMLElement) again.dataset.view = view;
      if (!again) shown.focus();
      start(shown);
      return true;
    } catch {
      saving.sayAway(0);
      return false;
    } finally {
      edited.inert = false;
    }
  }
}

/** Says that what was kept in this tab is saved now. */
function sayRestored() {
  const form = document.querySelector("[data-edit]");
  const status = form?.querySelector("[data-save-status]");
  if (status && form instanceof HTMLElement) status.textContent = form.dataset.restored ?? "";
}

/** Goes to the entry or the field that the page names, and opens what it stands in. @param {HTMLFormElement} form */
function showPlace(form) {
  const place = form.dataset.at || decodeURIComponent(location.hash.slice(1));
  if (place === "") return;
  const part = nearest(place);
  if (!part) return;
  for (let box = part.closest("details"); box; box = box.parentElement?.closest("details") ?? null)
    box.open = true;
  if (part instanceof HTMLDetailsElement) part.open = true;
  // A new entry is there to be typed into.
  const empty = part.querySelector("input:not([type=hidden], [type=checkbox]), textarea");
  const target = empty instanceof HTMLElement && "value" in empty && empty.value === "" ? empty : part;
  target.focus();
  target.scrollIntoView({ block: "center" });
}

/** The part with an id, or the nearest around it that the page has: a fault can lie deeper. @param {string} path */
function nearest(path) {
  for (let steps = path.split("."); steps.length > 0; steps = steps.slice(0, -1)) {
    const part = document.getElementById(steps.join("."));
    if (part) return part;
  }
  return null;
}

/** After a move, the button that moved the entry has the focus again, so that it can be pressed once more. @param {string} moved */
function focusMoved(moved) {
  const form = document.querySelector("[data-edit]");
  const at = form instanceof HTMLElement ? form.dataset.at : "";
  const entry = [...document.querySelectorAll("[data-entry]")].find(
    (each) => each instanceof HTMLElement && each.dataset.entry === at,
  );
  const buttons = [...(entry?.querySelectorAll(`button[value$=":${CSS.escape(at ?? "")}"]`) ?? [])];
  const same = buttons.find((button) => button instanceof HTMLElement && button.dataset.moves === moved);
  const target = same ?? buttons[0];
  if (target instanceof HTMLElement) target.focus();
}

/** Text or preview, where there is no room for both. @param {HTMLFormElement} form @param {AbortSignal} signal */
function startViews(form, signal) {
  const links = [...form.querySelectorAll("[data-view]")].filter((link) => link instanceof HTMLElement);
  const choose = (/** @type {string} */ view) => {
    form.dataset.view = view;
    for (const link of links) {
      if (link.dataset.view === view) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  choose(form.dataset.view ?? "fields");
  /** Where the text was scrolled to. */
  let scroll = 0;
  for (const link of links) {
    link.addEventListener(
      "click",
      (event) => {
        event.preventDefault();
        const view = link.dataset.view ?? "fields";
        if (view === form.dataset.view) return;
        if (view === "preview") scroll = scrollY;
        choose(view);
        scrollTo(0, view === "preview" ? form.offsetTop : scroll);
      },
      { signal },
    );
  }
  // A link to a field, such as a fault's, leads to the text.
  form.addEventListener(
    "click",
    (event) => {
      const link =
        event.target instanceof Element ? event.target.closest('a[href^="#"]:not([data-view])') : null;
      const place = link ? nearest(decodeURIComponent(link.getAttribute("href")?.slice(1) ?? "")) : null;
      if (!place) return;
      event.preventDefault();
      if (form.querySelector(".edit-fields")?.contains(place)) choose("fields");
      for (let box = place.closest("details"); box; box = box.parentElement?.closest("details") ?? null)
        box.open = true;
      place.scrollIntoView({ block: place.matches("section") ? "start" : "center" });
      if (place.matches("section")) place.setAttribute("tabindex", "-1");
      place.focus({ preventScroll: true });
    },
    { signal },
  );
}

/** @param {HTMLFormElement} form @param {AbortSignal} signal */
function startColour(form, signal) {
  const [text, picker] = [form.elements.namedItem("card.colour"), form.querySelector("[data-colour]")];
  if (!(text instanceof HTMLInputElement && picker instanceof HTMLInputElement)) return;
  const follow = () => {
    if (/^#[0-9a-f]{6}$/i.test(text.value)) picker.value = text.value;
  };
  picker.hidden = false;
  follow();
  text.addEventListener("input", follow, { signal });
  picker.addEventListener(
    "input",
    () => {
      text.value = picker.value;
      text.dispatchEvent(new Event("input", { bubbles: true }));
    },
    { signal },
  );
}

start(document);
