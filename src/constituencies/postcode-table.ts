// Reads the table an index is built from: CSVs of postcodes and the constituencies they lie in, row by row.
import { Problem } from "../errors.ts";
import { AREAS_WITHOUT_AN_MP } from "../postcode/areas.ts";
import { parsePostcode } from "../postcode/postcode.ts";
import { type CsvScanner, createCsvScanner } from "./csv-scan.ts";
import { INWARD_LETTERS, sectorKey, sectorOfKey } from "./index-format.ts";
import { SEAT_CODE } from "./seat-code.ts";
import { findColumns } from "./table-columns.ts";

const LETTERS = INWARD_LETTERS.length;
const UNITS = LETTERS * LETTERS;
/** More than there can be seats. */
const SEATS = 1024;
const AT_FIRST = 65_536;

/**
 * A row is one number, so that a million and more of them sort in no time: (sector key × 400 + unit) × 1024 + seat,
 * the seat by its place in `codes`. Both are sorted, and rows stand in the order of postcodes without their space.
 */
export type PostcodeTable = { readonly rows: Float64Array; readonly codes: readonly string[] };

/** A row's parts. */
export type TableRow = { readonly key: number; readonly unit: number; readonly seat: number };

/**
 * How many rows were read and why some were left out: the postcode is no longer used, its constituency is a pseudo-code
 * (…99999999) or none, or it is of an area without an MP.
 */
export type TableCounts = { rows: number; terminated: number; nowhere: number; noMp: number };

/** What the rows gather in, over one file or several. */
export type TableGatherer = {
  readonly counts: Readonly<TableCounts>;
  /** Whether a file had more than postcodes and codes, as those of the Office for National Statistics have. */
  readonly hasMore: () => boolean;
  /** A scanner for the bytes of a file of this name; throws `Problem("file-invalid")`, which names file and line. */
  readonly scan: (file: string) => CsvScanner;
  /** The whole table, sorted. Throws `Problem("file-invalid")` where it is empty or a row stands twice. */
  readonly finish: (file: string) => PostcodeTable;
};

/** Takes a row of a `PostcodeTable` apart. */
export function rowParts(row: number): TableRow {
  const postcode = Math.floor(row / SEATS);
  return { key: Math.floor(postcode / UNITS), unit: postcode % UNITS, seat: row % SEATS };
}

/** The postcode of a sector's key and a unit, in its printed form. */
export function postcodeAt(key: number, unit: number): string {
  const sector = sectorOfKey(key);
  const letters = INWARD_LETTERS.charAt(unit / LETTERS) + INWARD_LETTERS.charAt(unit % LETTERS);
  return `${sector.slice(0, -1)} ${sector.slice(-1)}${letters}`;
}

/**
 * Makes a gatherer for a table in one file or several; a postcode in several seats has several rows. `isSeat` says which
 * well-formed codes are seats, so that a table on older boundaries is refused.
 */
export function createTableGatherer(isSeat: (code: string) => boolean = () => true): TableGatherer {
  const counts: TableCounts = { rows: 0, terminated: 0, nowhere: 0, noMp: 0 };
  const seats = new Map<string, number>();
  let numbers = new Float64Array(AT_FIRST);
  let taken = 0;
  let more = false;

  function seatNumber(code: string): number | undefined {
    const known = seats.get(code);
    if (known !== undefined) return known;
    if (!SEAT_CODE.test(code) || !isSeat(code) || seats.size >= SEATS) return undefined;
    seats.set(code, seats.size);
    return seats.size - 1;
  }

  function add(number: number): void {
    if (taken === numbers.length) {
      const larger = new Float64Array(taken * 2);
      larger.set(numbers);
      numbers = larger;
    }
    numbers[taken++] = number;
  }

  function scan(file: string): CsvScanner {
    let refuse = (line: number, _column: "postcode" | "code", expected: string): Problem =>
      new Problem("file-invalid", { file, where: `line ${line}`, expected });
    return createCsvScanner(file, {
      heading(names) {
        const found = findColumns(names);
        if (found === undefined) {
          const expected = `a heading with a postcode (pcds, pcd7, pcd8, pcd or postcode) and a constituency (pcon or such as pcon24cd), not “${names.slice(0, 5).join(",").slice(0, 60)}”`;
          throw refuse(1, "postcode", expected);
        }
        refuse = (line, column, expected) =>
          new Problem("file-invalid", {
            file,
            where: `line ${line}, column ${names[found[column]]}`,
            expected,
          });
        more ||= names.length > 2;
        return [found.postcode, found.code, ...(found.terminated < 0 ? [] : [found.terminated])];
      },
      row([postcode = "", code = "", terminated = ""], line) {
        counts.rows++;
        if (terminated.trim() !== "") counts.terminated++;
        else if (code.endsWith("99999999") || (code === "" && more)) counts.nowhere++;
        else {
          const number = postcodeNumber(postcode);
          if (number === "no-mp") counts.noMp++;
          else {
            if (number === undefined) throw refuse(line, "postcode", "a postcode of the United Kingdom");
            const seat = seatNumber(code);
            if (seat === undefined) {
              const expected = `a constituency's code of 2024, such as E14001063, not “${code.slice(0, 20)}”`;
              throw refuse(line, "code", expected);
            }
            add(number * SEATS + seat);
          }
        }
      },
    });
  }

  return {
    counts,
    hasMore: () => more,
    scan,
    finish(file) {
      const expected = "at least one postcode that is in use and in a constituency";
      if (taken === 0) throw new Problem("file-invalid", { file, where: "all lines", expected });
      const codes = [...seats.keys()].sort();
      const places = new Map(codes.map((code, at) => [seats.get(code), at]));
      const rows = numbers
        .subarray(0, taken)
        .map((number) => number - (number % SEATS) + (places.get(number % SEATS) ?? 0))
        .sort();
      const twice = rows.find((row, at) => row === rows[at + 1]);
      if (twice === undefined) return { rows, codes };
      const { key, unit } = rowParts(twice);
      const once = "each postcode once for each constituency";
      throw new Problem("file-invalid", { file, where: postcodeAt(key, unit), expected: once });
    },
  };
}

/**
 * A postcode as sector key × 400 + unit; undefined where it is none, or ends in letters that none ends in. However it is
 * spaced: "AB1 0AA", "AB101AA" and "AB1  0AA" are how the columns of seven and eight characters write it.
 */
function postcodeNumber(text: string): number | "no-mp" | undefined {
  const bare = text.replaceAll(" ", "");
  const parsed = parsePostcode(`${bare.slice(0, -3)} ${bare.slice(-3)}`);
  if (!parsed.ok) return AREAS_WITHOUT_AN_MP.has(bare.replace(/\d.*/, "")) ? "no-mp" : undefined;
  const { postcode } = parsed;
  // A table is no person typing: an O for a 0 in it is a mistake to be told, not to be understood.
  if (
    postcode.length !== bare.length + 1 ||
    !postcode.endsWith(bare.slice(-3)) ||
    !postcode.startsWith(bare.slice(0, -3))
  )
    return undefined;
  const row = INWARD_LETTERS.indexOf(bare.charAt(bare.length - 2));
  const column = INWARD_LETTERS.indexOf(bare.charAt(bare.length - 1));
  return row < 0 || column < 0
    ? undefined
    : (sectorKey(bare.slice(0, -2)) * LETTERS + row) * LETTERS + column;
}
