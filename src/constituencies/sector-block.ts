// One sector inside data/postcodes.idx: which of its 400 possible postcodes exist, and the place of each.
// A unit is a possible postcode of a sector, 0–399: the number of its second-last letter × 20 + that of its last.
import { bitsIn, ROW_BITS } from "./index-format.ts";

const ROW = (1 << ROW_BITS) - 1;

/**
 * A sector's parts. Bit n of `rows` says that a postcode with the n-th second-last letter exists; the sector's places,
 * the masks of its rows and the runs stand at byte positions. Places are numbers into the header's list.
 */
export type SectorBlock = {
  readonly bytes: Uint8Array;
  readonly rows: number;
  readonly places: number;
  readonly placesAt: number;
  readonly masksAt: number;
  readonly runsAt: number;
};

/** The sector whose bytes begin at `start`. */
export function openSector(bytes: Uint8Array, start: number): SectorBlock {
  const head = uint24(bytes, start);
  const rows = head & ROW;
  const places = head >>> ROW_BITS || (bytes[start + 3] ?? 0);
  const placesAt = start + (head >>> ROW_BITS === 0 ? 4 : 3);
  const masksAt = placesAt + places * 2;
  return { bytes, rows, places, placesAt, masksAt, runsAt: masksAt + masksLength(bitsIn(rows)) };
}

/** The place of a unit in the sector whose bytes begin at `start`; −1 where it has none such. Allocates nothing. */
export function placeAt(bytes: Uint8Array, start: number, unit: number): number {
  const head = uint24(bytes, start);
  const letter = (unit / ROW_BITS) | 0;
  const last = unit % ROW_BITS;
  if ((head & (1 << letter)) === 0) return -1;
  const many = head >>> ROW_BITS === 0;
  const places = many ? (bytes[start + 3] ?? 0) : head >>> ROW_BITS;
  const placesAt = start + (many ? 4 : 3);
  const masksAt = placesAt + places * 2;
  const row = bitsIn(head & ((1 << letter) - 1));
  const present = rowMask(bytes, masksAt, row);
  if ((present & (1 << last)) === 0) return -1;
  if (places === 1) return uint16(bytes, placesAt);

  let before = bitsIn(present & ((1 << last) - 1));
  for (let above = 0; above < row; above++) before += bitsIn(rowMask(bytes, masksAt, above));
  let at = masksAt + masksLength(bitsIn(head & ROW));
  while (at < bytes.length) {
    let byte = bytes[at++] ?? 0;
    let value = byte & 0x7f;
    for (let shift = 7; byte >= 0x80 && at < bytes.length; shift += 7) {
      byte = bytes[at++] ?? 0;
      value |= (byte & 0x7f) << shift;
    }
    before -= ((value / places) | 0) + 1;
    if (before < 0) return uint16(bytes, placesAt + (value % places) * 2);
  }
  return -1;
}

/** The numbers of the sector's places, the one of most postcodes first. */
export function placesOf({ bytes, places, placesAt }: SectorBlock): number[] {
  return Array.from({ length: places }, (_, place) => uint16(bytes, placesAt + place * 2));
}

/**
 * The runs of neighbouring postcodes that share a place, in order: place and length. A sector in one place writes none,
 * and is one run.
 */
export function* runsOf(block: SectorBlock): Generator<readonly [place: number, length: number]> {
  const { bytes, places, placesAt } = block;
  let left = postcodesIn(block);
  if (places === 1) return yield [uint16(bytes, placesAt), left];
  for (let at = block.runsAt; left > 0 && at < bytes.length; ) {
    let value = 0;
    for (let shift = 0, byte = 0x80; byte >= 0x80 && at < bytes.length; shift += 7) {
      byte = bytes[at++] ?? 0;
      value |= (byte & 0x7f) << shift;
    }
    const length = Math.floor(value / places) + 1;
    yield [uint16(bytes, placesAt + (value % places) * 2), length];
    left -= length;
  }
}

/** Every postcode of the sector in order: its unit and its place. */
export function* unitsOf(block: SectorBlock): Generator<readonly [unit: number, place: number]> {
  const runs = runsOf(block);
  let place = 0;
  let left = 0;
  for (let letter = 0, row = 0; letter < ROW_BITS; letter++) {
    if ((block.rows & (1 << letter)) === 0) continue;
    const present = rowMask(block.bytes, block.masksAt, row++);
    for (let last = 0; last < ROW_BITS; last++) {
      if ((present & (1 << last)) === 0) continue;
      if (left === 0) [place, left] = runs.next().value ?? [0, 1];
      left--;
      yield [letter * ROW_BITS + last, place];
    }
  }
}

function postcodesIn({ bytes, rows, masksAt }: SectorBlock): number {
  let postcodes = 0;
  for (let row = bitsIn(rows) - 1; row >= 0; row--) postcodes += bitsIn(rowMask(bytes, masksAt, row));
  return postcodes;
}

/** Bytes that the masks of so many rows take. */
function masksLength(rows: number): number {
  return (rows * ROW_BITS + 7) >>> 3;
}

/** The mask of the n-th row that is there. Masks stand bit to bit: one starts at a byte or in a byte's middle. */
function rowMask(bytes: Uint8Array, masksAt: number, row: number): number {
  const bit = row * ROW_BITS;
  return (uint24(bytes, masksAt + (bit >>> 3)) >>> (bit & 7)) & ROW;
}

function uint16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
}

function uint24(bytes: Uint8Array, at: number): number {
  return uint16(bytes, at) | ((bytes[at + 2] ?? 0) << 16);
}
