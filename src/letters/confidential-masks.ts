// What can stand in the place of something that may identify somebody, so that the sentence still reads.
// The masks are English words inside an English letter, like the titles and months that they replace.
import { before } from "./confidential-kinds.ts";

/** What makes a noun phrase after it superfluous: "prison number A1234BC" reads on without the number. */
const LABEL =
  "(?:numbers?|no|nos|num|ref|refs|reference|id|crn|pnc|nomis|noms|delius|ni|nino|tel|telephone|phone|mobile|mob|" +
  "email|e-mail|mail|postcode|dob|birth)[.:#]*\\s*";
const AFTER_LABEL = new RegExp(`(?:^|[^\\p{L}\\p{N}])${LABEL}$`, "iu");
const AFTER_BRACKET = /[([]\s*$/;
const AFTER_BE = /(?:^|\s)(?:is|was|are|were)\s+$/i;
const AFTER_COLON = /:\s*$/;
const AFTER_DETERMINER =
  /(?:^|[\s(“"‘'])(?:an?|the|this|that|my|our|his|her|their|your|every|each|another)\s+$/i;

/** How far back is looked for what stands before, in characters. */
const LOOK_BACK = 40;

const SENTENCE_START = /(?:^|[.!?…]["'”’)\]]*\s+|\n\s*)["'“‘([]*$/;
const ABBREVIATION = /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|no|st|approx)\.\s+$/i;

/** Whether a sentence starts at a place: at the beginning, on a new line, or after what ends one. */
export function startsSentence(text: string, place: number): boolean {
  const head = before(text, place, LOOK_BACK);
  return SENTENCE_START.test(head) && !ABBREVIATION.test(head);
}

/**
 * Masks for something that stands as a noun: as given, then "" (leave it out); "" first after a label or in brackets, and
 * "private" first after "is".
 */
export function nounMasks(text: string, place: number, masks: readonly string[]): string[] {
  const head = before(text, place, LOOK_BACK);
  if (AFTER_BE.test(head)) return fitMasks(text, place, ["private", ...masks]);
  const superfluous = AFTER_LABEL.test(head) || AFTER_BRACKET.test(head) || AFTER_COLON.test(head);
  return fitMasks(text, place, superfluous ? ["", ...masks] : [...masks, ""]);
}

/** Fits masks to their place: no second article after "the" or "my", a capital where a sentence starts, each once. */
export function fitMasks(text: string, place: number, masks: readonly string[]): string[] {
  const afterDeterminer = AFTER_DETERMINER.test(before(text, place, LOOK_BACK));
  const capital = startsSentence(text, place) && !/^\p{Ll}/u.test(text.slice(place, place + 2));
  const fitted = masks
    .map((mask) => (afterDeterminer ? mask.replace(/^an? /, "") : mask))
    .map((mask) => (capital ? mask.charAt(0).toUpperCase() + mask.slice(1) : mask));
  return [...new Set(fitted)];
}

const EMPTIED_BRACKET = new RegExp(`\\s*[([]\\s*(?:${LABEL})*$`, "iu");

/** Puts a mask between what stands before and after; with "" also takes away spaces, commas and brackets left over. */
export function joinAround(head: string, mask: string, tail: string): string {
  if (mask !== "") return head + mask + tail;
  const bracket = /^\s*[)\]]/.exec(tail);
  const opened = bracket === null ? null : EMPTIED_BRACKET.exec(before(head, head.length, LOOK_BACK));
  if (bracket !== null && opened !== null) {
    return closeGap(head.slice(0, head.length - opened[0].length), tail.slice(bracket[0].length));
  }
  return closeGap(head, tail);
}

function closeGap(head: string, tail: string): string {
  const left = head.replace(/[^\S\n]{1,64}$/, "");
  const right = tail.replace(/^[^\S\n]+/, "");
  if (left === "" || left.endsWith("\n")) return left + right.replace(/^[,;:]\s*/, "");
  if (/^[.,;:!?…)\]]/.test(right)) return left.replace(/[,;:–—-]$/, "").trimEnd() + right;
  if (right === "" || right.startsWith("\n")) return left.replace(/[,;:–—]$/, "") + right;
  const space = left.length < head.length || right.length < tail.length ? " " : "";
  return left.replace(/,$/, "") + (/[([“‘]$/.test(left) ? "" : space) + right;
}
