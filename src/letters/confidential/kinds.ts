// What may identify somebody: its kinds, and how a text is searched for one.
// Pages run these files as they are, on old phones too: no lookbehind in patterns (Safari before 16.4 cannot read it).

/** Everything that the guard looks for. Why each may identify somebody is said by `guard.kinds.<kind>.reason`. */
export const KINDS = [
  "prison-number",
  "case-reference",
  "pnc-number",
  "national-insurance",
  "phone",
  "email",
  "date",
  "name",
  "street",
  "postcode",
] as const;

export type Kind = (typeof KINDS)[number];

/**
 * Something of a kind in a text, at UTF-16 offsets, before anybody asked whether it is public. `value` is what it says in
 * one spelling, to compare by; `masks` are what can stand in its place, the default first.
 */
export type Candidate = {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
  readonly value: string;
  readonly masks: readonly string[];
};

/** Finds what it knows in a text, in time linear in its length. */
export type Detector = (text: string) => Candidate[];

/** To end a pattern with: no letter or digit follows. */
export const END = "(?![\\p{L}\\p{M}\\p{N}_])";

const WORD_PART_BEFORE = /[\p{L}\p{M}\p{N}_]$/u;

/**
 * The matches of a global pattern that do not start in the middle of a word or number. After one that does, the search goes
 * on at the next character, so a pattern has to be bounded in length to be searched in linear time.
 */
export function wholeMatches(text: string, pattern: RegExp): RegExpExecArray[] {
  const search = new RegExp(pattern);
  const found: RegExpExecArray[] = [];
  for (let match = search.exec(text); match !== null; match = search.exec(text)) {
    if (!WORD_PART_BEFORE.test(before(text, match.index, 2))) found.push(match);
    // Past the whole character: inside a surrogate pair the search would step back and never end.
    else search.lastIndex = match.index + ((text.codePointAt(match.index) ?? 0) > 0xffff ? 2 : 1);
  }
  return found;
}

/** Up to `length` characters that stand before a place. */
export function before(text: string, place: number, length: number): string {
  return text.slice(Math.max(0, place - length), place);
}

/** A match that has to start at a place; null where there is none. The pattern has to be sticky. */
export function matchAt(text: string, pattern: RegExp, place: number): RegExpExecArray | null {
  pattern.lastIndex = place;
  return pattern.exec(text);
}

/** One spelling of words: small letters without accents, straight apostrophes, no other punctuation, single spaces. */
export function plainWords(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[’‘ʼ`]/g, "'")
    .replace(/[^\p{L}\p{N}']+/gu, " ")
    .trim();
}
