// Reads the table an index is built from: a CSV of postcodes and the constituencies they lie in.
import { gunzipSync } from "node:zlib";
import { Problem } from "../errors.ts";
import { parsePostcode } from "../postcode/postcode.ts";
import { INWARD_LETTERS, sectorKey, sectorOfKey } from "./index-format.ts";
import { SEAT_CODE } from "./seat-code.ts";

/** The table's first line. */
export const TABLE_HEADING = "postcode,pcon24cd";

/** Possible endings of a sector's postcodes: a unit is second-last letter × 20 + last letter. */
const LETTERS = INWARD_LETTERS.length;
const UNITS = LETTERS * LETTERS;
/** More than there can be seats. */
const SEATS = 1024;

/**
 * A row is one number, so that a million and more of them sort in no time: (sector key × 400 + unit) × 1024 + seat,
 * the seat by its place in `codes`. Both are sorted, and rows stand in the order of postcodes without their space.
 */
export type PostcodeTable = { readonly rows: Float64Array; readonly codes: readonly string[] };

/** A row's parts. */
export type TableRow = { readonly key: number; readonly unit: number; readonly seat: number };

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

/** The table's text. A file that begins as gzip does is unpacked. */
function unzipped(table: Uint8Array, file: string): string {
  const isGzip = table[0] === 0x1f && table[1] === 0x8b;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(isGzip ? gunzipSync(table) : table);
  } catch {
    const expected = isGzip ? "a whole gzip file of UTF-8 text" : "UTF-8 text";
    throw new Problem("file-invalid", { file, where: "line 1", expected });
  }
}

/**
 * Reads a table of postcodes and seats from a CSV's bytes (`postcode,pcon24cd`, plain or gzip, rows in any order; a
 * postcode in several seats has several). `file` is its name in an error.
 *
 * Throws `Problem("file-invalid", { file, where, expected })`, which names the line.
 */
export function readPostcodeTable(table: Uint8Array, file: string): PostcodeTable {
  const text = unzipped(table, file);
  const refuse = (line: number, expected: string): Problem =>
    new Problem("file-invalid", { file, where: `line ${line}`, expected });
  const numbers: number[] = [];
  const seats = new Map<string, number>();
  let line = 0;
  for (let from = 0; from < text.length; ) {
    const feed = text.indexOf("\n", from);
    const end = feed < 0 ? text.length : feed;
    const row = text.slice(from, text[end - 1] === "\r" ? end - 1 : end);
    from = end + 1;
    line++;
    if (line === 1) {
      if (row !== TABLE_HEADING) throw refuse(line, `the heading "${TABLE_HEADING}"`);
      continue;
    }
    const comma = row.indexOf(",");
    const code = row.slice(comma + 1);
    const number = postcodeNumber(row.slice(0, Math.max(comma, 0)));
    if (number === undefined) throw refuse(line, "a postcode of the United Kingdom and a comma");
    if (!SEAT_CODE.test(code)) throw refuse(line, "a constituency's code of 2024, such as E14001063");
    let seat = seats.get(code);
    if (seat === undefined) {
      seat = seats.size;
      if (seat >= SEATS) throw refuse(line, `no more than ${SEATS} constituencies`);
      seats.set(code, seat);
    }
    numbers.push(number * SEATS + seat);
  }
  if (line === 0) throw refuse(1, `the heading "${TABLE_HEADING}"`);
  if (numbers.length === 0) throw refuse(2, "at least one postcode");

  const codes = [...seats.keys()].sort();
  const sorted = new Map(codes.map((code, at) => [seats.get(code), at]));
  const rows = Float64Array.from(
    numbers,
    (number) => number - (number % SEATS) + (sorted.get(number % SEATS) ?? 0),
  );
  return { rows: rows.sort(), codes };
}

/** A postcode as sector key × 400 + unit; undefined where it is none, or not in letters that postcodes end in. */
function postcodeNumber(text: string): number | undefined {
  const parsed = parsePostcode(text);
  if (!parsed.ok) return undefined;
  const bare = parsed.postcode.replace(" ", "");
  // A table is no person typing: an O for a 0 in it is a mistake to be told, not to be understood.
  if (bare !== text.replaceAll(" ", "")) return undefined;
  const row = INWARD_LETTERS.indexOf(bare.charAt(bare.length - 2));
  const column = INWARD_LETTERS.indexOf(bare.charAt(bare.length - 1));
  return row < 0 || column < 0
    ? undefined
    : (sectorKey(bare.slice(0, -2)) * LETTERS + row) * LETTERS + column;
}
