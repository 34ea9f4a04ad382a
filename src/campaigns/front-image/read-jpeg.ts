// Reads a JPEG (ITU-T T.81) part by part to its end: what it is, how it is turned, and nothing kept but its picture.
import { type Orientation, type Pixels, RefusedImage, refuseSize, shared } from "../front-image.ts";

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP1 = 0xe1;

/** Kept: tables, frames, scans, JFIF and Adobe's word on the colours. Left out: Exif, profiles, thumbnails, comments. */
const KEPT = new Set([0xc0, 0xc1, 0xc2, 0xc4, 0xdb, 0xdd, SOS, 0xe0, 0xee]);

/** Frames that browsers and PDF both draw: baseline, extended and progressive, Huffman-coded. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2]);

/** Frames that they do not: lossless, hierarchical and arithmetic-coded. */
const OTHER_FRAMES = new Set([0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);

/** Whether bytes begin as a JPEG does. */
export function isJpeg(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === SOI && bytes[2] === 0xff;
}

/** Reads a JPEG. Throws a `RefusedImage`. */
export function readJpeg(bytes: Uint8Array): {
  readonly bytes: Uint8Array;
  readonly pixels: Pixels;
  readonly orientation: Orientation;
} {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let frame: { width: number; height: number; channels: 1 | 3 } | null = null;
  let orientation: Orientation | null = null;
  let scans = 0;
  let at = 2;
  for (;;) {
    const marker = markerAt(at);
    if (marker === EOI) break;
    const length = at + 4 <= bytes.length ? view.getUint16(at + 2) : 0;
    let end = at + 2 + length;
    if (length < 2 || end > bytes.length) throw endsEarly();
    if (OTHER_FRAMES.has(marker))
      throw new RefusedImage("a JPEG as cameras and browsers write it, but this is a rare kind");
    if (FRAMES.has(marker)) {
      if (frame !== null) throw damaged();
      frame = readFrame(at + 4, length - 2);
    }
    if (marker === APP1) orientation ??= orientationOf(bytes.subarray(at + 4, end));
    if (marker === SOS) {
      if (frame === null) throw damaged();
      scans += 1;
      end = endOfScan(end);
    }
    if (KEPT.has(marker)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  if (frame === null || scans === 0) throw damaged();
  const data = shared([...kept, Uint8Array.of(0xff, EOI)]);
  const pixels: Pixels = { ...frame, filter: "DCTDecode", bits: 8, palette: null, data };
  return { bytes: data, pixels, orientation: orientation ?? 1 };

  /** The marker at a place, any number of 0xff before it skipped: `at` then stands on the last of them. */
  function markerAt(from: number): number {
    if (from < bytes.length && bytes[from] !== 0xff) throw damaged();
    while (bytes[at + 1] === 0xff) at += 1;
    const marker = bytes[at + 1];
    if (marker === undefined) throw endsEarly();
    return marker;
  }

  function readFrame(from: number, length: number) {
    const count = length >= 6 ? view.getUint8(from + 5) : 0;
    if (count === 0 || length < 6 + count * 3) throw damaged();
    const [height, width] = [view.getUint16(from + 1), view.getUint16(from + 3)];
    refuseSize(width, height);
    if (count === 4) throw new RefusedImage("a JPEG in RGB, but this one is in CMYK");
    if (count !== 1 && count !== 3) throw damaged();
    if (view.getUint8(from) !== 8) throw new RefusedImage("a JPEG of 8 bits a colour, but this one has more");
    return { width, height, channels: count } as const;
  }

  /** Where the coded data behind a scan's header ends: at the next marker that is no restart and no stuffing. */
  function endOfScan(from: number): number {
    for (let next = bytes.indexOf(0xff, from); next !== -1; next = bytes.indexOf(0xff, next + 1)) {
      const marker = bytes[next + 1];
      if (marker === undefined) break;
      if (marker === 0xff || marker === 0 || (marker >= 0xd0 && marker <= 0xd7)) continue;
      return next;
    }
    throw endsEarly();
  }
}

/** The orientation that an Exif part states; null where it is no Exif or states none that there is. */
function orientationOf(part: Uint8Array): Orientation | null {
  if (String.fromCharCode(...part.subarray(0, 6)) !== "Exif\0\0" || part.length < 14) return null;
  const view = new DataView(part.buffer, part.byteOffset + 6, part.byteLength - 6);
  const little = view.getUint16(0) === 0x4949;
  const first = view.getUint32(4, little);
  if (first + 2 > view.byteLength) return null;
  const entries = view.getUint16(first, little);
  for (let entry = first + 2; entry < first + 2 + entries * 12 && entry + 12 <= view.byteLength; entry += 12)
    if (view.getUint16(entry, little) === 0x0112) return known(view.getUint16(entry + 8, little));
  return null;
}

function known(value: number): Orientation | null {
  return ([1, 2, 3, 4, 5, 6, 7, 8] as const).find((each) => each === value) ?? null;
}

function damaged(): RefusedImage {
  return new RefusedImage("a JPEG that can be read, but this one is damaged");
}

function endsEarly(): RefusedImage {
  return new RefusedImage("a whole JPEG, but this one ends too early");
}
