// A QR code as a drawing: a web address that a phone's camera reads off the paper.
import { encode } from "uqr";
import { INK } from "../campaigns/colour.ts";
import type { FigureItem } from "./layout.ts";

/** Empty modules round the code, which readers need to find it (ISO/IEC 18004 §5.3.8). */
export const QUIET_ZONE = 4;

/**
 * The code of a text in a square of `size` mm whose top left corner is at `x`, `y`, quiet zone included; `alt` is what
 * is read out in its place. Nothing else may be drawn in the square, and its ground has to be white.
 *
 * 15% of it may be dirty or torn (level M).
 */
export function qrCode(
  text: string,
  { x, y, size }: { readonly x: number; readonly y: number; readonly size: number },
  alt: string,
): FigureItem {
  const { data } = encode(text, { ecc: "M", border: 0 });
  const module = size / (data.length + 2 * QUIET_ZONE);
  const parts = data.flatMap((row, at) =>
    runsOf(row).map(([from, to]): FigureItem["parts"][number] => {
      const [left, right] = [from, to].map((column) => x + (QUIET_ZONE + column) * module);
      const top = y + (QUIET_ZONE + at) * module;
      return corners(left ?? x, top, right ?? x, top + module);
    }),
  );
  return { kind: "figure", alt, area: { x, y, width: size, height: size }, parts, fill: INK };
}

/** A web address as people read it and type it: without the protocol. */
export function shortAddress(url: string): string {
  return url.replace(/^https?:\/\//, "").replace(/\/$/, "");
}

/** The runs of dark modules in a row: first, and the one after the last. */
function runsOf(row: readonly boolean[]): [from: number, to: number][] {
  const runs: [number, number][] = [];
  for (const [at, dark] of row.entries()) {
    const last = runs.at(-1);
    if (!dark) continue;
    if (last?.[1] === at) last[1] = at + 1;
    else runs.push([at, at + 1]);
  }
  return runs;
}

function corners(left: number, top: number, right: number, bottom: number): FigureItem["parts"][number] {
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
}
