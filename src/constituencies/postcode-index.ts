// Reads data/postcodes.idx: does this postcode exist, and which constituency is it in. Pure: bytes in, answers out, in
// a browser too.
import { Problem } from "../errors.ts";
import type { Postcode } from "../postcode/postcode.ts";
import {
  AT,
  CHECKED_FROM,
  crc32,
  districtKey,
  districtOfKey,
  INWARD_LETTERS,
  type IndexHeader,
  inwardNumber,
  lowestDistrictKey,
  ROW_BITS,
  sectorKey,
} from "./index-format.ts";
import {
  blockStart,
  findBlock,
  firstDistrictFrom,
  type IndexFrame,
  keyOfDistrict,
  readFrame,
} from "./index-frame.ts";
import { seatsByNearness } from "./nearness.ts";
import { openSector, placeAt, placesOf, runsOf, unitsOf } from "./sector-block.ts";

/** An opened index. Seats are GSS codes; the lists of a sector, district or area begin with the seat of most postcodes. */
export type PostcodeIndex = {
  readonly header: IndexHeader;
  /** How many sectors it holds, and how many of them lie in one seat. */
  countSectors(): { readonly all: number; readonly inOneSeat: number };
  /**
   * The seats a postcode lies in: one, several where it lies across a line (the likeliest first), none where the index
   * does not hold it. The lists are the index's own: a lookup allocates nothing.
   */
  seatsOf(postcode: Postcode): readonly string[];
  /** The seats of the postcode's sector, the likeliest first by its nearest neighbours; empty for an unknown sector. */
  seatsNear(postcode: Postcode): readonly string[];
  /** The seats of a sector, "SW1A 1"; empty where the index holds none of it. */
  seatsOfSector(sector: string): readonly string[];
  /** The seats of a district, "SW1A"; empty where the index holds none of it. */
  seatsOfDistrict(district: string): readonly string[];
  /** The seats of an area, "SW"; empty where the index holds none of it. */
  seatsOfArea(area: string): readonly string[];
  /** Every postcode in its printed form with its seats, sorted by postcode without its space. */
  entries(): Iterable<readonly [postcode: string, seats: readonly string[]]>;
};

const NO_SEATS: readonly string[] = [];

/**
 * Opens an index over its bytes, which it keeps and never changes: reads the header, decodes nothing else, and
 * leaves the checksum to `checkPostcodeIndex`.
 *
 * Throws `Problem("file-invalid", { file, where, expected })` for bytes that are cut off or something else; `file` is the
 * name to say then.
 */
