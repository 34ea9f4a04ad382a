// The numbers that name one case or one person in the records of prisons, probation, police and the tax office.
import { before, type Candidate, END, type Kind, wholeMatches } from "./kinds.ts";
import { fitMasks, nounMasks } from "./masks.ts";

const PRISON_NUMBER = new RegExp(`[A-Z]\\d{4}[A-Z]{2}${END}`, "giu");
const CASE_REFERENCE = new RegExp(`[A-Z]\\d{6}${END}`, "giu");
/** Two or four digits of the year, up to seven of the entry and a check letter; fewer than five are a section of an Act. */
const PNC_NUMBER = new RegExp(`(?:\\d{4}|\\d{2}) ?/ ?\\d{5,7}[A-Z]${END}`, "giu");
const NATIONAL_INSURANCE = new RegExp(`[A-Z]{2}(?:[ -]?\\d{2}){3}[ -]?[A-D]${END}`, "giu");

/** "case" right before its number, and whatever word stands before that. */
const CASE_BEFORE = /(?:^|([\p{L}’']+)\s+|[^\p{L}\s]\s*)(case\s+)$/iu;
const OWN_DETERMINER = /^(?:an?|the|this|that|my|our|his|her|their|one|another|each|every|new|old)$/i;

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
  return wholeMatches(text, pattern).map(({ 0: found, index: start }) => ({
    kind,
    start,
    end: start + found.length,
    value: bare(found),
    masks: nounMasks(text, start, [mask]),
  }));
}

/** Takes "case" along where nothing belongs to it, so that "in case X123456" becomes "in a case" and not "in case". */
function caseReference(text: string, { 0: found, index }: RegExpExecArray): Candidate {
  const [, determiner = "", label = ""] = CASE_BEFORE.exec(before(text, index, 40)) ?? [];
  const candidate = { kind: "case-reference" as const, end: index + found.length, value: bare(found) };
  if (label === "") return { ...candidate, start: index, masks: nounMasks(text, index, ["a case"]) };
  if (OWN_DETERMINER.test(determiner)) return { ...candidate, start: index, masks: ["", "a case"] };
  const start = index - label.length;
  return { ...candidate, start, masks: fitMasks(text, start, ["a case", "one case"]) };
}

function bare(number: string): string {
  return number.replace(/[ -]/g, "").toUpperCase();
}
