// What a password must be: long, and none of those that are tried first (NIST SP 800-63B §3.1.1.2).
import { Problem } from "../errors.ts";

/** Code points. */
const SHORTEST = 12;
const LONGEST = 1_000;
/** A listed word with no more than this put around it is still that word. */
const TRIMMINGS = 8;

/** Keys in the order that fingers find without thinking. */
const ROWS = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890",
  "qwertyuiopasdfghjklzxcvbnm",
  "1234567890qwertyuiop",
];

const LEET: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};

/**
 * A password as it is hashed: NFC, and every kind of space the same, so that it is the same from every keyboard (RFC 8265 §4.2). Nothing
 * else is changed: capitals count, and so do spaces at its ends.
 */
export function normalisePassword(typed: string): string {
  return typed.replace(/\p{Zs}/gu, " ").normalize("NFC");
}

/**
 * Checks a normalised password that somebody wants. `common` are the passwords tried first, in lower case; `own` are words that anybody
 * would try here: the email address, the organisation's name. Throws `password-short`, `password-long` or `password-common`.
 */
export function checkPassword(
  password: string,
  { common, own }: { readonly common: ReadonlySet<string>; readonly own: readonly string[] },
): void {
  const length = [...password].length;
  if (length < SHORTEST) throw new Problem("password-short", { count: length, least: SHORTEST });
  if (length > LONGEST) throw new Problem("password-long", { count: length, most: LONGEST });
  const typed = fold(password);
  const isListed = (text: string): boolean => common.has(text) || own.some((word) => fold(word) === text);
  for (const text of [typed, unleet(typed)]) {
    const letters = text.replace(/^\P{L}+|\P{L}+$/gu, "");
    const core = letters.length >= 4 && text.length - letters.length <= TRIMMINGS ? letters : text;
    if ([text, core].some((each) => isListed(each) || isListed(unit(each)) || isPattern(each)))
      throw new Problem("password-common");
  }
}

/** Capitals, spaces and marks between words hide nothing from whoever guesses. */
function fold(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s\-_.,]+/g, "");
}

function unleet(text: string): string {
  return text.replace(/[013457@$!]/g, (sign) => LEET[sign] ?? sign);
}

/** What a text repeats: "abcabcabc" is "abc" again and again; a text that repeats nothing is itself. */
function unit(text: string): string {
  const again = (text + text).indexOf(text, 1);
  return again > 0 ? text.slice(0, again) : text;
}

/** A few signs again and again, or a run along the keys or the alphabet, in either direction. */
function isPattern(text: string): boolean {
  if (text.length > 0 && unit(text).length <= 4 && unit(text).length < text.length) return true;
  return ROWS.some((row) => {
    const rounds = row.repeat(Math.ceil(text.length / row.length) + 1);
    return rounds.includes(text) || [...rounds].reverse().join("").includes(text);
  });
}
