// Full dates: day, month and year. A month and a year are fine, and are what a date is masked to.
import { before, type Candidate, END, matchAt, wholeMatches } from "./confidential-kinds.ts";
import { fitMasks, nounMasks } from "./confidential-masks.ts";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)";
const MONTH_NAME = `(?:${MONTHS.join("|")}|sept|${MONTH.slice(1, -1)})`;
const DAY = "(3[01]|[12]\\d|0?[1-9])(st|nd|rd|th)?";
const YEAR = "(?:19|20)\\d\\d";

/** "3 May 2019", "3rd of May, 2019", "3-May-19", "3 May ’19". */
const DAY_FIRST = new RegExp(
  `${DAY}[ \\u00A0.-]{0,2}(of )?(?=${MONTH})${MONTH_NAME}(?:\\.?,?[\\s\\u00A0]{0,2}(${YEAR}|['’]\\d\\d)|-(${YEAR}|\\d\\d))${END}`,
  "giu",
);
/** "May 3, 2019", "May the 3rd 2019". */
const MONTH_FIRST = new RegExp(`(?=${MONTH})${MONTH_NAME}\\.? (the )?${DAY},? (${YEAR})${END}`, "giu");
/** "03/05/2019", "3.5.2019", "03-05-19". */
const FIGURES = new RegExp(`(\\d{1,2}) ?([/.-]) ?(\\d{1,2}) ?\\2 ?(${YEAR}|\\d\\d)${END}`, "gu");
/** "2019-05-03". */
const YEAR_FIRST = new RegExp(`(${YEAR})([/.-])(\\d{1,2})\\2(\\d{1,2})${END}`, "gu");

type Found = { start: number; end: number; year: number; month: number; day: number; the: boolean };

/** Finds full dates, with the weekday and the "on" that belong to them. */
export function findDates(text: string): Candidate[] {
  return [...findNamedMonths(text), ...findFigures(text)]
    .filter(({ start, end }) => !isPartOfAFigure(text, start, end))
    .map((found) => describe(text, found));
}

function findNamedMonths(text: string): Found[] {
  const dayFirst = wholeMatches(text, DAY_FIRST).map((match) => {
    const [, day, ordinal, of, month, yearAfterSpace, yearAfterDash] = match;
    const year = yearAfterSpace ?? yearAfterDash;
    return read(match, { day, month: monthOf(month), year, the: (ordinal ?? of) !== undefined });
  });
  const monthFirst = wholeMatches(text, MONTH_FIRST).map((match) => {
    const [, month, , day, , year] = match;
    return read(match, { day, month: monthOf(month), year, the: false });
  });
  return [...dayFirst, ...monthFirst];
}

function findFigures(text: string): Found[] {
  const dayFirst = wholeMatches(text, FIGURES).flatMap((match) => {
    const [whole, first = "", , second = "", year = ""] = match;
    // Two figures for the year are also a section, a version or a list: "4.3.12", "1-2-10", "years 9/10/11".
    if (year.length === 2 && !/\//.test(whole) && first.length + second.length < 4) return [];
    if (year.length === 2 && Number(second) === Number(first) + 1 && Number(year) === Number(second) + 1)
      return [];
    const american = Number(second) > 12 && year.length === 4;
    const [day, month] = american ? [second, first] : [first, second];
    return [read(match, { day, month: Number(month), year, the: false })];
  });
  const yearFirst = wholeMatches(text, YEAR_FIRST).map((match) => {
    const [, year, , month, day] = match;
    return read(match, { day, month: Number(month), year, the: false });
  });
  return [...dayFirst, ...yearFirst].filter(
    ({ day, month }) => day >= 1 && day <= 31 && month >= 1 && month <= 12,
  );
}

type Parts = { day: string | undefined; month: number; year: string | undefined; the: boolean };

function read({ 0: found, index }: RegExpExecArray, { day, month, year, the }: Parts): Found {
  return {
    start: index,
    end: index + found.length,
    day: Number(day),
    month,
    year: fullYear(year ?? ""),
    the,
  };
}

function monthOf(name = ""): number {
  return MONTHS.findIndex((month) => month.slice(0, 3).toLowerCase() === name.toLowerCase()) + 1;
}

/** Two figures mean a year from 1931 to 2030: somebody's birthday, or something that happened lately. */
function fullYear(year: string): number {
  const figures = Number(year.replace(/\D/g, ""));
  if (figures > 99) return figures;
  return figures + (figures > 30 ? 1900 : 2000);
}

function isPartOfAFigure(text: string, start: number, end: number): boolean {
  return /[\d][.,/-]$|[£$€]$/.test(before(text, start, 2)) || /^[/-]\d/.test(text.slice(end, end + 2));
}

const WEEKDAY = "(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tues?|wed|thur?s?|fri|sat|sun)\\.?)";
/** What of the words before belongs to the date: "on", a weekday, the first day of a range. */
const LEAD = new RegExp(
  `(?:^|[^\\p{L}\\p{N}])((on|between|from)\\s+)?(${WEEKDAY},?\\s+)?(the\\s+)?((?:${DAY})\\s?(?:[-–/&]|to|and|or)\\s?(?:the\\s+)?)?$`,
  "iu",
);
const BORN = /(?:^|[^\p{L}])(?:born|birthday|birth|dob|d\.o\.b\.?)\b[^.!?]{0,12}$/iu;
const AFTER_PREPOSITION =
  /(?:^|\s)(?:in|since|by|until|till?|from|before|after|of|to|and|or|the|dated|between|for|around|about|during|this|that|at)\s+$/i;
const AFTER_PAUSE = /(?:^|[^\p{L}\p{N}\s]|\n)\s*$/u;

function describe(text: string, { start: core, end, year, month, day, the }: Found): Candidate {
  const head = before(text, core, 48);
  const [lead = "", , on = "", weekday = "", article = "", range = ""] = leadOf(head);
  // "the 3 May 2019 hearing": that article is the hearing's.
  const taken = `${the || weekday || range ? article : ""}${range}`;
  const own = on !== "" && (/^on/i.test(on) || range !== "") ? on : "";
  const start = core - (own + weekday + (own || the || range ? article + range : taken)).length;
  const value = `${range.match(/\d+/)?.[0] ?? ""}|${year}-${month}-${day}`;
  return { kind: "date", start, end, value, masks: masksFor(text, start, own !== "", year, month) };
}
