// One sector inside data/postcodes.idx: which of its 400 possible postcodes exist, and the place of each.
import { bitsIn, INWARD_LETTERS, ROW_BITS } from "./index-format.ts";

/**
 * A sector's parts. `places` are numbers into the header's list, most postcodes first; bit n of `rows` says that a
 * postcode with the n-th second-last letter exists; the masks of those rows and the runs stand at byte positions.
 */
export type SectorBlock = {
  readonly view: DataView;
  readonly places: readonly number[];
  readonly rows: number;
  readonly masksAt: number;
  readonly runsAt: number;
};

/** The sector whose bytes begin at `start`. */
export function openSector(view: DataView, start: number): SectorBlock {
  let at = start;
  const count = view.getUint8(at++);
  const places: number[] = [];
  for (let place = 0; place < count; place++, at += 2) places.push(view.getUint16(at, true));
  const rows = readUint24(view, at);
  const masksAt = at + 3;
  return { view, places, rows, masksAt, runsAt: masksAt + Math.ceil((bitsIn(rows) * ROW_BITS) / 8) };
}

/** How many postcodes the sector has. */
export function postcodesIn(block: SectorBlock): number {
  let postcodes = 0;
  for (let row = bitsIn(block.rows) - 1; row >= 0; row--) postcodes += bitsIn(rowMask(block, row));
  return postcodes;
}

/** The place of the postcode with these last two letters; undefined where the sector has none such. */
export function placeOf(block: SectorBlock, letters: string): number | undefined {
  const letter = INWARD_LETTERS.indexOf(letters.charAt(0));
  const last = INWARD_LETTERS.indexOf(letters.charAt(1));
  if (letter < 0 || last < 0 || !(block.rows & (1 << letter))) return undefined;
  const row = bitsIn(block.rows & ((1 << letter) - 1));
  const present = rowMask(block, row);
  if (!(present & (1 << last))) return undefined;

  let before = bitsIn(present & ((1 << last) - 1));
  for (let above = 0; above < row; above++) before += bitsIn(rowMask(block, above));
  for (const [place, length] of runsOf(block)) {
    before -= length;
    if (before < 0) return place;
  }
  return undefined;
}

/**
 * The runs of neighbouring postcodes that share a place, in order: place number and length. A sector in one place
 * writes none, and is one run; a sum of lengths never passes `postcodesIn`.
 */
export function* runsOf(block: SectorBlock): Generator<readonly [place: number, length: number]> {
  const { view, places } = block;
  let left = postcodesIn(block);
  const [only] = places;
  if (places.length === 1 && only !== undefined) return yield [only, left];
  for (let at = block.runsAt; left > 0; ) {
    let value = 0;
    for (let scale = 1, byte = 0x80; byte >= 0x80; scale *= 0x80) {
      byte = view.getUint8(at++);
      value += (byte & 0x7f) * scale;
    }
    const length = Math.floor(value / places.length) + 1;
    yield [places[value % places.length] ?? 0, length];
    left -= length;
  }
}

/** Every postcode of the sector in order: its last two letters and its place. */
export function* postcodesOf(block: SectorBlock): Generator<readonly [letters: string, place: number]> {
  const runs = runsOf(block);
  let place = 0;
  let left = 0;
  for (let letter = 0, row = 0; letter < ROW_BITS; letter++) {
    if (!(block.rows & (1 << letter))) continue;
    const present = rowMask(block, row++);
    for (let last = 0; last < ROW_BITS; last++) {
      if (!(present & (1 << last))) continue;
      if (left === 0) [place, left] = runs.next().value ?? [0, 1];
      left--;
      yield [INWARD_LETTERS.charAt(letter) + INWARD_LETTERS.charAt(last), place];
    }
  }
}

/** The mask of the n-th row that is there. Masks stand bit to bit: one starts at a byte or in a byte's middle. */
function rowMask(block: SectorBlock, row: number): number {
  const bit = row * ROW_BITS;
  return (readUint24(block.view, block.masksAt + (bit >>> 3)) >>> (bit & 7)) & ((1 << ROW_BITS) - 1);
}

function readUint24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
}