export function openPostcodeIndex(bytes: Uint8Array, file: string): PostcodeIndex {
  const frame = readFrame(bytes, file);
  const { header, districts } = frame;
  const placeSeats: readonly (readonly string[])[] = header.places.map((codes) => codes.split(" "));

  /** The start of a postcode's block, −1 without one; the digit of the inward part is its third-last character. */
  function blockFor(postcode: Postcode): number {
    const { length } = postcode;
    return findBlock(frame, districtKey(postcode, length - 4), postcode.charCodeAt(length - 3) - 48);
  }

  function seatsByCount(starts: Iterable<number>): readonly string[] {
    const counts = new Map<string, number>();
    for (const start of starts) {
      for (const [place, length] of runsOf(openSector(bytes, start))) {
        for (const code of placeSeats[place] ?? []) counts.set(code, (counts.get(code) ?? 0) + length);
      }
    }
    return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([code]) => code);
  }

  /** Where the blocks of the districts from one number to before another start. */
  function* startsOf(from: number, to: number): Generator<number> {
    for (let district = from; district < to; district++) {
      for (let digit = 0; digit <= 9; digit++) {
        const start = blockStart(frame, district, digit);
        if (start >= 0) yield start;
      }
    }
  }

  return {
    header,
    countSectors() {
      let all = 0;
      let inOneSeat = 0;
      for (const start of startsOf(0, districts)) {
        const seats = placesOf(openSector(bytes, start)).flatMap((place) => placeSeats[place] ?? []);
        all++;
        if (new Set(seats).size === 1) inOneSeat++;
      }
      return { all, inOneSeat };
    },
    seatsOf(postcode) {
      const unit = unitOf(postcode);
      const start = unit < 0 ? -1 : blockFor(postcode);
      if (start < 0) return NO_SEATS;
      const place = placeAt(bytes, start, unit);
      return (place < 0 ? undefined : placeSeats[place]) ?? NO_SEATS;
    },
    seatsNear(postcode) {
      const start = blockFor(postcode);
      if (start < 0) return NO_SEATS;
      const unit = unitOf(postcode);
      if (unit < 0) return seatsByCount([start]);
      const units = unitsOf(openSector(bytes, start));
      return seatsByNearness(
        unit,
        units.map(([other, place]) => [other, placeSeats[place] ?? NO_SEATS] as const),
      );
    },
    seatsOfSector(text) {
      const start = findBlock(frame, districtKey(text.slice(0, -1).trimEnd()), Number(text.slice(-1)));
      return start < 0 ? NO_SEATS : seatsByCount([start]);
    },
    seatsOfDistrict(district) {
      const key = districtKey(district);
      const at = firstDistrictFrom(frame, key);
      const known = at < districts && keyOfDistrict(frame, at) === key;
      return known ? seatsByCount(startsOf(at, at + 1)) : NO_SEATS;
    },
    seatsOfArea(area) {
      const from = firstDistrictFrom(frame, lowestDistrictKey(`${area}0`));
      return seatsByCount(startsOf(from, firstDistrictFrom(frame, lowestDistrictKey(`${area}A`))));
    },
    *entries() {
      for (const { beginning, start } of sectorsInOrder(frame)) {
        for (const [unit, place] of unitsOf(openSector(bytes, start))) {
          const letters = INWARD_LETTERS.charAt(unit / ROW_BITS) + INWARD_LETTERS.charAt(unit % ROW_BITS);
          yield [beginning + letters, placeSeats[place] ?? NO_SEATS] as const;
        }
      }
    },
  };
}

/**
 * Checks an index from its first byte to its last against its checksum. Throws `Problem("file-invalid", { file, where,
 * expected })` for bytes that are cut off, altered or something else.
 */
export function checkPostcodeIndex(bytes: Uint8Array, file: string): void {
  readFrame(bytes, file);
  const sum = new DataView(bytes.buffer, bytes.byteOffset).getUint32(AT.checksum, true);
  if (sum === crc32(bytes, CHECKED_FROM)) return;
  const expected = "the checksum of all that follows: the file was altered";
  throw new Problem("file-invalid", { file, where: `byte ${AT.checksum}`, expected });
}

/** A postcode's unit (sector-block.ts); −1 where it ends in letters that no postcode ends in. */
function unitOf(postcode: Postcode): number {
  const letter = inwardNumber(postcode.charCodeAt(postcode.length - 2));
  const last = inwardNumber(postcode.charCodeAt(postcode.length - 1));
  return letter < 0 || last < 0 ? -1 : letter * ROW_BITS + last;
}

/** Every sector, "SW1A 1" and where its block starts, in the order of postcodes without spaces: AB10 1 before AB1 0. */
function sectorsInOrder(frame: IndexFrame): { beginning: string; start: number }[] {
  const sectors: { beginning: string; start: number; key: number }[] = [];
  for (let at = 0; at < frame.districts; at++) {
    const district = districtOfKey(keyOfDistrict(frame, at));
    for (let digit = 0; digit <= 9; digit++) {
      const start = blockStart(frame, at, digit);
      if (start >= 0)
        sectors.push({ beginning: `${district} ${digit}`, start, key: sectorKey(`${district}${digit}`) });
    }
  }
  return sectors.sort((a, b) => a.key - b.key);
}
