// Where printed text really is: the box that its letters can fill, for asking whether a part of the page is empty.
import { PT_PER_MM } from "../../src/paper/sizes.ts";
import type { PdfText } from "./pdf.ts";

/** Left, top, right and bottom in mm from the page's top left. */
export type Extent = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

/** How far above and below its baseline the font's tallest and deepest letters reach, in ems (Noto Sans, hhea). */
const ASCENT = 1.069;
const DESCENT = 0.293;

/** The extent of an upright text. */
export function extentOf({ x, y, width, size }: Pick<PdfText, "x" | "y" | "width" | "size">): Extent {
  const em = size / PT_PER_MM;
  return { left: x, top: y - ASCENT * em, right: x + width, bottom: y + DESCENT * em };
}

/** Whether two boxes share more than a hundredth of a millimetre. */
export function overlap(one: Extent, other: Extent): boolean {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return width > 0.01 && height > 0.01;
}
