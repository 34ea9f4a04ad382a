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
  /** Never the last thing on a page: a heading, a salutation, a close. */
  readonly keepWithNext: boolean;
};

/** A page's share of the blocks: which lines of each, the first of them with its baseline at `y` mm. */
export type FlowPage = { readonly block: FlowBlock; readonly lines: readonly Line[]; readonly y: number }[];

/** The fewest lines of a paragraph on either side of a page break. */
const LEAST_LINES = 2;

/**
 * Places blocks on as many pages as they need. The first line's top is at `top` mm on the first page and at
 * `continuedTop` on others; no line reaches below `bottom`.
 */
export function flow(
  blocks: readonly FlowBlock[],
  top: number,
  continuedTop: number,
  bottom: number,
): FlowPage[] {
  const pages: FlowPage[] = [[]];
  let y = top;

  const page = () => pages.at(-1) ?? [];
  const turn = () => {
    pages.push([]);
    y = continuedTop;
  };
  const linesThatFit = (block: FlowBlock, from: number) =>
    Math.floor((bottom - from) / lineHeight(block.type) + 1e-9);

  /** Height of a block and of all that must stay with it, down to the first lines of what follows. */
  const heightKept = (at: number): number => {
    let height = 0;
    for (let next = at; next < blocks.length; next++) {
      const block = blocks[next];
      if (block === undefined) break;
      const last = !block.keepWithNext;
      const lines = last ? Math.min(block.lines.length, LEAST_LINES) : block.lines.length;
      height += (next === at ? 0 : block.gapBefore) + lines * lineHeight(block.type);
      if (last) break;
    }
    return height;
  };

  for (const [at, block] of blocks.entries()) {
    const gap = page().length === 0 ? 0 : block.gapBefore;
    if (page().length > 0 && y + gap + heightKept(at) > bottom) turn();
    else y += gap;

    let rest = block.lines;
    while (rest.length > 0) {
      let count = Math.min(rest.length, Math.max(1, linesThatFit(block, y)));
      if (count < rest.length) count = Math.max(1, Math.min(count, rest.length - LEAST_LINES));
      // The line's own top is at y; its baseline lies below by its share of the line's height.
      page().push({ block, lines: rest.slice(0, count), y: y + baselineIn(block.type) });
      y += count * lineHeight(block.type);
      rest = rest.slice(count);
      if (rest.length > 0) turn();
    }
  }
  return pages;
}

/** How far below the top of its line a baseline is, mm: the letters stand in the middle of the line's height. */
function baselineIn(type: Type): number {
  return lineHeight(type) * 0.75;
}
