// Text that flows over pages: blocks of lines in order, none left alone at a page's foot or head.
import type { Line } from "./break-lines.ts";
import type { TextRole } from "./layout.ts";
import { lineHeight, type Type } from "./typeset.ts";

/** A paragraph to place: its lines, how they are set, where they start across the page and the gap above, in mm. */
export type FlowBlock = {
  readonly lines: readonly Line[];
  readonly type: Type;
  readonly x: number;
  readonly width: number;
  readonly gapBefore: number;
  readonly role: TextRole;
  /** What stands before its first line, left of `x`: the number of a list's item. */
  readonly label: string | null;
  /** Never the last thing on a page: a heading, a salutation, a close and the paragraph before it. */
  readonly keepWithNext: boolean;
};

/** A page's share of the blocks: which lines of each, the first of them with its baseline at `y` mm. */
export type FlowPage = { readonly block: FlowBlock; readonly lines: readonly Line[]; readonly y: number }[];

/** The fewest lines of a paragraph on either side of a page break. */
const LEAST_LINES = 2;

/** One line to place. `mayEnd`: whether a page may end with it. */
type Placeable = {
  readonly block: FlowBlock;
  readonly line: Line;
  readonly gapBefore: number;
  readonly height: number;
  readonly mayEnd: boolean;
};

/**
 * Places blocks on as many pages as they need. The first line's top is at `top` mm on the first page and at
 * `continuedTop` on others; no line reaches below `bottom`.
 *
 * A page ends where it leaves at least two lines of a paragraph on either side and nothing that has to stay with what
 * follows. Where a block is to be kept with the next, its own last two lines go with it.
 */
export function flow(
  blocks: readonly FlowBlock[],
  top: number,
  continuedTop: number,
  bottom: number,
): FlowPage[] {
  const pages: FlowPage[] = [];
  for (let rest = blocks.flatMap(linesOf); rest.length > 0; ) {
    const start = pages.length === 0 ? top : continuedTop;
    const count = countOnPage(rest, bottom - start);
    pages.push(pageOf(rest.slice(0, count), start));
    rest = rest.slice(count);
  }
  return pages.length === 0 ? [[]] : pages;
}

function linesOf(block: FlowBlock): Placeable[] {
  const count = block.lines.length;
  return block.lines.map((line, at) => {
    const before = at + 1;
    const after = count - before;
    return {
      block,
      line,
      gapBefore: at === 0 ? block.gapBefore : 0,
      height: lineHeight(block.type),
      mayEnd: after === 0 ? !block.keepWithNext : before >= LEAST_LINES && after >= LEAST_LINES,
    };
  });
}

/** How many of the lines go on a page of `room` mm. What may end nowhere on the page ends where the page does. */
function countOnPage(lines: readonly Placeable[], room: number): number {
  let used = 0;
  let fit = 0;
  let end = 0;
  for (const { gapBefore, height, mayEnd } of lines) {
    used += (fit === 0 ? 0 : gapBefore) + height;
    if (used > room + 1e-9) break;
    fit += 1;
    if (mayEnd || fit === lines.length) end = fit;
  }
  return Math.max(1, end > 0 ? end : fit);
}

/** The lines of one page with their places, those of one block together. */
function pageOf(lines: readonly Placeable[], start: number): FlowPage {
  const page: { block: FlowBlock; lines: Line[]; y: number }[] = [];
  let y = start;
  for (const { block, line, gapBefore, height } of lines) {
    const last = page.at(-1);
    if (last?.block === block) last.lines.push(line);
    else {
      y += page.length === 0 ? 0 : gapBefore;
      // The line's own top is at y; its baseline lies below by its share of the line's height.
      page.push({ block, lines: [line], y: y + baselineIn(block.type) });
    }
    y += height;
  }
  return page;
}

/** How far below the top of its line a baseline is, mm: the letters stand in the middle of the line's height. */
function baselineIn(type: Type): number {
  return lineHeight(type) * 0.75;
}
