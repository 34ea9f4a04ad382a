// The pixels of a PNG whose rows are inflated: filters taken off, passes put together, on white, as red, green and blue.

/** What the file's header says; `colour` is PNG's own number of the colour type, `bits` those of one sample. */
export type PngHeader = {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly colour: number;
  readonly interlaced: boolean;
};

/** A pass over the picture: where its rows start, the bytes of each with its filter, and which pixels they are. */
export type Pass = {
  readonly start: number;
  readonly length: number;
  readonly rows: number;
  readonly columns: number;
  readonly x: number;
  readonly y: number;
  readonly stepX: number;
  readonly stepY: number;
};

/** Samples of a pixel by colour type. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

const WHOLE = [[0, 0, 1, 1]] as const;

/** Adam7: first column and row of each pass, and the steps between its pixels (PNG §8.2). */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

function bitsOfPixel({ colour, bits }: PngHeader): number {
  return (SAMPLES[colour] ?? 1) * bits;
}

/** The passes that have pixels, in the order of the file. */
export function rowsOf(header: PngHeader): Pass[] {
  let start = 0;
  const passes: Pass[] = [];
  for (const [x, y, stepX, stepY] of header.interlaced ? ADAM7 : WHOLE) {
    const columns = Math.ceil((header.width - x) / stepX);
    const rows = Math.ceil((header.height - y) / stepY);
    if (columns < 1 || rows < 1) continue;
    const length = 1 + Math.ceil((columns * bitsOfPixel(header)) / 8);
    passes.push({ start, length, rows, columns, x, y, stepX, stepY });
    start += rows * length;
  }
  return passes;
}

/** How many bytes the rows have once they are inflated. */
export function rawLength(header: PngHeader): number {
  return rowsOf(header).reduce((sum, { rows, length }) => sum + rows * length, 0);
}

/**
 * Rows of red, green and blue with a filter before each (the difference to the pixel on the left, which deflates better),
 * as PDF's PNG predictor reads them. Clear pixels show white. `raw` is used up. `palette` and `clear` are the data
 * of PLTE and tRNS.
 */
export function filteredRgb(
  header: PngHeader,
  raw: Uint8Array,
  palette: Uint8Array | null,
  clear: Uint8Array | null,
): Uint8Array {
  const rgb = new Uint8Array(header.height * (1 + header.width * 3));
  const inRow = 1 + header.width * 3;
  const pixel = createPixelReader(header, palette, clear);
  const distance = Math.max(1, bitsOfPixel(header) >> 3);
  for (const pass of rowsOf(header)) {
    unfilter(raw, pass, distance);
    for (let row = 0; row < pass.rows; row++) {
      const from = pass.start + row * pass.length + 1;
      const to = (pass.y + row * pass.stepY) * inRow + 1;
      for (let column = 0; column < pass.columns; column++)
        pixel(raw, from, column, rgb, to + (pass.x + column * pass.stepX) * 3);
    }
  }
  for (let start = 0; start < rgb.length; start += inRow) {
    rgb[start] = 1;
    for (let at = start + inRow - 1; at > start + 3; at--) rgb[at] = (rgb[at] ?? 0) - (rgb[at - 3] ?? 0);
  }
  return rgb;
}

/** Takes the filters off the rows of a pass, in place (PNG §9). */
function unfilter(raw: Uint8Array, { start, length, rows }: Pass, distance: number): void {
  for (let row = 0; row < rows; row++) {
    const from = start + row * length;
    const filter = raw[from];
    for (let at = 1; at < length; at++) {
      const left = at > distance ? (raw[from + at - distance] ?? 0) : 0;
      const above = row > 0 ? (raw[from + at - length] ?? 0) : 0;
      let guess = 0;
      if (filter === 1) guess = left;
      else if (filter === 2) guess = above;
      else if (filter === 3) guess = (left + above) >> 1;
      else if (filter === 4) {
        const corner = row > 0 && at > distance ? (raw[from + at - length - distance] ?? 0) : 0;
        guess = nearest(left, above, corner);
      }
      raw[from + at] = (raw[from + at] ?? 0) + guess;
    }
  }
}

/** Paeth's guess: which of the three neighbours is nearest to where they point. */
function nearest(left: number, above: number, corner: number): number {
  const toLeft = Math.abs(above - corner);
  const toAbove = Math.abs(left - corner);
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

/** Reads the pixel of a column in the row that begins at `from`, and writes its three bytes at `to`. */
type ReadPixel = (raw: Uint8Array, from: number, column: number, rgb: Uint8Array, to: number) => void;

function createPixelReader(
  { colour, bits }: PngHeader,
  palette: Uint8Array | null,
  clear: Uint8Array | null,
): ReadPixel {
  const samples = SAMPLES[colour] ?? 1;
  const most = 2 ** bits - 1;
  const key = clear === null || colour === 3 ? null : clear;

  function sample(raw: Uint8Array, from: number, index: number): number {
    if (bits === 8) return raw[from + index] ?? 0;
    if (bits === 16) return ((raw[from + index * 2] ?? 0) << 8) | (raw[from + index * 2 + 1] ?? 0);
    const bit = index * bits;
    return ((raw[from + (bit >> 3)] ?? 0) >> (8 - bits - (bit & 7))) & most;
  }

  return (raw, from, column, rgb, to) => {
    const first = column * samples;
    let alpha = 1;
    for (let channel = 0; channel < 3; channel++) {
      if (colour === 3) {
        const entry = sample(raw, from, first);
        alpha = (clear?.[entry] ?? 255) / 255;
        rgb[to + channel] = palette?.[entry * 3 + channel] ?? 0;
      } else {
        const value = sample(raw, from, first + (samples > 2 ? channel : 0));
        rgb[to + channel] = bits === 16 ? value >> 8 : Math.round((value * 255) / most);
      }
    }
    if (colour === 4 || colour === 6) alpha = sample(raw, from, first + samples - 1) / most;
    else if (key !== null && isKey(raw, from, first)) alpha = 0;
    if (alpha === 1) return;
    for (let channel = 0; channel < 3; channel++)
      rgb[to + channel] = Math.round((rgb[to + channel] ?? 0) * alpha + 255 * (1 - alpha));
  };

  /** Whether a pixel has the one colour that stands for clear: two bytes a sample. */
  function isKey(raw: Uint8Array, from: number, first: number): boolean {
    for (let at = 0; at < samples; at++) {
      const wanted = ((key?.[at * 2] ?? 0) << 8) | (key?.[at * 2 + 1] ?? 0);
      if (sample(raw, from, first + at) !== wanted) return false;
    }
    return true;
  }
}
