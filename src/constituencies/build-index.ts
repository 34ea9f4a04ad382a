// Builds data/postcodes.idx out of a table of postcodes and constituencies: the same table, the same bytes.
import { Problem } from "../errors.ts";
import { digestOfEntries } from "./index-digest.ts";
import {
  AT,
  CHECKED_FROM,
  crc32,
  FORMAT_VERSION,
  INWARD_LETTERS,
  type IndexHeader,
  MAGIC,
  ROW_BITS,
  sectorOfKey,
} from "./index-format.ts";
import { type PostcodeTable, postcodeAt, readPostcodeTable, rowParts } from "./postcode-table.ts";

/** Where a table is from, of when, and under which licence: a sentence each, kept inside the index. */
export type TableOrigin = { readonly source: string; readonly date: string; readonly licence: string };

const LETTERS = INWARD_LETTERS.length;
/** What a sector's count of places, one byte, can hold. Real sectors lie in five seats at most. */
const MOST_PLACES = 255;

/** A sector's postcodes in order: which of the 400 (row × 20 + column), and the place of each. */
type SectorRows = { readonly key: number; readonly units: number[]; readonly places: number[] };

/**
 * Bytes of a CSV (`postcode,pcon24cd`, plain or gzip, in any order; a postcode in several seats on several lines) →
 * bytes of an index. `file` is the table's name in an error.
 *
 * Throws `Problem("file-invalid", { file, where, expected })`, which names the line.
 */
export function buildPostcodeIndex(table: Uint8Array, origin: TableOrigin, file: string): Uint8Array {
  const { sectors, places } = gather(readPostcodeTable(table, file), file);
  const crowded = sectors.find((sector) => new Set(sector.places).size > MOST_PLACES);
  if (crowded !== undefined) {
    const expected = `a sector in at most ${MOST_PLACES} places`;
    throw new Problem("file-invalid", { file, where: sectorOfKey(crowded.key), expected });
  }
  const header: IndexHeader = {
    source: origin.source,
    date: origin.date,
    licence: origin.licence,
    postcodes: sectors.reduce((sum, { units }) => sum + units.length, 0),
    digest: digestOfEntries(entriesOf(sectors, places)),
    places,
  };
  return assemble(header, sectors);
}

/** Sorted rows → sectors, and the places their postcodes can be in: single seats first, then seats together. */
function gather({ rows, codes }: PostcodeTable, file: string): { sectors: SectorRows[]; places: string[] } {
  const places = [...codes];
  const together = new Map<string, number>();
  function placeOf(seats: readonly number[]): number {
    const [only] = seats;
    if (only !== undefined && seats.length === 1) return only;
    const name = seats.map((seat) => codes[seat]).join(" ");
    const known = together.get(name) ?? places.length;
    if (known === places.length) places.push(name);
    together.set(name, known);
    return known;
  }

  const sectors: SectorRows[] = [];
  let sector: SectorRows | undefined;
  let seats: number[] = [];
  for (const [at, row] of rows.entries()) {
    const { key, unit, seat } = rowParts(row);
    if (seats.includes(seat)) {
      const expected = "each postcode once for each constituency";
      throw new Problem("file-invalid", { file, where: postcodeAt(key, unit), expected });
    }
    seats.push(seat);
    const next = rowParts(rows[at + 1] ?? Number.POSITIVE_INFINITY);
    if (next.key === key && next.unit === unit) continue;

    if (sector?.key !== key) {
      sector = { key, units: [], places: [] };
      sectors.push(sector);
    }
    sector.units.push(unit);
    sector.places.push(placeOf(seats));
    seats = [];
  }
  return { sectors, places };
}

function* entriesOf(
  sectors: readonly SectorRows[],
  places: readonly string[],
): Generator<readonly [postcode: string, seats: readonly string[]]> {
  const placeSeats = places.map((codes) => codes.split(" "));
  for (const { key, units, places: placed } of sectors) {
    for (const [at, unit] of units.entries())
      yield [postcodeAt(key, unit), placeSeats[placed[at] ?? 0] ?? []];
  }
}

/** Header and sectors → the file (docs/data.md). */
function assemble(header: IndexHeader, sectors: readonly SectorRows[]): Uint8Array {
  const headerBytes = new TextEncoder().encode(`${JSON.stringify(header)}\n`);
  const blocks = sectors.map(sectorBytes);
  const tables = AT.header + headerBytes.length;
  const length = blocks.reduce((sum, block) => sum + block.length, tables + sectors.length * 8);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);

  bytes.set(new TextEncoder().encode(MAGIC), AT.magic);
  view.setUint32(AT.version, FORMAT_VERSION, true);
  view.setUint32(AT.length, length, true);
  view.setUint32(AT.headerLength, headerBytes.length, true);
  view.setUint32(AT.sectors, sectors.length, true);
  bytes.set(headerBytes, AT.header);
  const blocksAt = tables + sectors.length * 8;
  let offset = 0;
  for (const [at, block] of blocks.entries()) {
    view.setUint32(tables + at * 4, sectors[at]?.key ?? 0, true);
    view.setUint32(tables + (sectors.length + at) * 4, offset, true);
    bytes.set(block, blocksAt + offset);
    offset += block.length;
  }
  view.setUint32(AT.checksum, crc32(bytes, CHECKED_FROM), true);
  return bytes;
}

/** One sector: its places, the mask of its rows, the rows' masks bit to bit, and, for several places, the runs. */
function sectorBytes({ units, places }: SectorRows): Uint8Array {
  const local = localPlaces(places);
  const bytes: number[] = [local.length];
  for (const place of local) bytes.push(place & 0xff, place >>> 8);

  const masks = new Map<number, number>();
  for (const unit of units) {
    const row = Math.floor(unit / LETTERS);
    masks.set(row, (masks.get(row) ?? 0) | (1 << (unit % LETTERS)));
  }
  const present = [...masks.keys()].reduce((mask, row) => mask | (1 << row), 0);
  bytes.push(present & 0xff, (present >>> 8) & 0xff, present >>> 16);
  let carry = 0;
  let bits = 0;
  for (const mask of masks.values()) {
    carry |= mask << bits;
    for (bits += ROW_BITS; bits >= 8; bits -= 8, carry >>>= 8) bytes.push(carry & 0xff);
  }
  if (bits > 0) bytes.push(carry);

  if (local.length > 1) {
    for (let from = 0, to = 0; from < places.length; from = to) {
      while (to < places.length && places[to] === places[from]) to++;
      let value = (to - from - 1) * local.length + local.indexOf(places[from] ?? 0);
      for (; value >= 0x80; value = Math.floor(value / 0x80)) bytes.push((value % 0x80) + 0x80);
      bytes.push(value);
    }
  }
  return Uint8Array.from(bytes);
}

/** The places of a sector, most postcodes first, then by number. */
function localPlaces(places: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const place of places) counts.set(place, (counts.get(place) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || a - b).map(([place]) => place);
}
