// Pictures for tests: PNGs made here pixel by pixel, hostile ones too, and small files that another program made.
import { readFileSync } from "node:fs";
import { crc32, deflateSync } from "node:zlib";
import { checkFrontImage } from "../../src/campaigns/front-image/check-front-image.ts";
import type { FrontImage } from "../../src/campaigns/front-image.ts";

/**
 * A picture of 24 × 16 pixels from `test/fixtures/front-images/`, made by ImageMagick. The PNGs have red 10x, green 15y and blue 128,
 * and the clear ones half of it from column 12 on; the JPEGs are red on the left, blue on the right, green at the top left.
 */
export function pictureFile(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../fixtures/front-images/${name}`, import.meta.url)));
}

/** A part of a PNG file: its length, name, data and checksum. */
export function pngChunk(name: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** The first part of a PNG. */
export function pngHeader(width: number, height: number, bits = 8, colour = 2, interlace = 0): Uint8Array {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([bits, colour, 0, 0, interlace], 8);
  return pngChunk("IHDR", data);
}

/** A PNG file of these parts. */
export function pngFile(...parts: readonly Uint8Array[]): Uint8Array {
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  return new Uint8Array(Buffer.concat([Uint8Array.from(signature), ...parts]));
}

export const PNG_END = pngChunk("IEND", new Uint8Array());

/** A PNG of 8-bit red, green and blue: `colour` gives each pixel's. */
export function makePng(
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly [red: number, green: number, blue: number],
): Uint8Array {
  const rows = new Uint8Array(height * (1 + width * 3));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows.set(colour(x, y), y * (1 + width * 3) + 1 + x * 3);
  return pngFile(pngHeader(width, height), pngChunk("IDAT", deflateSync(rows)), PNG_END);
}

/** A PNG that grows clear from left to right, in 8-bit red, green, blue and alpha. */
export function makeFadingPng(width: number, height: number): Uint8Array {
  const rows = new Uint8Array(height * (1 + width * 4));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const fade = 255 - Math.floor((x * 256) / width);
      rows.set([180, Math.floor((y * 256) / height), 40, fade], y * (1 + width * 4) + 1 + x * 4);
    }
  }
  return pngFile(pngHeader(width, height, 8, 6), pngChunk("IDAT", deflateSync(rows)), PNG_END);
}

/** A picture whose edges, corners and middle can be told apart, of the shape given. */
export function makeTestCard(width: number, height: number): Uint8Array {
  const at = (x: number, y: number) => [Math.floor((x * 8) / width), Math.floor((y * 8) / height)] as const;
  return makePng(width, height, (x, y) => {
    const [column, row] = at(x, y);
    if (column < 2 && row < 2) return [20, 160, 60];
    return (column + row) % 2 === 0 ? [200, 30, 60] : [30, 60, 200 - 20 * row];
  });
}

/** The same JPEG with an Exif part that states an orientation. */
export function turnedJpeg(jpeg: Uint8Array, orientation: number, littleEndian = false): Uint8Array {
  const tiff = Buffer.alloc(26);
  const [u16, u32] = littleEndian
    ? ([tiff.writeUInt16LE, tiff.writeUInt32LE] as const)
    : ([tiff.writeUInt16BE, tiff.writeUInt32BE] as const);
  tiff.write(littleEndian ? "II" : "MM", 0, "latin1");
  u16.call(tiff, 42, 2);
  u32.call(tiff, 8, 4);
  u16.call(tiff, 1, 8);
  u16.call(tiff, 0x0112, 10);
  u16.call(tiff, 3, 12);
  u32.call(tiff, 1, 14);
  u16.call(tiff, orientation, 18);
  return withSegment(jpeg, 0xe1, Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff]));
}

/** A JPEG with one more segment right after its start. */
export function withSegment(jpeg: Uint8Array, marker: number, data: Uint8Array): Uint8Array {
  const head = Buffer.alloc(4);
  head.set([0xff, marker]);
  head.writeUInt16BE(data.length + 2, 2);
  return new Uint8Array(Buffer.concat([jpeg.subarray(0, 2), head, data, jpeg.subarray(2)]));
}

/** A picture checked and ready; throws where it is refused. */
export function frontImage(bytes: Uint8Array): FrontImage {
  const checked = checkFrontImage(bytes);
  if (!checked.ok) throw new Error(checked.reason);
  return checked.image;
}
