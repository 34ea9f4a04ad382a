// The bytes of data/postcodes.idx: what its builder writes and its reader reads (docs/data.md tells it in prose).
import { SEAT_CODE } from "./seat-code.ts";

/** The first eight bytes, so that nothing else is taken for an index. */
export const MAGIC = "POSTBAG\n";
export const FORMAT_VERSION = 2;

/** Byte positions of the fixed beginning; the JSON header follows it. All numbers are unsigned, low byte first. */
export const AT = {
  magic: 0,
  version: 8,
  length: 12,
  checksum: 16,
  headerLength: 20,
  districts: 24,
  header: 28,
} as const;

/** The checksum covers everything behind itself. */
export const CHECKED_FROM = AT.headerLength;

/** Royal Mail ends postcodes in these 20 letters only. Bit n of a mask is the n-th. */
export const INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ";
/** Bits in the mask of one row: the postcodes of a sector that share their second-last letter. */
export const ROW_BITS = INWARD_LETTERS.length;

/** The most places that a postcode can be in, each a number of two bytes. */
export const MOST_PLACES = 0xffff;

/**
 * What the file says about itself. `places` are what a postcode can be in, by number: one seat's code, or the codes
 * of several, the likeliest first and a space between, where a postcode lies across a line. `digest` is the SHA-256 of
 * its lines, in hex.
 */
export type IndexHeader = {
  readonly source: string;
  readonly date: string;
  readonly licence: string;
  readonly postcodes: number;
  readonly digest: string;
  readonly places: readonly string[];
};

/** The header as its JSON text. Seats with following codes are written as a run: "W07000081+31" is 32 seats. */
export function printHeader({ places, ...about }: IndexHeader): string {
  const seats = places.filter((place) => !place.includes(" "));
  const together = places.slice(seats.length);
  const runs: string[] = [];
  for (let from = 0, to = 0; from < seats.length; from = to) {
    const first = seats[from] ?? "";
    while (to < seats.length && seats[to] === codeAfter(first, to - from)) to++;
    runs.push(to - from > 1 ? `${first}+${to - from - 1}` : first);
  }
  return `${JSON.stringify({ ...about, seats: runs.join(" "), together })}\n`;
}

/** Reads the header's JSON text; undefined where it is not what `printHeader` writes. */
export function readHeader(text: string): IndexHeader | undefined {
  const json = parsed(text);
  const string = (key: string): string => (typeof json?.[key] === "string" ? json[key] : "");
  const [source, date, licence, digest] = ["source", "date", "licence", "digest"].map(string);
  const postcodes = json?.postcodes;
  const together = json?.together;
  if (!source || !date || !licence || !digest || !/^[0-9a-f]{64}$/.test(digest)) return undefined;
  if (typeof postcodes !== "number" || !Number.isSafeInteger(postcodes) || postcodes < 1) return undefined;
  if (!Array.isArray(together)) return undefined;

  const places: string[] = [];
  for (const run of string("seats").split(" ")) {
    const [first = "", more = "0"] = run.split("+");
    if (!SEAT_CODE.test(first) || !/^\d{1,3}$/.test(more)) return undefined;
    for (let after = 0; after <= Number(more); after++) places.push(codeAfter(first, after));
  }
  for (const place of together) {
    if (typeof place !== "string" || !place.split(" ").every((code) => SEAT_CODE.test(code)))
      return undefined;
    places.push(place);
  }
  return places.length > MOST_PLACES ? undefined : { source, date, licence, postcodes, digest, places };
}

/** The code that stands so many after this one: "W07000081" and 31 give "W07000112". */
function codeAfter(code: string, after: number): string {
  return code.slice(0, 3) + String(Number(code.slice(3)) + after).padStart(6, "0");
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === "object" && json !== null ? { ...json } : undefined;
  } catch {
    return undefined;
  }
}

const KEY_CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/** Stands behind what is shorter than its key, and sorts behind every character, as a letter of the inward part does. */
const KEY_END = KEY_CHARACTERS.length;
const KEY_BASE = KEY_END + 1;
/** Characters of the longest district, "SW1A", and sector, "SW1A1". */
const DISTRICT_LENGTH = 4;
const SECTOR_LENGTH = 5;

/** A district as a number: the first so many characters of a text, "SW1A" (4) of "SW1A 1AA". */
export function districtKey(text: string, length: number = text.length): number {
  return keyOf(text, length, DISTRICT_LENGTH, KEY_END);
}

/** The lowest number of those districts that start so. */
export function lowestDistrictKey(start: string): number {
  return keyOf(start, start.length, DISTRICT_LENGTH, 0);
}

/** A sector without its space ("SW1A1") as a number: sorted, they are in the order of postcodes without spaces. */
export function sectorKey(sector: string): number {
  return keyOf(sector, sector.length, SECTOR_LENGTH, KEY_END);
}

/** The district of a number. */
export function districtOfKey(key: number): string {
  return textOf(key, DISTRICT_LENGTH);
}

/** The sector of a number, without its space: "SW1A1". */
export function sectorOfKey(key: number): string {
  return textOf(key, SECTOR_LENGTH);
}

function keyOf(text: string, length: number, keyLength: number, fill: number): number {
  let key = 0;
  for (let at = 0; at < keyLength; at++) {
    key = key * KEY_BASE + (at < length ? characterNumber(text.charCodeAt(at)) : fill);
  }
  return key;
}

function textOf(key: number, length: number): string {
  let text = "";
  for (let rest = key, at = 0; at < length; at++, rest = Math.floor(rest / KEY_BASE)) {
    text = KEY_CHARACTERS.charAt(rest % KEY_BASE) + text;
  }
  return text;
}

/** 0–9 for the digits, 10–35 for A–Z, by character code. */
function characterNumber(code: number): number {
  return code < 65 ? code - 48 : code - 55;
}

const LETTER_NUMBERS = Int8Array.from({ length: 128 }, (_, code) =>
  INWARD_LETTERS.indexOf(String.fromCharCode(code)),
);

/** The number of a letter that postcodes end in, 0–19, by character code; −1 for any other. */
export function inwardNumber(code: number): number {
  return LETTER_NUMBERS[code] ?? -1;
}

/** How many bits of a 32-bit number are set. */
export function bitsIn(mask: number): number {
  let bits = mask - ((mask >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** CRC-32 of bytes from a position to the end, as gzip counts it (RFC 1952 §8). */
export function crc32(bytes: Uint8Array, from: number): number {
  let crc = 0xffffffff;
  for (let at = from; at < bytes.length; at++) {
    crc = (CRC_TABLE[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0) ^ (crc >>> 8);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
