// The slanted stripes of an airmail envelope, in a campaign's colour and ink: what cards and posters have in common.
import { INK } from "../campaigns/colour.ts";
import { clipped } from "./clip.ts";
import type { ShapeItem } from "./layout.ts";

/** A band of stripes: where its top is, and of each stripe the height, width, gap to the next and slant, in mm. */
export type Band = {
  readonly top: number;
  readonly height: number;
  readonly width: number;
  readonly gap: number;
  readonly slant: number;
};

/** The band from `from` to `to` mm across the page, cut off straight at both. A stripe starts at 0, whatever `from` is. */
export function stripes(band: Band, colour: string, from: number, to: number): ShapeItem[] {
  const { top, height, width, gap, slant } = band;
  const pitch = width + gap;
  const shapes: ShapeItem[] = [];
  for (let at = Math.floor((from - width) / pitch); at * pitch - slant < to; at++) {
    const left = at * pitch - slant;
    shapes.push({
      kind: "shape",
      points: [
        [left + slant, top],
        [left + slant + width, top],
        [left + width, top + height],
        [left, top + height],
      ],
      fill: at % 2 === 0 ? INK : colour,
    });
  }
  return clipped(shapes, { x: from, y: top, width: to - from, height });
}
