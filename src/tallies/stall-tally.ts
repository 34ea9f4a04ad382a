// A stall's tally as the file that goes from its laptop to the desk: written by one, read by the other.
import { Problem } from "../errors.ts";
import { WAYS, type Way } from "./tally.ts";

/**
 * What a stall made, exactly. `stall` is 32 hexadecimal digits that its laptop drew at random for this: they stand in the file and
 * nowhere else, so that what the desk remembers of the file (a digest) cannot be guessed. Days are ISO dates in London.
 */
export type StallTally = {
  readonly stall: string;
  readonly campaign: string;
  readonly madeOn: string;
  readonly seats: readonly { readonly seat: string; readonly way: Way; readonly made: number }[];
  readonly days: readonly { readonly day: string; readonly way: Way; readonly made: number }[];
};

const TITLE = "Postbag stall tally";
const FORMAT = "1";
const SEAT_HEADING = ["constituency", "way", "made"];
const DAY_HEADING = ["day", "way", "made"];

/** A tally longer than this is none of ours: 650 constituencies by three ways are 50,000 characters. */
const LONGEST = 200_000;
/** What one line can count at most: more than a stall could make in a year. */
const MOST_MADE = 100_000;
/** Characters of a line that are quoted in an error. */
const QUOTED = 60;

/**
 * The file's text: its format, stall, campaign and day, then a row for each constituency and way, then one for each day and way. The
 * same tally is always the same text.
 */
export function printStallTally({ stall, campaign, madeOn, seats, days }: StallTally): string {
  const rows = (counts: readonly (readonly [string, Way, number])[]): string[] =>
    counts.map((cells) => cells.join(",")).sort();
  return [
    `${TITLE},${FORMAT}`,
    `stall,${stall}`,
    `campaign,${campaign}`,
    `made on,${madeOn}`,
    SEAT_HEADING.join(","),
    ...rows(seats.map(({ seat, way, made }) => [seat, way, made])),
    DAY_HEADING.join(","),
    ...rows(days.map(({ day, way, made }) => [day, way, made])),
    "",
  ].join("\r\n");
}

type Line = { readonly number: number; readonly cells: readonly string[]; readonly text: string };

/**
 * Reads such a file, also after a spreadsheet saved it (quotes, semicolons, tabs, empty cells and lines). `latest` is the last ISO date
 * that can have been. Throws `tally-not-one`, `tally-newer`, `tally-line` with the line at fault, or `tally-sums` where the two lists
 * do not count the same letters, as when the file was cut short.
 */
export function readStallTally(
  text: string,
  { isSeat, latest }: { readonly isSeat: (code: string) => boolean; readonly latest: string },
): StallTally {
  if (text.length > LONGEST) throw new Problem("tally-not-one");
  const lines = linesOf(text);
  const title = lines.shift();
  if (title?.cells[0] !== TITLE) throw new Problem("tally-not-one");
  if (title.cells[1] !== FORMAT) throw new Problem("tally-newer", { format: title.cells[1] ?? "" });

  const stall = headerOf(lines.shift(), "stall", (value) => /^[0-9a-f]{32}$/.test(value));
  const campaign = headerOf(lines.shift(), "campaign", (value) => /^[\w-]{1,100}$/.test(value));
  const madeOn = headerOf(lines.shift(), "made on", (value) => isDay(value) && value <= latest);
  const heading = lines.shift();
  if (heading === undefined || !isHeading(heading, SEAT_HEADING)) throw lineProblem(heading);
  const second = lines.findIndex((line) => isHeading(line, DAY_HEADING));
  if (second < 0) throw new Problem("tally-not-one");

  const seats = rowsOf(lines.slice(0, second), isSeat);
  const days = rowsOf(lines.slice(second + 1), (day) => isDay(day) && day <= madeOn);
  for (const way of WAYS) {
    const [inSeats, inDays] = [sumOf(seats, way), sumOf(days, way)];
    if (inSeats !== inDays) throw new Problem("tally-sums", { seats: inSeats, days: inDays });
  }
  return {
    stall,
    campaign,
    madeOn,
    seats: seats.map(({ key, ...count }) => ({ seat: key, ...count })),
    days: days.map(({ key, ...count }) => ({ day: key, ...count })),
  };
}

function linesOf(text: string): Line[] {
  return text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/)
    .map((line, at) => ({ number: at + 1, text: line, cells: cellsOf(line) }))
    .filter(({ cells }) => cells.length > 0);
}

/** The cells of a line, none of which has a delimiter in it; empty ones at the end are left out. */
function cellsOf(line: string): string[] {
  const cells = line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
  while (cells.at(-1) === "") cells.pop();
  return cells;
}

function headerOf(line: Line | undefined, name: string, isValue: (value: string) => boolean): string {
  const [given, value = "", ...more] = line?.cells ?? [];
  if (given !== name || !isValue(value) || more.length > 0) throw lineProblem(line);
  return value;
}

function isHeading({ cells }: Line, names: readonly string[]): boolean {
  return cells.length === names.length && names.every((name, at) => cells[at] === name);
}

type Row = { readonly key: string; readonly way: Way; readonly made: number };

function rowsOf(lines: readonly Line[], isKey: (key: string) => boolean): Row[] {
  const seen = new Set<string>();
  return lines.map((line) => {
    const [key = "", name, count = "", ...more] = line.cells;
    const way = WAYS.find((each) => each === name);
    const made = /^\d{1,6}$/.test(count) ? Number(count) : 0;
    const isNew = !seen.has(`${key} ${name}`);
    seen.add(`${key} ${name}`);
    if (!isKey(key) || way === undefined || made < 1 || made > MOST_MADE || !isNew || more.length > 0)
      throw lineProblem(line);
    return { key, way, made };
  });
}

function sumOf(rows: readonly Row[], way: Way): number {
  return rows.reduce((sum, row) => sum + (row.way === way ? row.made : 0), 0);
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(text);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** A file that ends too early has no line at fault. */
function lineProblem(line: Line | undefined): Problem {
  if (line === undefined) return new Problem("tally-not-one");
  const shown = line.text.length > QUOTED ? `${line.text.slice(0, QUOTED)}…` : line.text;
  return new Problem("tally-line", { line: line.number, found: shown });
}
