// Where somebody can be reached: phone numbers and email addresses.
import { before, type Candidate, END, wholeMatches } from "./confidential-kinds.ts";
import { nounMasks } from "./confidential-masks.ts";

/**
 * A British number of ten or eleven digits, from abroad or at home, spaced in any way. Only personal lines and those of
 * places (01, 02, 07): numbers from 03, 08 and 09 are an organisation's, and nobody lives there.
 */
const BRITISH = new RegExp(
  `(?:(?:\\+|00)44[ .-]?(?:\\(0\\) ?)?|\\(?0)[127](?:[ .()–-]{0,2}\\d){8,9}${END}`,
  "gu",
);
const ABROAD = new RegExp(`\\+[1-9]\\d{0,2}(?:[ .()–-]{0,2}\\d){7,12}${END}`, "gu");

/** What no number follows directly: the decimals of a figure, a price, a fraction, another number. */
const PART_OF_A_FIGURE = /[\d][.,/-]$|[£$€%+]$/;

/** Finds phone numbers and email addresses. */
export function findContacts(text: string): Candidate[] {
  return [...findPhones(text), ...findEmails(text)];
}

function findPhones(text: string): Candidate[] {
  const british = wholeMatches(text, BRITISH).filter(({ 0: found }) => isGroupedLikeAPhone(found));
  const abroad = wholeMatches(text, ABROAD).filter(({ 0: found }) => !/^\+44/.test(found));
  return [...british, ...abroad]
    .filter(({ index }) => !PART_OF_A_FIGURE.test(before(text, index, 2)))
    .map(({ 0: found, index }) => {
      // "(07700 900123)" is a number in brackets, "(01872) 496012" one with a code in brackets.
      const start = /^\([^)]*$/.test(found) ? index + 1 : index;
      const digits = found
        .replace("(0)", "")
        .replace(/^(?:\+|00)44/, "0")
        .replace(/\D/g, "");
      const masks = nounMasks(text, start, ["a phone number"]);
      return { kind: "phone", start, end: index + found.length, value: digits, masks };
    });
}

/** An area code of three digits or more, then groups of two or more: "01.05.2019 10" is a date and a time. */
function isGroupedLikeAPhone(found: string): boolean {
  const groups = found.replace(/^(?:\+|00)44[ .-]?(?:\(0\) ?)?/, "0").match(/\d+/g) ?? [];
  const [area = "", ...rest] = groups;
  return area.length >= 3 && rest.every((group) => group.length >= 2);
}

const DOMAIN = new RegExp(`@(?:[\\p{L}\\p{N}-]{1,63}\\.){1,5}\\p{L}{2,24}${END}`, "gu");
const LOCAL_PART = /[\p{L}\p{N}._%+'-]{1,64}$/u;

function findEmails(text: string): Candidate[] {
  const found: Candidate[] = [];
  // From the @ backwards, so that a long run of letters without one costs nothing.
  for (const { 0: domain, index } of text.matchAll(DOMAIN)) {
    const local = LOCAL_PART.exec(before(text, index, 64))?.[0].replace(/^[.'%+-]+/, "") ?? "";
    if (local === "") continue;
    const start = index - local.length;
    const value = (local + domain).toLowerCase();
    found.push({
      kind: "email",
      start,
      end: index + domain.length,
      value,
      masks: nounMasks(text, start, ["an email address"]),
    });
  }
  return found;
}
