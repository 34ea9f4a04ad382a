// Reads a PNG (W3C PNG, third edition) to the last byte: its parts, its checksums, and as many pixels as its header promises.
import { crc32, deflateSync, inflateSync } from "node:zlib";
import { type Orientation, type Pixels, RefusedImage, refuseSize, shared } from "../front-image.ts";
import { filteredRgb, type PngHeader, rawLength, rowsOf } from "./png-pixels.ts";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** What of a PNG says how its pixels look: all that is read, and kept. Comments, dates and colour profiles are not among it. */
const NEEDED = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND"];

/** Bits of a sample that each colour type can have. */
const BITS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/** Whether bytes begin as a PNG does. */
export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, at) => bytes[at] === byte);
}

/**
 * Reads a PNG. What a PDF can hold as it is, is kept as it is; anything clear, interlaced or of 16 bits is made
 * into plain red, green and blue on white. Throws a `RefusedImage`.
 */
export function readPng(bytes: Uint8Array): {
  readonly bytes: Uint8Array;
  readonly pixels: Pixels;
  readonly orientation: Orientation;
} {
  const chunks = readChunks(bytes);
  const header = readHeader(chunks[0]);
  refuseSize(header.width, header.height);
  const all = (name: string) => chunks.filter((chunk) => chunk.name === name);
  // Other colour types may carry them, and have no use for them.
  const palettes = header.colour === 3 ? all("PLTE") : [];
  const clears = header.colour <= 3 ? all("tRNS") : [];
  const palette = palettes[0]?.data ?? null;
  const clear = clears[0]?.data ?? null;
  if (all("IHDR").length > 1 || palettes.length > 1 || clears.length > 1) throw damaged();
  if (header.colour === 3 && !isPalette(palette, header.bits)) throw damaged();
  if (clear !== null && !fitsColours(clear, header.colour, palette)) throw damaged();
  const idat = all("IDAT").map(({ data }) => data);
  const raw = inflate(idat, rawLength(header));
  if (rowsOf(header).some(({ start, length, rows }) => !knownFilters(raw, start, length, rows)))
    throw damaged();

  const { width, height, bits, colour, interlaced } = header;
  const plain = (colour === 0 || colour === 2 || colour === 3) && bits <= 8 && clear === null && !interlaced;
  const size = { filter: "FlateDecode", width, height } as const;
  const pixels: Pixels = plain
    ? {
        ...size,
        bits,
        channels: colour === 2 ? 3 : 1,
        palette: colour === 3 ? palette : null,
        data: shared(idat),
      }
    : {
        ...size,
        bits: 8,
        channels: 3,
        palette: null,
        data: shared([deflateSync(filteredRgb(header, raw, palette, clear))]),
      };
  const kept = [...all("IHDR"), ...palettes, ...clears, ...all("IDAT"), ...all("IEND")];
  const bare = [Uint8Array.from(SIGNATURE), ...kept.map(({ whole }) => whole)];
  return { bytes: shared(bare), pixels, orientation: 1 };
}

/** Whether data is a palette of three bytes an entry, none of which is out of a pixel's reach. */
function isPalette(data: Uint8Array | null, bits: number): boolean {
  return data !== null && data.length > 0 && data.length % 3 === 0 && data.length <= 3 * 2 ** bits;
}

/** Whether tRNS says one colour of two bytes a sample, or how clear entries of the palette are. */
function fitsColours(clear: Uint8Array, colour: number, palette: Uint8Array | null): boolean {
  if (palette !== null) return clear.length <= palette.length / 3;
  return clear.length === (colour === 2 ? 6 : 2);
}

type Chunk = { readonly name: string; readonly data: Uint8Array; readonly whole: Uint8Array };

function readChunks(bytes: Uint8Array): Chunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const end = at + 12 + length;
    if (end > bytes.length) break;
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) throw damaged();
    chunks.push({ name, data: bytes.slice(at + 8, end - 4), whole: bytes.subarray(at, end) });
    if (name === "IEND") return chunks;
    // A capital says that the picture cannot be drawn without it.
    if (/^[A-Z]/.test(name) && !NEEDED.includes(name)) throw damaged();
    at = end;
  }
  throw endsEarly();
}

function readHeader(chunk: Chunk | undefined): PngHeader {
  if (chunk?.name !== "IHDR" || chunk.data.length !== 13) throw damaged();
  const view = new DataView(chunk.data.buffer);
  const [bits, colour, compression, filter, interlace] = [8, 9, 10, 11, 12].map((at) => view.getUint8(at));
  if (bits === undefined || colour === undefined || BITS[colour]?.includes(bits) !== true) throw damaged();
  if (compression !== 0 || filter !== 0 || interlace === undefined || interlace > 1) throw damaged();
  return { width: view.getUint32(0), height: view.getUint32(4), bits, colour, interlaced: interlace === 1 };
}

/** Inflates the pixels, and stops where there are more of them than the header promises. */
function inflate(pieces: readonly Uint8Array[], length: number): Uint8Array {
  let raw: Uint8Array;
  try {
    raw = inflateSync(Buffer.concat(pieces), { maxOutputLength: length });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ERR_BUFFER_TOO_LARGE")
      throw new RefusedImage("a PNG of the size that its header says, but this one holds more");
    if (code === "Z_BUF_ERROR") throw endsEarly();
    if (typeof code === "string" && code.startsWith("Z_")) throw damaged();
    throw error;
  }
  if (raw.length < length) throw endsEarly();
  return raw;
}

/** Whether each row of a pass begins with a filter that there is. */
function knownFilters(raw: Uint8Array, start: number, length: number, rows: number): boolean {
  for (let row = 0; row < rows; row++) if ((raw[start + row * length] ?? 5) > 4) return false;
  return true;
}

function damaged(): RefusedImage {
  return new RefusedImage("a PNG that can be read, but this one is damaged");
}

function endsEarly(): RefusedImage {
  return new RefusedImage("a whole PNG, but this one ends too early");
}
