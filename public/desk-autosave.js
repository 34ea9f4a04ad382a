// Saves the editor's form some seconds after somebody stopped typing, and says how that went. Nothing typed is lost when the site is
// away, the session is over, or somebody else was faster.
// @ts-check

/** How long after the last key it is saved, ms; sooner when a field is left. */
const PAUSE_MS = 2500;
const LEAVING_MS = 300;
/** How long until it is tried again, ms. */
const AGAIN_MS = 4000;

/** Fields that are about the preview and not about the campaign. */
const NOT_SAVED = new Set(["seat", "example", "find"]);

const KEPT = "postbag:edit:";

/**
 * @param {HTMLFormElement} form
 * @param {AbortSignal} signal ends it
 * @param {{ compare: (body: URLSearchParams) => void, restored: () => void }} then `compare` shows what differs from what somebody
 *   else saved, `restored` shows the page anew
 */
export function startAutosave(form, signal, { compare, restored }) {
  const campaign = form.dataset.edit ?? "";
  const status = form.querySelector("[data-save-status]");
  let changes = 0;
  let saved = 0;
  let stopped = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  /** @type {Promise<void> | undefined} */
  let saving;

  const isSaved = () => saved === changes;

  /** @param {Event} event */
  const isField = ({ target }) =>
    target instanceof Element && !NOT_SAVED.has(target.getAttribute("name") ?? "");

  form.addEventListener(
    "input",
    (event) => {
      if (!isField(event)) return;
      if (isSaved()) say(form.dataset.unsaved ?? "");
      changes += 1;
      keep(bodyOf(form));
      if (!stopped) later(PAUSE_MS);
    },
    { signal },
  );
  form.addEventListener(
    "change",
    (event) => {
      if (isField(event) && !isSaved() && !stopped) later(LEAVING_MS);
    },
    { signal },
  );
  addEventListener(
    "beforeunload",
    (event) => {
      if (!isSaved()) event.preventDefault();
    },
    { signal },
  );
  for (const event of ["online", "focus"]) {
    addEventListener(event, () => !isSaved() && !stopped && later(LEAVING_MS), { signal });
  }
  signal.addEventListener("abort", () => clearTimeout(waiting));
  void restore();

  return {
    /** Whether everything typed is saved. */
    isSaved,
    /** Saves now. */
    save: () => {
      stopped = false;
      clearTimeout(waiting);
      return save();
    },
    /** When nothing is under way any more, and nothing will begin by itself. */
    settled: async () => {
      clearTimeout(waiting);
      await saving;
    },
    /** Says why what is typed is more than can be saved. @param {string} why */
    sayRefused: (why) => {
      changes += 1;
      say(`${form.dataset.unsaved}. ${why}`);
    },
    /** Says that the site could not be asked; what is typed is saved later. @param {number} code */
    sayAway: (code) => {
      changes += 1;
      say(code === 401 ? (form.dataset.signedOut ?? "") : (form.dataset.offline ?? ""), code === 401);
      later(AGAIN_MS);
    },
  };

  /** @param {number} ms */
  function later(ms) {
    clearTimeout(waiting);
    waiting = setTimeout(() => void save(), ms);
  }

  /** One at a time, each with what stands there when it is its turn: the one before brings the revision that it saves over. */
  async function save() {
    while (saving) await saving;
    saving = send(bodyOf(form)).finally(() => {
      saving = undefined;
    });
    await saving;
  }

  /** @param {URLSearchParams} body */
  async function send(body) {
    const sent = changes;
    try {
      const answer = await post(body);
      if (signal.aborted) return;
      if (answer.ok) {
        const { revision, version, seen, message } = await answer.json();
        setField("seen", seen);
        setField("revision", revision);
        setField("version", version);
        saved = sent;
        if (!isSaved()) return later(PAUSE_MS);
        forget(campaign);
        return say(message);
      }
      if (answer.status === 409) return stop((await answer.json()).message, body);
      if (answer.status === 401) say(form.dataset.signedOut ?? "", true);
      else if (answer.status === 403) await takeToken();
      else {
        const { title, detail } = await answer.json();
        say(`${form.dataset.unsaved}. ${title}. ${detail}`);
        // Trying again would not help: the next change may.
        if (answer.status === 413 || answer.status === 404) return;
      }
      later(AGAIN_MS);
    } catch {
      if (signal.aborted) return;
      say(form.dataset.offline ?? "");
      later(AGAIN_MS);
    }
  }

  /** @param {URLSearchParams} body */
  function post(body) {
    body.set("action", "save");
    return fetch(addressOf(form).replace(/\/edit$/, "/draft"), {
      method: "POST",
      headers: { accept: "application/json", "x-form-token": document.body.dataset.formToken ?? "" },
      body,
    });
  }

  /** Somebody signed in again in another tab: this page's form token is of a session that is over. */
  async function takeToken() {
    const answer = await fetch(addressOf(form), { headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.body.dataset.formToken;
    if (!token) return;
    document.body.dataset.formToken = token;
    for (const field of document.querySelectorAll("input[name=formToken]"))
      if (field instanceof HTMLInputElement) field.value = token;
  }

  /** Somebody else saved: nothing is saved any more until it is chosen what to keep. @param {string} message @param {URLSearchParams} body */
  function stop(message, body) {
    stopped = true;
    say(message);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small-button";
    button.textContent = form.dataset.compare ?? "";
    button.addEventListener("click", () => compare(changes === 0 ? body : bodyOf(form)));
    status?.append(" ", button);
  }

  /** What was typed before the page was loaded again and is not saved yet. */
  async function restore() {
    const kept = read(campaign);
    if (!kept) return;
    try {
      const body = new URLSearchParams(kept);
      const answer = await post(body);
      // At once: in this form stands what the other saved, and what is typed over it would take the place of what is kept.
      if (answer.status === 409 && changes === 0) compare(body);
      else if (answer.status === 409) stop((await answer.json()).message, body);
      else if (answer.ok && changes === 0) {
        forget(campaign);
        saved = changes;
        restored();
      }
    } catch {
      // The next load tries again.
    }
  }

  /** @param {URLSearchParams} body */
  function keep(body) {
    body.delete("formToken");
    try {
      sessionStorage.setItem(KEPT + campaign, body.toString());
    } catch {
      // A private window or a full storage: the page itself still holds it.
    }
  }

  /** @param {string} name @param {number | string} value */
  function setField(name, value) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = String(value);
  }

  /** @param {string} text @param {boolean} [signIn] */
  function say(text, signIn = false) {
    if (!status) return;
    status.textContent = text;
    status.classList.toggle("trouble", text !== "" && !isSaved());
    if (!signIn) return;
    const link = document.createElement("a");
    link.href = "/desk/sign-in";
    link.target = "_blank";
    link.textContent = form.dataset.signIn ?? "";
    status.append(" ", link);
  }
}

/** Where a form is sent to: its buttons are named `action`, and so `form.action` is one of them. @param {HTMLFormElement} form */
export function addressOf(form) {
  return form.getAttribute("action") ?? "";
}

/** What a form holds. @param {HTMLFormElement} form */
export function bodyOf(form) {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
  return body;
}

/** Forgets what is kept of a campaign in this tab. @param {string} campaign */
export function forget(campaign) {
  try {
    sessionStorage.removeItem(KEPT + campaign);
  } catch {
    // There is none.
  }
}

/** @param {string} campaign */
function read(campaign) {
  try {
    return sessionStorage.getItem(KEPT + campaign);
  } catch {
    return null;
  }
}
