// A member's unfinished words, kept in this browser only, one draft a campaign: in this tab, or for seven days where they asked
// for that, and not at all on a device that others use.
// @ts-check

/** Fields that are never kept: whom the letter goes to comes from the postcode each time, and the others are not words. */
const NOT_KEPT = new Set(["postcode", "seat", "change", "picked", "find", "shared", "keep", "answers"]);

const SEVEN_DAYS_MS = 7 * 24 * 60 * 60 * 1000;
const DRAFT = "postbag:draft:";
const SHARED = "postbag:shared";

/** @typedef {[string, string][]} Fields pairs of name and value; several for ticked boxes of one name */

/**
 * What a form holds.
 * @param {HTMLFormElement} form
 * @returns {Fields}
 */
export function fieldsOf(form) {
  return [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value]] : [],
  );
}

/**
 * Keeps a draft: in this tab, or with `days` in this browser for seven days.
 * @param {string} campaign
 * @param {Fields} fields
 * @param {{ days: boolean }} how
 */
export function keepDraft(campaign, fields, { days }) {
  if (isShared()) return clearDraft(campaign);
  const kept = { until: Date.now() + SEVEN_DAYS_MS, fields: fields.filter(([name]) => !NOT_KEPT.has(name)) };
  attempt(() => {
    (days ? localStorage : sessionStorage).setItem(DRAFT + campaign, JSON.stringify(kept));
    (days ? sessionStorage : localStorage).removeItem(DRAFT + campaign);
  });
}

/**
 * @param {string} campaign
 * @returns {{ fields: Fields, days: boolean } | null} null where there is none, none that can be read, or one too old
 */
export function readDraft(campaign) {
  if (isShared()) {
    forgetEverything();
    return null;
  }
  for (const storage of storages()) {
    const fields = fieldsIn(storage, DRAFT + campaign);
    if (fields) return { fields, days: storage === attempt(() => localStorage) };
  }
  return null;
}

/** Removes drafts of all campaigns whose seven days are over. */
export function forgetOldDrafts() {
  for (const storage of storages()) {
    for (const key of keysOf(storage)) if (!fieldsIn(storage, key)) attempt(() => storage.removeItem(key));
  }
}

/** @param {string} campaign */
export function clearDraft(campaign) {
  for (const storage of storages()) attempt(() => storage.removeItem(DRAFT + campaign));
}

/** Clears every draft of every campaign. That the device is shared stays known: it is about the device. */
export function forgetEverything() {
  for (const storage of storages()) for (const key of keysOf(storage)) attempt(() => storage.removeItem(key));
}

/** Whether somebody said that others use this device. */
export function isShared() {
  return attempt(() => localStorage.getItem(SHARED)) === "1";
}

/** Calls back when another tab marks the device as shared. @param {() => void} then */
export function onShared(then) {
  addEventListener("storage", ({ key, newValue }) => {
    if (key === SHARED && newValue !== null) then();
  });
}

/** @param {boolean} shared */
export function markShared(shared) {
  attempt(() => (shared ? localStorage.setItem(SHARED, "1") : localStorage.removeItem(SHARED)));
  if (shared) forgetEverything();
}

/** @returns {Storage[]} */
function storages() {
  return [attempt(() => sessionStorage), attempt(() => localStorage)].filter(
    (storage) => storage !== undefined,
  );
}

/** @param {Storage} storage @returns {string[]} */
function keysOf(storage) {
  return (attempt(() => Object.keys(storage)) ?? []).filter((key) => key.startsWith(DRAFT));
}

/** @param {Storage} storage @param {string} key @returns {Fields | null} */
function fieldsIn(storage, key) {
  const kept = attempt(() => JSON.parse(storage.getItem(key) ?? "null"));
  return Array.isArray(kept?.fields) && kept.until > Date.now() ? kept.fields : null;
}

/**
 * Private windows, full storage and strict settings throw: the draft then lives as long as the page.
 * @template T
 * @param {() => T} access
 * @returns {T | undefined}
 */
function attempt(access) {
  try {
    return access();
  } catch {
    return undefined;
  }
}
