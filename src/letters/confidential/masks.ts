// What can stand in the place of something that may identify somebody, so that the sentence still reads.
// The masks are English words inside an English letter, like the titles and months that they replace.
import { before } from "./kinds.ts";
import { ROLES } from "./name-words.ts";

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

/** What cannot stand without the noun after it: "on" of "ring him on". */
const AFTER_PREPOSITION =
  /(?:^|[^\p{L}\p{N}'’])(?:in|at|on|near|around|from|to|of|within|outside|across|for|through|about|by|with|under|into|via)\s+$/iu;

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
 * Masks for something that stands as a noun: as given, then "" (leave it out) unless a preposition needs them; ""
 * first after a label or in brackets, and "private" first after "is".
 */
export function nounMasks(text: string, place: number, masks: readonly string[]): string[] {
  const head = before(text, place, LOOK_BACK);
  if (AFTER_BE.test(head)) return fitMasks(text, place, ["private", ...masks]);
  if (AFTER_PREPOSITION.test(head)) return fitMasks(text, place, masks);
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

const OWNS = /^['’]s/i;
const ROLE_BEFORE = /(\p{L}{1,20})(,?)\s+$/u;
const ENDS_PHRASE = /^\s*(?:[,.;:!?…()\]–—]|$)/u;
const CASE_AFTER = /^\s(?:case|file|hearing|trial|review|inquiry|report|matter)(?![\p{L}\p{N}])/iu;
const SUPERVISE_BEFORE =
  /(?:^|[^\p{L}])supervis(?:e[sd]?|ing)(\s[^.!?;:\n]{1,50}(?:,|\sand|\sor|\s&))?\s+$/iu;
const SUPERVISE_AFTER = /^,?\s(?:who|whom|that)\s(?:I|we)\s/iu;
const POLICE = /^(?:[pd]c|d[si]|sgt|sergeant|inspector)$/;

/** A person who is named: where, under which title in small letters, and whether as one of a couple. */
export type Named = {
  readonly start: number;
  readonly end: number;
  readonly title: string;
  readonly isCouple: boolean;
};

/**
 * Masks for somebody named. "" comes first where other words say who it is: "my client Mr Smith", "the victim, Ms Green,",
 * "the Mr Smith case". "I supervise" is left to the sentence where it says so itself.
 */
export function nameMasks(text: string, named: Named): string[] {
  const { start, end } = named;
  const head = before(text, start, 80);
  const tail = text.slice(end, end + LOOK_BACK);
  // "a man I supervise's mother" would not read.
  if (OWNS.test(tail)) return fitMasks(text, start, byTitle(named, ["a client", "a colleague", "somebody"]));
  const plain = byTitle(named, [nounOf(named), "somebody"]);
  const [, role = "", comma = ""] = ROLE_BEFORE.exec(head) ?? [];
  if (ROLES.has(role.toLowerCase()) && comma !== "" && ENDS_PHRASE.test(tail))
    return fitMasks(text, start, ["", ...plain]);
  const full = byTitle(named, [`${nounOf(named)} I supervise`, "a colleague", "a client"]);
  // Not "I told the judge Mr Smith was ill".
  if (ROLES.has(role.toLowerCase()) && comma === "" && !/^(?:judge|inspector)$/i.test(role))
    return fitMasks(text, start, ["", ...full]);
  if (AFTER_DETERMINER.test(head) && CASE_AFTER.test(tail)) return [""];
  const supervise = SUPERVISE_BEFORE.exec(head);
  if (supervise === null && !SUPERVISE_AFTER.test(tail)) return fitMasks(text, start, full);
  const first = plain[0] ?? "";
  const again = namesAnother(supervise?.[1] ?? "", first) ? [first.replace(/^an? /, "another ")] : [];
  return fitMasks(text, start, [...again, ...plain]);
}

/** Whether a list holds such a person already, named or masked. */
function namesAnother(list: string, noun: string): boolean {
  const others =
    noun === "a man" ? /\b(?:mr|man)\b/i : noun === "a woman" ? /\b(?:mrs|ms|miss|woman)\b/i : null;
  return others?.test(list) === true;
}

function nounOf({ title, isCouple }: Named): string {
  if (isCouple) return "a couple";
  return title === "mr" ? "a man" : title === "mx" ? "somebody" : "a woman";
}

/** What a title says already, else the masks that are given. */
function byTitle({ title, isCouple }: Named, masks: readonly string[]): readonly string[] {
  if (isCouple) return [...masks.filter((mask) => mask.startsWith("a couple")), "two people"];
  if (title === "dr" || title === "doctor") return ["a doctor", "a colleague"];
  if (title === "prof" || title === "professor") return ["a professor", "a colleague"];
  if (title.startsWith("rev")) return ["a chaplain", "a member of the clergy"];
  if (POLICE.test(title)) return ["a police officer", "a colleague"];
  if (title === "judge") return ["a judge", "somebody"];
  if (/^(?:po|pso|spo|officer)$/.test(title)) return ["an officer", "a colleague"];
  return masks;
}

/** An opening bracket with nothing in it but what introduced the thing: "(", "(prison no. ", "(date of birth: ". */
const EMPTIED_BRACKET = new RegExp(
  `\\s*[([]\\s*(?:(?:prison|case|date of|his|her|their)\\s+)?(?:${LABEL})*$`,
  "iu",
);

/** Puts a mask between what stands before and after; with "" also takes away spaces, commas and brackets left over. */
export function joinAround(head: string, mask: string, tail: string): string {
  if (mask !== "") return head + mask + tail;
  const bracket = /^\s*[)\]]/.exec(tail);
  const opened = bracket === null ? null : EMPTIED_BRACKET.exec(before(head, head.length, LOOK_BACK));
  if (bracket !== null && opened !== null) {
    return closeGap(head.slice(0, head.length - opened[0].length), tail.slice(bracket[0].length));
  }
  const role = /(\p{L}{1,20}),\s*$/u.exec(before(head, head.length, LOOK_BACK))?.[1] ?? "";
  // "The victim, Ms Green, was told": both commas were hers, but for "who" one stays.
  if (ROLES.has(role.toLowerCase()) && /^\s{0,9},(?!\s+who)/i.test(tail)) {
    return closeGap(head.replace(/,\s{0,64}$/, ""), tail.replace(/^\s*,/, ""));
  }
  return closeGap(head, tail);
}

function closeGap(head: string, tail: string): string {
  const left = head.replace(/[^\S\n]{1,64}$/, "");
  const right = tail.replace(/^[^\S\n]+/, "");
  if (/(?:^|[\n([])$/.test(left)) return left + right.replace(/^[,;:]\s*/, "");
  if (/^[.,;:!?…)\]]/.test(right)) return left.replace(/[,;:–—-]$/, "").trimEnd() + right;
  if (right === "" || right.startsWith("\n")) return left.replace(/[,;:–—]$/, "") + right;
  const space = left.length < head.length || right.length < tail.length ? " " : "";
  return left.replace(/,$/, "") + (/[“‘]$/.test(left) ? "" : space) + right;
}
