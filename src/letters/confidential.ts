// The confidentiality guard: what in a member's words may identify somebody, where it stands, and what could stand there instead.
// It only points: the member decides. Pages run it as it is, so that what is typed never leaves them for this.
import { findContacts } from "./confidential/contacts.ts";
import { findDates } from "./confidential/dates.ts";
import type { Candidate, Detector, Kind } from "./confidential/kinds.ts";
import { type Context, whatIsKnown } from "./confidential/known.ts";
import { joinAround } from "./confidential/masks.ts";
import { findNames } from "./confidential/names.ts";
import { findNumbers } from "./confidential/numbers.ts";
import { findPlaces } from "./confidential/places.ts";

export { KINDS, type Kind } from "./confidential/kinds.ts";
export type { Context } from "./confidential/known.ts";

/**
 * Something that may identify somebody. `start` and `end` are UTF-16 offsets into the text, and `text` is what stands there:
 * all that has to be replaced so that the sentence still reads, such as "on 3 May 2019".
 */
export type Finding = {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The default replacement, fitted to its place; "" leaves the thing out. */
  readonly mask: string;
  /** Every replacement that fits, the default first. */
  readonly masks: readonly string[];
};

const DETECTORS: readonly Detector[] = [findNumbers, findContacts, findDates, findNames, findPlaces];

/**
 * Finds what may identify somebody in a member's words, in the order of the text; findings never overlap. What is the
 * sender's own, the MP's name, and what the campaign itself says in public are left alone. Takes the text as typed, cleaned or
 * not. Never throws; takes time linear in the length of the text.
 */
export function findConfidential(text: string, context: Context): Finding[] {
  const candidates = detectPasted(text);
  if (candidates.length === 0) return [];
  const isKnown = whatIsKnown(context, detect(context.campaignText));
  return candidates
    .filter((candidate) => !isKnown(candidate))
    .map(({ kind, start, end, masks }) => ({
      kind,
      start,
      end,
      text: text.slice(start, end),
      mask: masks[0] ?? "",
      masks,
    }));
}

/**
 * The text with a finding replaced by a mask, by default its own. With "" the space, comma or brackets around it go too.
 * Returns the text unchanged where the finding no longer stands there.
 */
export function maskFinding(text: string, finding: Finding, mask: string = finding.mask): string {
  const { start, end } = finding;
  if (text.slice(start, end) !== finding.text) return text;
  return joinAround(text.slice(0, start), mask, text.slice(end));
}

/** What a word processor leaves inside words: soft hyphens, spaces and joiners without width, marks of direction. */
const INVISIBLE = /[\u00AD\u200B-\u200F\u2060-\u2064\uFEFF]/g;

/** Every candidate in a text as it is read; the places are those of the text as it is typed. */
function detectPasted(text: string): Candidate[] {
  const read = text.replace(INVISIBLE, "");
  const candidates = detect(read);
  if (read.length === text.length || candidates.length === 0) return candidates;
  // Left out and not made a space, which would end a name: "Mr Smi-th" would give "th" away.
  const places: number[] = [];
  let last = 0;
  for (const { index } of text.matchAll(INVISIBLE)) {
    for (let at = last; at < index; at++) places.push(at);
    last = index + 1;
  }
  for (let at = last; at < text.length; at++) places.push(at);
  return candidates.map((each) => ({
    ...each,
    start: places[each.start] ?? each.start,
    end: (places[each.end - 1] ?? each.end) + 1,
  }));
}

/** Every candidate, the earlier and longer one where two overlap. */
function detect(text: string): Candidate[] {
  const all = DETECTORS.flatMap((find) => find(text)).sort((a, b) => a.start - b.start || b.end - a.end);
  let last = 0;
  return all.filter(({ start, end }) => {
    if (start < last) return false;
    last = end;
    return true;
  });
}
