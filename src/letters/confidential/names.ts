// A title with a surname: "Mr Smith", "Mrs. O'Neill", "Dr D’Arcy-Smith", "Mr and Mrs ap Rhys".
// Sir, Dame and Lord are left out: whom a letter to an MP calls that is a public figure.
import { before, type Candidate, END, matchAt, plainWords, wholeMatches } from "./kinds.ts";
import { nameMasks } from "./masks.ts";
import { holdsOffice, NO_NAMES, NO_OFFICERS, NO_SMALL_NAMES, PARTICLES } from "./name-words.ts";

const TITLE = new RegExp(
  `(?:Mr|Mrs|Ms|Miss|Mx|Dr|Doctor|Prof|Professor|Rev|Revd|Reverend|PC|DC|DS|DI|Sgt|Sergeant|(?:Detective\\s)?Inspector|Judge|SPO|PSO|PO|` +
    `(?:(?:Senior\\s)?(?:Probation|Prison|Police)\\s)?Officer)${END}\\.?`,
  "giu",
);
const SECOND_TITLE = /(?:[^\S\n]{1,5}(?:and|&)[^\S\n]{1,5})(?:Mr|Mrs|Ms|Miss|Dr)(?![\p{L}\p{M}\p{N}])\.?/iuy;

const POLICE = new Set(["pc", "dc", "ds", "di", "sgt", "sergeant"]);
/** What officers and judges are called by; it counts only before a capitalised name that is no subject or place. */
const OFFICIAL = /^(?:.*inspector|judge|[sp]?[sp]?o|.*officer)$/;
/** What counts before a surname in small letters too, and what counts in small letters itself. */
const SMALL_NAME_TITLES = new Set(["mr", "mrs", "ms", "dr", "miss"]);
const ANY_CASE = new Set(["mr", "mrs", "ms", "dr", "prof"]);

type Place = { readonly start: number; readonly end: number };

/** Finds a title and what follows it where that can be a surname. `value` is the name without its title, in plain words. */
export function findNames(text: string): Candidate[] {
  const found: Candidate[] = [];
  let last = 0;
  for (const { 0: whole, index: start } of wholeMatches(text, TITLE)) {
    const typed = whole.replace(".", "");
    if (start < last || !canBeTitle(typed, before(text, start, 16))) continue;
    const second = matchAt(text, SECOND_TITLE, start + whole.length)?.[0] ?? "";
    const place = start + whole.length + second.length;
    if (isHardlyTitle(typed, before(text, start, 24), text.slice(place, place + 48))) continue;
    const name = readName(text, place, typed);
    if (name === null || holdsOffice(text, start, name.end)) continue;
    const { end } = name;
    const value = plainWords(text.slice(name.start, end));
    found.push({
      kind: "name",
      start,
      end,
      value,
      masks: nameMasks(text, {
        start,
        end,
        title: typed.toLowerCase().replace(/^.*\s/, ""),
        isCouple: second !== "",
      }),
    });
    last = end;
  }
  return found;
}

