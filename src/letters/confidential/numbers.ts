// The numbers that name one case or one person in the records of prisons, probation, police and the tax office.
import { before, type Candidate, END, type Kind, wholeMatches } from "./kinds.ts";
import { fitMasks, nounMasks, startsSentence } from "./masks.ts";

const PRISON_NUMBER = new RegExp(`[A-Z]\\d{4}[A-Z]{2}${END}`, "giu");
const CASE_REFERENCE = new RegExp(`[A-Z]\\d{6}${END}`, "giu");
/** Two or four digits of the year, up to seven of the entry and a check letter; fewer than five are a section of an Act. */
const PNC_NUMBER = new RegExp(`(?:\\d{4}|\\d{2}) ?/ ?\\d{5,7}[A-Z]${END}`, "giu");
const NATIONAL_INSURANCE = new RegExp(`[A-Z]{2}(?:[ -]?\\d{2}){3}[ -]?[A-D]${END}`, "giu");

/** "case" right before its number, and whatever word stands before that. */
const CASE_BEFORE = /(?:^|([\p{L}’']+)\s+|[^\p{L}\s]\s*)(case\s+)$/iu;
const OWN_DETERMINER =
  /^(?:an?|the|this|that|my|our|his|her|their|one|another|each|every|new|old|.*[’']s?)$/i;

/** What names the number that a sentence starts with: "CRN X123456 was recalled". */
const LABEL_BEFORE =
  /(?:^|[^\p{L}\p{N}])((?:(?:prison(?:er)?|nomis|noms|delius|crn) (?:numbers?|no\.?)|crn|nomis|noms) )$/iu;
const GOES_ON = /^\s\p{Ll}/u;
/** The same behind its number: "A1234BC, prison number, in May". */
const LABEL_AFTER = /^, (?:prison(?:er)? (?:number|no\.?)|nomis number|crn)(?=[,.;:!?)]|$)/i;

/** Finds prison numbers, case references, PNC numbers and National Insurance numbers. */
export function findNumbers(text: string): Candidate[] {
  return [
    ...simple(text, "prison-number", PRISON_NUMBER, "somebody in prison"),
    ...wholeMatches(text, CASE_REFERENCE).map((match) => caseReference(text, match)),
    ...simple(text, "pnc-number", PNC_NUMBER, "a case"),
    ...simple(text, "national-insurance", NATIONAL_INSURANCE, "a number"),
  ];
}

function simple(text: string, kind: Kind, pattern: RegExp, mask: string): Candidate[] {
  return wholeMatches(text, pattern).map(({ 0: found, index }) => ({
    kind,
    value: bare(found),
    ...labelled(text, index, index + found.length, mask),
  }));
}

/** Where a number stands together with its label, where the sentence would be left with the label alone, and its masks. */
function labelled(text: string, start: number, end: number, mask: string): Omit<Candidate, "kind" | "value"> {
  const after = LABEL_AFTER.exec(text.slice(end, end + 24))?.[0].length ?? 0;
  const label = LABEL_BEFORE.exec(before(text, start, 40))?.[1] ?? "";
  const subject = start - label.length;
  if (label !== "" && GOES_ON.test(text.slice(end, end + 3)) && startsSentence(text, subject)) {
    return { start: subject, end, masks: fitMasks(text, subject, [mask]) };
  }
  return { start, end: end + after, masks: nounMasks(text, start, [mask]) };
}

/** Takes "case" along where nothing belongs to it, so that "in case X123456" becomes "in a case" and not "in case". */
function caseReference(text: string, { 0: found, index }: RegExpExecArray): Candidate {
  const [, determiner = "", label = ""] = CASE_BEFORE.exec(before(text, index, 40)) ?? [];
  const candidate = { kind: "case-reference" as const, end: index + found.length, value: bare(found) };
  if (label === "") {
    const whose = LABEL_BEFORE.test(before(text, index, 40)) ? "a client" : "a case";
    return { ...candidate, ...labelled(text, index, candidate.end, whose) };
  }
  if (OWN_DETERMINER.test(determiner)) return { ...candidate, start: index, masks: [""] };
  const start = index - label.length;
  return { ...candidate, start, masks: fitMasks(text, start, ["a case", "one case"]) };
}

function bare(number: string): string {
  return number.replace(/[ -]/g, "").toUpperCase();
}
