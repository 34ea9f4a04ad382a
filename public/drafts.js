// A member's unfinished words, kept in this tab only (sessionStorage), one draft a campaign.
// @ts-check

/** Fields that are never kept: whom the letter goes to comes from the postcode each time. */
const FIXED = new Set(["postcode", "seat"]);

/** @param {string} campaign */
const keyOf = (campaign) => `postbag:draft:${campaign}`;

/**
 * What a form holds, as pairs of name and value; several for ticked boxes of one name.
 * @param {HTMLFormElement} form
 * @returns {[string, string][]}
 */
export function fieldsOf(form) {
  return [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value]] : [],
  );
}

/**
 * Keeps the pairs; does nothing where the browser allows no storage.
 * @param {string} campaign
 * @param {[string, string][]} fields
 */
export function keepDraft(campaign, fields) {
  try {
    sessionStorage.setItem(keyOf(campaign), JSON.stringify(fields.filter(([name]) => !FIXED.has(name))));
  } catch {
    // Private windows and full storage: the draft lives as long as the page.
  }
}

/**
 * @param {string} campaign
 * @returns {[string, string][] | null} null where there is none, or none that can be read
 */
export function readDraft(campaign) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(campaign)) ?? "null");
    return Array.isArray(kept) ? kept : null;
  } catch {
    return null;
  }
}

/** @param {string} campaign */
export function clearDraft(campaign) {
  try {
    sessionStorage.removeItem(keyOf(campaign));
  } catch {
    // Nothing was kept then.
  }
}
