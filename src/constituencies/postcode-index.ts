// Reads data/postcodes.idx: does this postcode exist, and which constituency is it in. Pure: bytes in, answers out.
import { Problem } from "../errors.ts";
import { compact, type Postcode } from "../postcode/postcode.ts";
import {
  AT,
  CHECKED_FROM,
  crc32,
  FORMAT_VERSION,
  type IndexHeader,
  indexHeader,
  MAGIC,
  sectorKey,
  sectorOfKey,
} from "./index-format.ts";
import { openSector, placeOf, postcodesOf, runsOf, type SectorBlock } from "./sector-block.ts";

/** An opened index. Seats are GSS codes; the lists of a sector, district or area begin with the seat of most postcodes. */
export type PostcodeIndex = {
  readonly header: IndexHeader;
  /** How many sectors it holds, and how many of them lie in one seat. */
  countSectors(): { readonly all: number; readonly inOneSeat: number };
  /** The seats a postcode lies in: one, several where it lies across a line, none where the index does not hold it. */
  seatsOf(postcode: Postcode): readonly string[];
  /** The seats of a sector, "SW1A 1"; empty where the index holds none of it. */
  seatsOfSector(sector: string): readonly string[];
  /** The seats of a district, "SW1A"; empty where the index holds none of it. */
  seatsOfDistrict(district: string): readonly string[];
  /** The seats of an area, "SW"; empty where the index holds none of it. */
  seatsOfArea(area: string): readonly string[];
  /** Every postcode in its printed form with its seats, sorted by postcode without its space. */
  entries(): Iterable<readonly [postcode: string, seats: readonly string[]]>;
};

/**
 * Opens an index over its bytes, which it keeps and never changes. Nothing is decoded beyond what is asked for.
 *
 * Throws `Problem("file-invalid", { file, where, expected })` for bytes that are cut off, altered or something else;
 * `file` is the name to say then.
 */
export function openPostcodeIndex(bytes: Uint8Array, file: string): PostcodeIndex {
  const { header, view, keysAt, sectorCount, offsetsAt, bodiesAt } = readFrame(bytes, file);
  const placeSeats: readonly (readonly string[])[] = header.places.map((codes) => codes.split(" "));

  const keyOf = (sector: number): number => view.getUint32(keysAt + sector * 4, true);
  const blockOf = (sector: number): SectorBlock =>
    openSector(view, bodiesAt + view.getUint32(offsetsAt + sector * 4, true));

  /** The number of the first sector whose key is not below this one. */
  function firstFrom(key: number): number {
    let low = 0;
    let high = sectorCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (keyOf(middle) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The number of a sector given without its space; empty where the index holds none of it. */
  function find(sector: string): number[] {
    const key = sectorKey(sector);
    const at = firstFrom(key);
    return at < sectorCount && keyOf(at) === key ? [at] : [];
  }

  function seatsByCount(sectors: Iterable<number>): readonly string[] {
    const counts = new Map<string, number>();
    for (const sector of sectors) {
      for (const [place, length] of runsOf(blockOf(sector))) {
        for (const code of placeSeats[place] ?? []) counts.set(code, (counts.get(code) ?? 0) + length);
      }
    }
    return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([code]) => code);
  }

  return {
    header,
    countSectors() {
      let inOneSeat = 0;
      for (let sector = 0; sector < sectorCount; sector++) {
        const places = blockOf(sector).places.flatMap((place) => placeSeats[place] ?? []);
        if (new Set(places).size === 1) inOneSeat++;
      }
      return { all: sectorCount, inOneSeat };
    },
    seatsOf(postcode) {
      const text = compact(postcode);
      const [sector] = find(text.slice(0, -2));
      const place = sector === undefined ? undefined : placeOf(blockOf(sector), text.slice(-2));
      return (place === undefined ? undefined : placeSeats[place]) ?? [];
    },
    seatsOfSector: (sector) => seatsByCount(find(sector.replace(" ", ""))),
    seatsOfDistrict: (district) => seatsByCount([..."0123456789"].flatMap((digit) => find(district + digit))),
    seatsOfArea(area) {
      const from = firstFrom(sectorKey(`${area}0`, 0));
      const to = firstFrom(sectorKey(`${area}9`) + 1);
      return seatsByCount(Array.from({ length: to - from }, (_, at) => from + at));
    },
    *entries() {
      for (let sector = 0; sector < sectorCount; sector++) {
        const text = sectorOfKey(keyOf(sector));
        const beginning = `${text.slice(0, -1)} ${text.slice(-1)}`;
        for (const [letters, place] of postcodesOf(blockOf(sector))) {
          yield [beginning + letters, placeSeats[place] ?? []] as const;
        }
      }
    },
  };
}

type Frame = {
  header: IndexHeader;
  view: DataView;
  keysAt: number;
  sectorCount: number;
  offsetsAt: number;
  bodiesAt: number;
};

/** Checks an index from its first byte to its checksum, and finds its tables. */
function readFrame(bytes: Uint8Array, file: string): Frame {
  const refuse = (at: number, expected: string): Problem =>
    new Problem("file-invalid", { file, where: `byte ${at}`, expected });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

  if (bytes.length < AT.header || new TextDecoder().decode(bytes.subarray(0, AT.version)) !== MAGIC) {
    throw refuse(AT.magic, "a postcode index of Postbag");
  }
  const version = view.getUint32(AT.version, true);
  if (version !== FORMAT_VERSION) throw refuse(AT.version, `format ${FORMAT_VERSION}, not ${version}`);
  const length = view.getUint32(AT.length, true);
  if (length !== bytes.length) throw refuse(bytes.length, `a file of ${length} bytes`);
  if (view.getUint32(AT.checksum, true) !== crc32(bytes, CHECKED_FROM)) {
    throw refuse(AT.checksum, "the checksum of all that follows: the file was altered");
  }

  const sectorCount = view.getUint32(AT.sectors, true);
  const keysAt = AT.header + view.getUint32(AT.headerLength, true);
  const offsetsAt = keysAt + sectorCount * 4;
  const bodiesAt = offsetsAt + sectorCount * 4;
  const header = bodiesAt > length ? undefined : readHeader(bytes.subarray(AT.header, keysAt));
  if (header === undefined) throw refuse(AT.header, "a header with source, date, licence, digest and places");
  return { header, view, keysAt, sectorCount, offsetsAt, bodiesAt };
}

function readHeader(bytes: Uint8Array): IndexHeader | undefined {
  try {
    return indexHeader.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
}
