// Bytes that somebody hands in as a card's front → a picture that can be printed, or why not. The type is found by content.
import { createHash } from "node:crypto";
import {
  dpiOf,
  type FrontImage,
  type FrontImageWarning,
  imageWarnings,
  LARGEST_BYTES,
  RefusedImage,
} from "../front-image.ts";
import { isJpeg, readJpeg } from "./read-jpeg.ts";
import { isPng, readPng } from "./read-png.ts";

/** `reason` is a phrase that follows "expected"; `width` and `height` are in pixels, as the picture is seen. */
export type FrontImageCheck =
  | {
      readonly ok: true;
      readonly type: FrontImage["type"];
      readonly width: number;
      readonly height: number;
      readonly dpi: number;
      readonly warnings: readonly FrontImageWarning[];
      readonly image: FrontImage;
    }
  | { readonly ok: false; readonly reason: string };

/** What else people hand in, by how it begins. */
const OTHERS: readonly (readonly [begins: RegExp, name: string])[] = [
  [/^(?:\ufeff|ï»¿)?\s*<(?:\?xml|svg|!--|!DOCTYPE svg)/i, "an SVG drawing"],
  [/^GIF8/, "a GIF"],
  [/^RIFF.{4}WEBP/s, "a WebP picture"],
  [/^%PDF/, "a PDF"],
  [/^(?:II\*\0|MM\0\*)/, "a TIFF picture"],
  [/^BM/, "a Windows bitmap"],
  [/^.{4}ftyp(?:heic|heix|mif1|avif)/s, "a HEIC or AVIF picture"],
  [/^8BPS/, "a Photoshop file"],
];

/**
 * What was found of the pictures looked at last, by their hash: the same one is checked for every preview while somebody types, and a
 * large one takes seconds. What a check says of some bytes never changes.
 */
const found = new Map<string, FrontImageCheck>();
const MOST_FOUND = 4;

/**
 * Checks a picture to the last byte: it is inflated or walked through once, never beyond what its header promises. Takes a tenth
 * of a second for a card at 300 dots an inch, and next to nothing where it is one of the last few; the bytes given are not kept.
 */
export function checkFrontImage(given: Uint8Array): FrontImageCheck {
  if (given.length > LARGEST_BYTES)
    return {
      ok: false,
      reason: `at most ${LARGEST_BYTES / 1024 / 1024} MB, but this file has more`,
    };
  // Node's own kind of bytes slices otherwise than others do.
  const bytes = new Uint8Array(given.buffer, given.byteOffset, given.byteLength);
  const hash = hashOf(bytes);
  const check = found.get(hash) ?? checkAnew(bytes, hash.slice(0, 32));
  keep(hash, check);
  return check;
}

/** Takes note of what another thread's check said of some bytes, so that the next check of them here takes no time. */
export function rememberCheck(bytes: Uint8Array, check: FrontImageCheck): void {
  keep(hashOf(bytes), check);
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function keep(hash: string, check: FrontImageCheck): void {
  found.delete(hash);
  found.set(hash, check);
  for (const old of [...found.keys()].slice(0, -MOST_FOUND)) found.delete(old);
}

function checkAnew(bytes: Uint8Array, hash: string): FrontImageCheck {
  try {
    const image = read(bytes, hash);
    const { type, width, height, dpi } = image;
    return { ok: true, type, width, height, dpi, warnings: imageWarnings(image), image };
  } catch (error) {
    if (error instanceof RefusedImage) return { ok: false, reason: error.message };
    throw error;
  }
}

function read(bytes: Uint8Array, hash: string): FrontImage {
  const type = isPng(bytes) ? "png" : isJpeg(bytes) ? "jpeg" : null;
  if (type === null) throw new RefusedImage(`a PNG or JPEG picture, but this is ${otherKind(bytes)}`);
  const picture = type === "png" ? readPng(bytes) : readJpeg(bytes);
  const { pixels, orientation } = picture;
  const lies = orientation > 4;
  const [width, height] = lies ? [pixels.height, pixels.width] : [pixels.width, pixels.height];
  return { type, width, height, dpi: dpiOf(width, height), hash, ...picture };
}

function otherKind(bytes: Uint8Array): string {
  if (bytes.length === 0) return "empty";
  const head = String.fromCharCode(...bytes.subarray(0, 64));
  return OTHERS.find(([begins]) => begins.test(head))?.[1] ?? "neither";
}
