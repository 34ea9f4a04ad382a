// Builds data/postcodes.idx out of a table of postcodes and constituencies: the same table, the same bytes.
import { Problem } from "../errors.ts";
import { digestOfEntries } from "./index-digest.ts";
import {
  AT,
  CHECKED_FROM,
  crc32,
  districtKey,
  FORMAT_VERSION,
  INWARD_LETTERS,
  type IndexHeader,
  MAGIC,
  MOST_PLACES,
  printHeader,
  ROW_BITS,
  sectorOfKey,
} from "./index-format.ts";
import { DIGIT_BITS } from "./index-frame.ts";
import { type Neighbour, seatsByNearness } from "./nearness.ts";
import { type PostcodeTable, postcodeAt, rowParts } from "./postcode-table.ts";

/** Where a table is from, of when, and under which licence: a sentence each, kept inside the index. */
export type TableOrigin = { readonly source: string; readonly date: string; readonly licence: string };

const LETTERS = INWARD_LETTERS.length;
/** What a sector's count of places can hold. Real sectors lie in five seats at most. */
const MOST_SECTOR_PLACES = 255;
/** Counts up to this stand in four bits. */
const FEW_PLACES = 15;

/** A sector's postcodes in order: the unit (sector-block.ts) of each, and the seats it lies in. */
type Sector = { readonly key: number; readonly units: number[]; readonly seats: (readonly string[])[] };

/** A sector's postcodes with the place of each. */
type PlacedSector = { readonly key: number; readonly units: number[]; readonly places: number[] };

/**
 * A table → the bytes of an index. `file` is the table's name in an error.
 *
 * Throws `Problem("file-invalid", { file, where, expected })` for what an index cannot hold.
 */
export function buildPostcodeIndex(table: PostcodeTable, origin: TableOrigin, file: string): Uint8Array {
  const refuse = (where: string, expected: string): Problem =>
    new Problem("file-invalid", { file, where, expected });
  const sectors = gather(table).map(withLikeliestFirst);
  const { places, placed } = numberPlaces(sectors, table.codes);
  if (places.length > MOST_PLACES) throw refuse("all lines", `at most ${MOST_PLACES} combinations of seats`);
  const crowded = placed.find((sector) => new Set(sector.places).size > MOST_SECTOR_PLACES);
  if (crowded !== undefined)
    throw refuse(sectorOfKey(crowded.key), `a sector in at most ${MOST_SECTOR_PLACES} places`);

  const header: IndexHeader = {
    source: origin.source,
    date: origin.date,
    licence: origin.licence,
    postcodes: sectors.reduce((sum, { units }) => sum + units.length, 0),
    digest: digestOfEntries(entriesOf(sectors)),
    places,
  };
  return assemble(header, placed);
}

/** Sorted rows → sectors, in the order of postcodes without spaces. */
function gather({ rows, codes }: PostcodeTable): Sector[] {
  const sectors: Sector[] = [];
  // Nearly all postcodes lie in one seat: one list for each seat serves them all.
  const alone = codes.map((code): readonly string[] => [code]);
  let sector: Sector | undefined;
  for (const row of rows) {
    const { key, unit, seat } = rowParts(row);
    const seats = alone[seat] ?? [];
    if (sector?.key !== key) {
      sector = { key, units: [], seats: [] };
      sectors.push(sector);
    }
    const last = sector.units.length - 1;
    if (sector.units[last] === unit) {
      sector.seats[last] = [...(sector.seats[last] ?? []), ...seats];
    } else {
      sector.units.push(unit);
      sector.seats.push(seats);
    }
  }
  return sectors;
}

/** The sector with the seats of each postcode across a line in the order of their likelihood. */
function withLikeliestFirst({ key, units, seats }: Sector): Sector {
  if (seats.every(({ length }) => length === 1)) return { key, units, seats };
  const neighbours = units.map((unit, at): Neighbour => [unit, seats[at] ?? []]);
  const ordered = neighbours.map(([unit, own]) => {
    if (own.length === 1) return own;
    return seatsByNearness(unit, neighbours).filter((seat) => own.includes(seat));
  });
  return { key, units, seats: ordered };
}

/** Numbers what postcodes can be in: the single seats first, by code, then seats together as they come. */
function numberPlaces(
  sectors: readonly Sector[],
  codes: readonly string[],
): { places: string[]; placed: PlacedSector[] } {
  const numbers = new Map(codes.map((code, at) => [code, at]));
  const placed = sectors.map(({ key, units, seats }) => ({
    key,
    units,
    places: seats.map((own) => {
      const name = own.length === 1 ? (own[0] ?? "") : own.join(" ");
      const number = numbers.get(name) ?? numbers.size;
      numbers.set(name, number);
      return number;
    }),
  }));
  return { places: [...numbers.keys()], placed };
}

