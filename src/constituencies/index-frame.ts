// The frame of data/postcodes.idx around its sectors: the fixed beginning, the header, the directory of districts.
import { Problem } from "../errors.ts";
import { AT, FORMAT_VERSION, type IndexHeader, MAGIC, readHeader } from "./index-format.ts";

/** Bits of a directory's key below the district's own: the mask of the digits of its sectors. */
export const DIGIT_BITS = 10;

/** Where an index has its parts, as byte positions, and how many districts it has. */
export type IndexFrame = {
  readonly header: IndexHeader;
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly districts: number;
  readonly keysAt: number;
  readonly startsAt: number;
  readonly groupsAt: number;
};

/** Reads the frame. Throws `Problem("file-invalid", { file, where, expected })` where it does not fit together. */
export function readFrame(bytes: Uint8Array, file: string): IndexFrame {
  const refuse = (at: number, expected: string): Problem =>
    new Problem("file-invalid", { file, where: `byte ${at}`, expected });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const number = (at: number): number => view.getUint32(at, true);

  if (bytes.length < AT.header || new TextDecoder().decode(bytes.subarray(0, AT.version)) !== MAGIC) {
    throw refuse(AT.magic, "a postcode index of Postbag");
  }
  if (number(AT.version) !== FORMAT_VERSION) {
    throw refuse(AT.version, `format ${FORMAT_VERSION}, not ${number(AT.version)}`);
  }
  if (number(AT.length) !== bytes.length) throw refuse(bytes.length, `a file of ${number(AT.length)} bytes`);
  const districts = number(AT.districts);
  const keysAt = AT.header + number(AT.headerLength);
  const startsAt = keysAt + districts * 4;
  const groupsAt = startsAt + districts * 4;
  const header =
    groupsAt > bytes.length
      ? undefined
      : readHeader(new TextDecoder().decode(bytes.subarray(AT.header, keysAt)));
  if (header === undefined) throw refuse(AT.header, "a header with source, date, licence, digest and seats");
  return { header, bytes, view, districts, keysAt, startsAt, groupsAt };
}

/** The key of the n-th district (`districtKey`). */
export function keyOfDistrict({ view, keysAt }: IndexFrame, district: number): number {
  return view.getUint32(keysAt + district * 4, true) >>> DIGIT_BITS;
}

/** The mask of the digits that the n-th district has sectors for. */
function digitsOfDistrict({ view, keysAt }: IndexFrame, district: number): number {
  return view.getUint32(keysAt + district * 4, true) & ((1 << DIGIT_BITS) - 1);
}

/** The number of the first district whose key is not below this one. */
export function firstDistrictFrom(frame: IndexFrame, key: number): number {
  let low = 0;
  let high = frame.districts;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keyOfDistrict(frame, middle) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The byte at which a sector's block starts; −1 where the index holds none of the sector. Allocates nothing. */
export function findBlock(frame: IndexFrame, key: number, digit: number): number {
  const district = firstDistrictFrom(frame, key);
  if (district === frame.districts || keyOfDistrict(frame, district) !== key) return -1;
  return blockStart(frame, district, digit);
}

/**
 * The byte at which the block of the n-th district's sector starts; −1 where it has none. The lengths of a district's
 * blocks stand before them, a byte each, or two with the low seven bits first.
 */
export function blockStart(frame: IndexFrame, district: number, digit: number): number {
  const { bytes, view, startsAt, groupsAt } = frame;
  let digits = digitsOfDistrict(frame, district);
  if ((digits & (1 << digit)) === 0) return -1;
  let at = groupsAt + view.getUint32(startsAt + district * 4, true);
  let before = 0;
  for (let other = 0; digits > 0; other++, digits >>>= 1) {
    if ((digits & 1) === 0) continue;
    let length = bytes[at++] ?? 0;
    if (length >= 0x80) length = (length & 0x7f) | ((bytes[at++] ?? 0) << 7);
    if (other < digit) before += length;
  }
  return at + before;
}
