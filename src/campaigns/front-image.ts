// A card's front that is a picture: what is known of it once it is checked, ready for every way of drawing it.

/** At most this many bytes, and this many pixels: a front of 600 dots an inch is a fifth of that. */
export const LARGEST_BYTES = 8 * 1024 * 1024;
export const LARGEST_PIXELS = 40_000_000;

/** What the picture covers, mm: a card and the 3 mm that a print shop cuts off (paper/sizes.ts holds both). */
export const COVERED = { width: 154, height: 111 } as const;

/** Fewer dots an inch than this and edges look soft in the hand. */
export const LEAST_DPI = 200;

/** How stored pixels are turned and mirrored to be seen, as Exif counts; 1 is as they are. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** The pixels as a PDF holds them (ISO 32000-1 §8.9.5): `data` is embedded as it is, and no document decodes it again. */
export type Pixels = {
  readonly filter: "DCTDecode" | "FlateDecode";
  /** Stored size, before any turning. */
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  /** Values of a pixel: one is grey or an entry of the palette, three are red, green and blue. */
  readonly channels: 1 | 3;
  /** Three bytes an entry; null where the values are colours themselves. */
  readonly palette: Uint8Array | null;
  readonly data: Uint8Array;
};

/**
 * A picture that has been checked. Its bytes lie in shared memory: a letter that is handed to a worker thread takes
 * no copy of them along.
 */
export type FrontImage = {
  readonly type: "png" | "jpeg";
  /** Pixels as it is seen. */
  readonly width: number;
  readonly height: number;
  /** Dots an inch where it covers the card, rounded down. */
  readonly dpi: number;
  readonly orientation: Orientation;
  /** 32 hexadecimal digits of the file's SHA-256: the picture's name in addresses. */
  readonly hash: string;
  /** The file for pages: the pixels, without place, camera, comments and colour profiles. */
  readonly bytes: Uint8Array;
  readonly pixels: Pixels;
};

/** What somebody should know of a picture that can be used all the same. */
export type FrontImageWarning = { readonly kind: "low-dpi"; readonly dpi: number; readonly least: number };

/** Why a picture cannot be used: a phrase that follows "expected". */
export class RefusedImage extends Error {}

/** How many dots an inch a picture of this many pixels has where it covers the card, its middle kept. */
export function dpiOf(width: number, height: number): number {
  return Math.floor(Math.min(width / COVERED.width, height / COVERED.height) * 25.4);
}

/** What to say of a picture before it is printed. */
export function imageWarnings({ dpi }: Pick<FrontImage, "dpi">): FrontImageWarning[] {
  return dpi < LEAST_DPI ? [{ kind: "low-dpi", dpi, least: LEAST_DPI }] : [];
}

/** The address under which a page finds the picture. It names its content, so browsers may keep it for good. */
export function frontImageUrl({ hash, type }: Pick<FrontImage, "hash" | "type">): string {
  return `/fronts/${hash}.${type}`;
}

/** Pieces of a file as one, in memory that threads share. */
export function shared(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(new SharedArrayBuffer(pieces.reduce((sum, piece) => sum + piece.length, 0)));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** Throws a `RefusedImage` for a size that there is not, or that is too large to be opened. */
export function refuseSize(width: number, height: number): void {
  if (width < 1 || height < 1) throw new RefusedImage("a picture with width and height");
  if (width * height > LARGEST_PIXELS)
    throw new RefusedImage(
      `at most ${LARGEST_PIXELS / 1e6} megapixels, but this picture is ${width} × ${height}`,
    );
}