function canBeTitle(typed: string, head: string): boolean {
  const title = typed.toLowerCase();
  const previous = /([\p{L}\p{M}'’]+)[\s-]+$/u.exec(head)?.[1]?.toLowerCase() ?? "";
  if (POLICE.has(title)) {
    // "my PC" is a computer.
    const asPrinted = title.startsWith("s") ? /^S/.test(typed) : /^[PD][CSIc]$/.test(typed);
    return asPrinted && !/^(?:an?|the|my|our|your|his|her|their|work|old|new)$/.test(previous);
  }
  if (OFFICIAL.test(title)) {
    // "I am a Probation Officer Based in Hull", "I judge Smith", and the Chief Inspector, who is public.
    if (/^(?:an?|every|each|any|no|chief|hm)$/.test(previous)) return false;
    return /^(?:[SP]?[SP]O|\p{Lu}.*\p{Ll})$/u.test(typed) || /officer$/.test(typed);
  }
  // "I MISS", "I miss Smith's", "Near Miss Reports" are no titles.
  if (title === "miss") return typed !== "MISS" && !/^(?:near|hit|or|i|we|to|not|don't|will)$/.test(previous);
  return ANY_CASE.has(title) || /^\p{Lu}/u.test(typed);
}

/** Whether a title and a name in small letters are rather a verb, a doctor, an illness or an office: "a dr appointment". */
function isHardlyTitle(typed: string, head: string, tail: string): boolean {
  const title = typed.toLowerCase();
  const small = /^[\s.]+\p{Ll}/u.test(tail);
  if (title === "miss" && (small || typed === "miss")) {
    return !(BEFORE_MISS.test(head) && MISS_DOES.test(tail));
  }
  return small && (title === "ms" || title === "dr") && DETERMINER_OR_FIGURE.test(head);
}

const BEFORE_MISS =
  /(?:^|[.!?…"“'‘(\n]\s*|(?:^|\s)(?:and|but|so|then|when|where|because|since|after|before|as|if|until|while|that|today|yesterday|now)\s)$/i;
const MISS_DOES =
  /^\s(?!(?:that|this|it|them|out|your|his|her|my|our|the|an?|one)\s)[\p{L}'’-]{2,30}\s(?:\p{L}{2,20}\s)?(?:came|comes|was|has|had|is|said|says|told|tells|asked|asks|rang|rings|went|cried|cries|left|lost|needs|wanted|wants|died|moved|missed|lives|lived|waited|turned|got|gets)(?![\p{L}])/iu;
const DETERMINER_OR_FIGURE =
  /(?:^|[^\p{L}])(?:an?|the|this|that|my|our|his|her|their|your|every|each|any|no|gp|have|has|had|having|of|\d+)\s$/iu;

const GAP = /[^\S\n]{1,5}/uy;
const GAP_OR_LINE = /(?:[^\S\n]{1,5}(?:\n[^\S\n]{0,5})?|\n[^\S\n]{0,5})/uy;
const INITIAL = /\p{Lu}\p{M}*(?:\.[^\S\n]{0,5}|[^\S\n]{1,5})/uy;
const NAME = /\p{L}[\p{L}\p{M}]*(?:['’ʼ‘‐‑-]\p{L}[\p{L}\p{M}]*)*/uy;
const MOST_WORDS = 5;

/** Where the name after a title stands; null where what follows is no name. */
function readName(text: string, place: number, typed: string): Place | null {
  const gap = matchAt(text, GAP_OR_LINE, place)?.[0].length ?? 0;
  if (gap === 0 && text[place - 1] !== ".") return null;
  const start = place + gap;
  let at = start;
  let end = start;
  for (let words = 0; words < MOST_WORDS; words++) {
    const initial = matchAt(text, INITIAL, at)?.[0];
    if (initial !== undefined) {
      at += initial.length;
      continue;
    }
    const word = matchAt(text, NAME, at)?.[0] ?? "";
    const name = word.replace(/['’]s$/i, "");
    const part = judge(name, typed, end > start);
    if (part === "none") break;
    if (part !== "particle") end = at + name.length;
    const next = matchAt(text, GAP, at + word.length)?.[0];
    if (part === "last" || name !== word || next === undefined) break;
    at += word.length + next.length;
  }
  if (end === start || /^\s(?:MPs?|KC|QC)(?!\p{L})/u.test(text.slice(end, end + 5))) return null;
  return { start, end };
}

/** What a word is in the name: a part of it, its last part, a small word inside it, or none of it. */
function judge(word: string, typed: string, afterName: boolean): "name" | "last" | "particle" | "none" {
  const title = typed.toLowerCase();
  const plain = word.toLowerCase();
  if (word.length < 2 || NO_NAMES.has(plain)) return "none";
  const capital = /^\p{Lu}/u.test(word);
  if (OFFICIAL.test(title) && (!capital || NO_OFFICERS.has(plain) || DAY_OR_MONTH.test(plain))) return "none";
  const shouted = word === word.toUpperCase();
  if (!capital) {
    if (PARTICLES.has(plain)) return "particle";
    const canBeName =
      SMALL_NAME_TITLES.has(title) && typed !== "MS" && word.length > 2 && !NO_SMALL_NAMES.has(plain);
    return !afterName && canBeName ? "last" : "none";
  }
  // "Mr SMITH" is a name; "Miss WLMT" and "Mr Smith NPS" are none.
  const acronym =
    shouted &&
    (OFFICIAL.test(title) || typed !== typed.toUpperCase()) &&
    (OFFICIAL.test(title) || afterName || title === "miss" || word.length < 4);
  if (acronym) return "none";
  // "MS Teams", "DR Congo": in capitals, only a name in capitals makes them titles.
  if (/^(?:MS|DR|MX)$/.test(typed) && !shouted) return "none";
  if (DAY_OR_MONTH.test(plain) && (afterName || title === "miss")) return "none";
  // Where all is in capitals, nothing tells the next word from a second name.
  return shouted ? "last" : "name";
}

const DAY_OR_MONTH =
  /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december)s?$/;
