// The bytes of data/postcodes.idx: what its builder writes and its reader reads (docs/data.md tells it in prose).
import { z } from "zod";
import { SEAT_CODE } from "./seat-code.ts";

/** The first eight bytes, so that nothing else is taken for an index. */
export const MAGIC = "POSTBAG\n";
export const FORMAT_VERSION = 1;

/** Byte positions of the fixed beginning; the JSON header follows it. All numbers are unsigned, low byte first. */
export const AT = {
  magic: 0,
  version: 8,
  length: 12,
  checksum: 16,
  headerLength: 20,
  sectors: 24,
  header: 28,
} as const;

/** The checksum covers everything behind itself. */
export const CHECKED_FROM = AT.headerLength;

/** Royal Mail ends postcodes in these 20 letters only. Bit n of a mask is the n-th. */
export const INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ";
/** Bits in the mask of one row: the postcodes of a sector that share their second-last letter. */
export const ROW_BITS = INWARD_LETTERS.length;

/**
 * What the file says about itself. `places` are what a postcode can be in, by number: one seat's code, or the codes
 * of several, a space between, where a postcode lies across a line. `digest` is the SHA-256 of its lines, in hex.
 */
export const indexHeader = z.object({
  source: z.string().min(1),
  date: z.string().min(1),
  licence: z.string().min(1),
  postcodes: z.number().int().positive(),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  places: z
    .array(z.string().refine((codes) => codes.split(" ").every((code) => SEAT_CODE.test(code))))
    .min(1)
    .max(0xffff),
});

export type IndexHeader = z.infer<typeof indexHeader>;

const KEY_CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const KEY_LENGTH = 5;
/** Stands behind a short sector, and sorts behind every character: a letter of the inward part comes there. */
const KEY_END = KEY_CHARACTERS.length;
const KEY_BASE = KEY_END + 1;

/**
 * A sector without its space ("SW1A1") as a number, or the lowest (`fill` 0) or highest (`fill` 36) number of those
 * that start so. Sorted numbers are sectors in the order of their postcodes without spaces.
 */
export function sectorKey(sector: string, fill: number = KEY_END): number {
  let key = 0;
  for (let at = 0; at < KEY_LENGTH; at++) {
    key = key * KEY_BASE + (at < sector.length ? KEY_CHARACTERS.indexOf(sector.charAt(at)) : fill);
  }
  return key;
}

/** The sector of a number, without its space: "SW1A1". */
export function sectorOfKey(key: number): string {
  let sector = "";
  for (let rest = key, at = 0; at < KEY_LENGTH; at++, rest = Math.floor(rest / KEY_BASE)) {
    sector = KEY_CHARACTERS.charAt(rest % KEY_BASE) + sector;
  }
  return sector;
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
