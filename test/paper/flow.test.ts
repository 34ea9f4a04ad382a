import { describe, expect, it } from "vitest";
import { type FlowBlock, type FlowPage, flow } from "../../src/paper/flow.ts";

/** Lines of 5 mm. */
const TYPE = { face: "regular", size: 10, leading: (5 * 72) / 254, colour: "#000000" } as const;

function block(lines: number, more: Partial<FlowBlock> = {}): FlowBlock {
  return {
    lines: Array.from({ length: lines }, () => ({ pieces: [], width: 0, inWord: false })),
    type: TYPE,
    x: 0,
    width: 100,
    gapBefore: 3,
    role: "P",
    label: null,
    keepWithNext: false,
    ...more,
  };
}

/** A letter's end: its last paragraph, and close, name and address that stay together. */
function ending(lastLines: number): FlowBlock[] {
  return [
    block(lastLines, { keepWithNext: true }),
    block(1, { keepWithNext: true }),
    block(1, { gapBefore: 14, keepWithNext: true }),
    block(1, { gapBefore: 0 }),
  ];
}

/** How many lines of a block are on each of the pages that have any. */
function shares(pages: readonly FlowPage[], of: FlowBlock): number[] {
  return pages.flatMap((page) => page.filter((part) => part.block === of).map(({ lines }) => lines.length));
}

describe("text that flows over pages", () => {
  // A page holds at least a sign-off with three lines above it.
  const rooms = Array.from({ length: 80 }, (_, at) => 52 + at * 0.7);

  it("never leaves one line of a paragraph alone, wherever the page ends and however long the paragraph is", () => {
    for (const room of rooms) {
      for (const lines of [1, 2, 3, 4, 5, 7, 9]) {
        const blocks = [block(3), block(lines), block(4), block(lines), ...ending(lines)];
        const pages = flow(blocks, 0, 0, room);
        for (const each of blocks.filter((other) => other.lines.length > 1)) {
          const parts = shares(pages, each);
          expect(parts.reduce((sum, count) => sum + count, 0)).toBe(each.lines.length);
          expect(Math.min(...parts), `${lines} lines, ${room} mm`).toBeGreaterThanOrEqual(2);
        }
      }
    }
  });

  it("never leaves the sign-off alone: the text's last two lines, or all of a shorter paragraph, go with it", () => {
    for (const room of rooms) {
      for (const lines of [1, 2, 3, 4, 6]) {
        const end = ending(lines);
        const last = flow([block(4), block(5), ...end], 0, 0, room).at(-1) ?? [];
        const blocks = last.map((part) => part.block);
        expect(blocks.slice(-3)).toEqual(end.slice(-3));
        const text = last.find((part) => part.block === end[0]);
        expect(text?.lines.length).toBeGreaterThanOrEqual(Math.min(2, lines));
      }
    }
  });

  it("never ends a page with a heading", () => {
    for (const room of rooms) {
      const heading = block(1, { keepWithNext: true });
      const pages = flow([block(4), heading, block(6), block(2)], 0, 0, room);
      for (const page of pages.slice(0, -1)) expect(page.at(-1)?.block).not.toBe(heading);
    }
  });

  it("fills a page to its last line: what fits exactly stays, and a hair less room turns the page", () => {
    const blocks = [block(4), block(4)];
    expect(flow(blocks, 0, 0, 43)).toHaveLength(1);
    expect(flow(blocks, 0, 0, 42.99)).toHaveLength(2);
  });

  it("starts further down on the first page than on the next, drops the gap at a page's head, keeps below nothing", () => {
    const pages = flow([block(4), block(4), block(4)], 60, 20, 100);
    const tops = pages.map((page) => page[0]?.y);
    expect(tops).toEqual([63.75, 23.75]);
    for (const page of pages)
      for (const { y, lines } of page) expect(y + (lines.length - 1) * 5).toBeLessThanOrEqual(100);
  });

  it("goes on even where nothing may be parted: a paragraph longer than a page, and headings without end", () => {
    const long = block(30);
    expect(shares(flow([long], 0, 0, 40), long)).toEqual([8, 8, 8, 6]);
    const headings = Array.from({ length: 20 }, () => block(1, { keepWithNext: true }));
    expect(flow(headings, 0, 0, 40).flat()).toHaveLength(20);
    expect(flow([], 0, 0, 40)).toEqual([[]]);
  });
});