function* entriesOf(
  sectors: readonly Sector[],
): Generator<readonly [postcode: string, seats: readonly string[]]> {
  for (const { key, units, seats } of sectors) {
    for (const [at, unit] of units.entries()) yield [postcodeAt(key, unit), seats[at] ?? []];
  }
}

/** Header and sectors → the file (docs/data.md). */
function assemble(header: IndexHeader, sectors: readonly PlacedSector[]): Uint8Array {
  const groups = groupByDistrict(sectors);
  const headerBytes = new TextEncoder().encode(printHeader(header));
  const keysAt = AT.header + headerBytes.length;
  const startsAt = keysAt + groups.length * 4;
  const groupsAt = startsAt + groups.length * 4;
  const length = groups.reduce((sum, { bytes }) => sum + bytes.length, groupsAt);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);

  bytes.set(new TextEncoder().encode(MAGIC), AT.magic);
  view.setUint32(AT.version, FORMAT_VERSION, true);
  view.setUint32(AT.length, length, true);
  view.setUint32(AT.headerLength, headerBytes.length, true);
  view.setUint32(AT.districts, groups.length, true);
  bytes.set(headerBytes, AT.header);
  let start = 0;
  for (const [at, group] of groups.entries()) {
    view.setUint32(keysAt + at * 4, (group.key << DIGIT_BITS) | group.digits, true);
    view.setUint32(startsAt + at * 4, start, true);
    bytes.set(group.bytes, groupsAt + start);
    start += group.bytes.length;
  }
  view.setUint32(AT.checksum, crc32(bytes, CHECKED_FROM), true);
  return bytes;
}

/** Sectors → districts in the order of their keys: which digits they have sectors for, the lengths of their blocks, the blocks. */
function groupByDistrict(
  sectors: readonly PlacedSector[],
): { key: number; digits: number; bytes: readonly number[] }[] {
  const byKey = new Map<number, { digits: number; lengths: number[]; blocks: number[] }>();
  for (const sector of sectors) {
    const text = sectorOfKey(sector.key);
    const key = districtKey(text, text.length - 1);
    const group = byKey.get(key) ?? { digits: 0, lengths: [], blocks: [] };
    byKey.set(key, group);
    const block = sectorBytes(sector);
    group.digits |= 1 << Number(text.slice(-1));
    group.lengths.push(...varint(block.length));
    group.blocks.push(...block);
  }
  return [...byKey]
    .sort(([a], [b]) => a - b)
    .map(([key, { digits, lengths, blocks }]) => ({ key, digits, bytes: [...lengths, ...blocks] }));
}

/** One sector: the mask of its rows, its places, the rows' masks bit to bit, and, for several places, the runs. */
function sectorBytes({ units, places }: PlacedSector): number[] {
  const local = localPlaces(places);
  const masks = new Map<number, number>();
  for (const unit of units) {
    const row = Math.floor(unit / LETTERS);
    masks.set(row, (masks.get(row) ?? 0) | (1 << (unit % LETTERS)));
  }
  const rows = [...masks.keys()].reduce((mask, row) => mask | (1 << row), 0);
  const few = local.length <= FEW_PLACES;
  const bytes = [rows & 0xff, (rows >>> 8) & 0xff, (rows >>> 16) | ((few ? local.length : 0) << 4)];
  if (!few) bytes.push(local.length);
  for (const place of local) bytes.push(place & 0xff, place >>> 8);

  let carry = 0;
  let bits = 0;
  for (const mask of masks.values()) {
    carry |= mask << bits;
    for (bits += ROW_BITS; bits >= 8; bits -= 8, carry >>>= 8) bytes.push(carry & 0xff);
  }
  if (bits > 0) bytes.push(carry);

  if (local.length === 1) return bytes;
  for (let from = 0, to = 0; from < places.length; from = to) {
    while (to < places.length && places[to] === places[from]) to++;
    bytes.push(...varint((to - from - 1) * local.length + local.indexOf(places[from] ?? 0)));
  }
  return bytes;
}

/** The places of a sector, most postcodes first, then by number. */
function localPlaces(places: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const place of places) counts.set(place, (counts.get(place) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || a - b).map(([place]) => place);
}

/** A number in groups of seven bits, the low group first; the top bit of a byte says that another follows. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest];
}
