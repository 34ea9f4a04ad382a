// Asks the server for JSON, and tells apart what it answered, what it refused, and that it is not there.
// @ts-check

/** How long an answer may take before the server counts as lost, ms. */
const PATIENCE_MS = 8_000;

/** What says that nothing is wrong with what was asked: another try may succeed. */
const TRY_AGAIN = ["not-ready", "too-many-requests"];

/**
 * @typedef {{ code: string, title: string, detail: string, errors?: { id: string | null, text: string }[] }} Refusal
 * @typedef {{ state: "ok", body: any } | { state: "refused", refusal: Refusal } | { state: "lost" } | { state: "overtaken" }} Answer
 */

/**
 * @param {string} url
 * @param {object | null} body null: a GET
 * @param {{ signal?: AbortSignal, patience?: number }} [settings] `signal`: whatever makes the answer unwanted
 * @returns {Promise<Answer>}
 */
export async function ask(url, body, { signal, patience = PATIENCE_MS } = {}) {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), patience);
  try {
    const answer = await fetch(url, {
      method: body === null ? "GET" : "POST",
      headers: { accept: "application/json", ...(body !== null && { "content-type": "application/json" }) },
      ...(body !== null && { body: JSON.stringify(body) }),
      cache: "no-store",
      signal: signal ? AbortSignal.any([signal, late.signal]) : late.signal,
    });
    const said = await answer.json();
    if (answer.ok) return { state: "ok", body: said };
    // A proxy whose server has gone answers by itself, and not in our form.
    if (typeof said?.code !== "string" || TRY_AGAIN.includes(said.code)) return { state: "lost" };
    return { state: "refused", refusal: said };
  } catch {
    return signal?.aborted ? { state: "overtaken" } : { state: "lost" };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Fills the gaps of a sentence, such as {number}.
 * @param {string | undefined} sentence @param {Record<string, string | number>} values
 */
export function fill(sentence = "", values = {}) {
  return sentence.replace(/\{(\w+)\}/g, (gap, name) => String(values[name] ?? gap));
}
