// The queue that keeps itself up to date: every few seconds what has changed is exchanged, and nothing else is touched.
// @ts-check

/** How often the server is asked, ms. */
const EVERY_MS = 4_000;

/** No longer for this device to see. */
const GONE = [401, 403, 410];

const queue = document.querySelector("[data-queue]");
const status = document.querySelector("[data-queue-status]");
if (queue instanceof HTMLElement && status instanceof HTMLElement) follow(queue, status);

/**
 * @param {HTMLElement} queue
 * @param {HTMLElement} status
 */
function follow(queue, status) {
  let counted = status.textContent ?? "";
  let asking = false;

  async function ask() {
    // A page that nobody looks at asks for nothing; it does as soon as somebody looks.
    if (asking || document.hidden) return;
    asking = true;
    try {
      const version = encodeURIComponent(queue.dataset.version ?? "");
      const answer = await fetch(`/stall/queue?version=${version}`, { signal: AbortSignal.timeout(10_000) });
      // Wiped, or this device is the rep's no more: nobody's name stays here, and the page itself says what has happened.
      if (answer.redirected || GONE.includes(answer.status)) return location.replace("/stall/queue");
      if (answer.status === 200) show(await answer.text());
      else if (answer.status !== 204) throw new Error(`status ${answer.status}`);
      say(counted);
    } catch {
      say(status.dataset.lost ?? "");
    } finally {
      asking = false;
    }
  }

  /** @param {string} html */
  function show(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const fresh = page.querySelector("[data-queue]");
    if (!(fresh instanceof HTMLElement)) throw new Error("no queue");
    const held = document.activeElement;
    const key = held instanceof HTMLElement && queue.contains(held) ? held.dataset.key : undefined;
    exchange(queue, fresh);
    queue.dataset.version = fresh.dataset.version ?? "";
    // Where what had the focus was drawn anew, its successor has it.
    if (key !== undefined && document.activeElement === document.body) {
      const successor = queue.querySelector(`[data-key="${CSS.escape(key)}"]`);
      if (successor instanceof HTMLElement) successor.focus();
    }
    counted = page.querySelector("[data-queue-status]")?.textContent ?? "";
    const nav = document.querySelector(".stall-nav .tag");
    const freshNav = page.querySelector(".stall-nav .tag");
    if (nav && freshNav) nav.textContent = freshNav.textContent;
  }

  /** Said only when it changes, for it is read out. @param {string} text */
  function say(text) {
    if (status.textContent !== text) status.textContent = text;
  }

  setInterval(ask, EVERY_MS);
  document.addEventListener("visibilitychange", ask);
}

/**
 * Makes the children of `old` those of `fresh`, and keeps every element whose key and content are the same: with it its tick and its
 * focus. A part that is itself keyed is gone into.
 * @param {Element} old
 * @param {Element} fresh
 */
function exchange(old, fresh) {
  const known = new Map([...old.children].map((child) => [keyOf(child), child]));
  let place = old.firstElementChild;
  for (const next of [...fresh.children]) {
    const there = known.get(keyOf(next));
    known.delete(keyOf(next));
    /** @type {Element} */
    let kept = next;
    if (there?.isEqualNode(next)) kept = there;
    else if (there?.hasAttribute("data-keyed") && next.hasAttribute("data-keyed")) {
      exchange(there, next);
      kept = there;
    }
    if (kept === place) place = place.nextElementSibling;
    else old.insertBefore(kept, place);
    if (there && kept !== there) {
      if (there === place) place = place.nextElementSibling;
      there.remove();
    }
  }
  for (const gone of known.values()) gone.remove();
}

/** @param {Element} element */
function keyOf(element) {
  return element.getAttribute("data-key") ?? "";
}
