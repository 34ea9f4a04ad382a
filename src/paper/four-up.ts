// Four cards on a page, turned by a quarter, and the back of each where its front is when the sheet is turned over.
import { INK } from "../campaigns/colour.ts";
import { clippedGrounds } from "./clip.ts";
import { FAINT } from "./colour.ts";
import type { Area, GroupItem, Item, Layout, RuleItem } from "./layout.ts";
import type { Card } from "./postcard.ts";
import type { SheetTools } from "./sheet-tools.ts";
import { A4, A6, BLEED, FOUR_UP, SRA4 } from "./sizes.ts";
import type { Type } from "./typeset.ts";

/** About which edge the printer turns the sheet over to print its other side: the long one, or the short one. */
export type Flip = "long" | "short";

const { columns, rows } = FOUR_UP;

/** A page's cells: its size, where the first cell starts, and the size of each. Lengths in mm. */
type Grid = {
  readonly width: number;
  readonly height: number;
  readonly cell: { readonly width: number; readonly height: number };
};

const ON_A4: Grid = { ...A4, cell: FOUR_UP.a4.cell };
const ON_SRA4: Grid = { ...SRA4, cell: FOUR_UP.sra4.cell };

/** The backs of up to four cards on one A4 page, for card that has its front printed already. */
export function a4Backs(cards: readonly Card[]): Layout[] {
  const backs = cards.map(({ back }, at) => placed(ON_A4, back, at, "front"));
  return [{ ...A4, items: [...backs, rowGuide()] }];
}

/** The fronts of up to four cards on one A4 page and their backs on the next. */
export function a4Duplex(cards: readonly Card[], flip: Flip): Layout[] {
  const fronts = cards.map(({ front }, at) => placed(ON_A4, front, at, "front", { repeated: true }));
  const backs = cards.map(({ back }, at) => placed(ON_A4, back, at, flip));
  return [
    { ...A4, items: [...fronts, rowGuide()] },
    { ...A4, items: [...backs, rowGuide()] },
  ];
}

/** The same on SRA4 with colour over the outer edges and marks to cut by; turned over about its long edge. */
export function sra4(cards: readonly Card[], { setter, printAt100 }: SheetTools): Layout[] {
  const { size, baseline } = FOUR_UP.sra4.note;
  const type: Type = { face: "regular", size, leading: 1.2, colour: INK };
  const trim = blockOf(ON_SRA4);
  const bleed = grown(trim, BLEED);
  const note = setter.set(setter.lines(printAt100(), type, trim.width / 2 - 10), type, {
    x: trim.x + 5,
    y: baseline,
    width: trim.width / 2 - 10,
  });
  const page = (items: readonly Item[]): Layout => ({
    ...SRA4,
    items: [...items, note, ...cropMarks(trim)],
    trim,
    bleed,
  });
  return [
    page(cards.map(({ front }, at) => placed(ON_SRA4, front, at, "front", { repeated: true }))),
    page(cards.map(({ back }, at) => placed(ON_SRA4, back, at, "long"))),
  ];
}

/**
 * A card's side in the cell of the `at`th card, counted in rows from the top left of the fronts.
 *
 * Cards of one campaign share their front, so fronts are `repeated` on the next sheets.
 *
 * Fronts are turned clockwise by a quarter, so their heads point right. Turned over about the long edge, right becomes
 * left: the columns swap and the backs' heads point left. About the short edge, right stays right and the rows swap.
 */
function placed(
  grid: Grid,
  side: Layout,
  at: number,
  as: "front" | Flip,
  { repeated }: { readonly repeated: boolean } = { repeated: false },
): GroupItem {
  const column = at % columns;
  const row = Math.floor(at / columns) % rows;
  const to = {
    column: as === "long" ? columns - 1 - column : column,
    row: as === "short" ? rows - 1 - row : row,
  };
  const block = blockOf(grid);
  const left = block.x + to.column * grid.cell.width + (grid.cell.width - A6.height) / 2;
  const top = block.y + to.row * grid.cell.height + (grid.cell.height - A6.width) / 2;
  const items = [...overOuterEdges(side, to.row, to.column), ...side.items];
  return as === "long"
    ? { kind: "group", x: left, y: top + A6.width, turn: 270, items, repeated }
    : { kind: "group", x: left + A6.height, y: top, turn: 90, items, repeated };

  /** Colour over the edges that no other card touches. A head that points right is at the outside in the last column. */
  function overOuterEdges(layout: Layout, inRow: number, inColumn: number): Item[] {
    if (grid !== ON_SRA4) return [];
    const turned = as === "long";
    const outside = {
      top: inColumn === (turned ? 0 : columns - 1),
      bottom: inColumn === (turned ? columns - 1 : 0),
      left: inRow === (turned ? rows - 1 : 0),
      right: inRow === (turned ? 0 : rows - 1),
    };
    return overEdge(layout, outside);
  }
}

type Edges = Readonly<Record<"top" | "bottom" | "left" | "right", boolean>>;

/** A side's colour drawn on beyond these of its edges. */
export function overEdge(layout: Layout, { top, bottom, left, right }: Edges): Item[] {
  const [above, below, before, after] = [top, bottom, left, right].map((out) => (out ? BLEED : 0));
  return clippedGrounds(layout.overEdge ?? [], {
    x: -(before ?? 0),
    y: -(above ?? 0),
    width: layout.width + (before ?? 0) + (after ?? 0),
    height: layout.height + (above ?? 0) + (below ?? 0),
  });
}

/** All cells together, in the middle of the page. */
function blockOf({ width, height, cell }: Grid): Area {
  const block = { width: columns * cell.width, height: rows * cell.height };
  return { x: (width - block.width) / 2, y: (height - block.height) / 2, ...block };
}

function grown({ x, y, width, height }: Area, by: number): Area {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

/** The line between the two rows of an A4 page, in the half millimetre that no card takes. */
function rowGuide(): RuleItem {
  const middle = A4.height / 2;
  return rule([0, middle], [A4.width, middle], FOUR_UP.a4.guide, FAINT);
}

/** Marks in the margins, in line with every cut. */
function cropMarks(trim: Area): RuleItem[] {
  const { gap, side, headAndFoot, thickness } = FOUR_UP.sra4.mark;
  const far = BLEED + gap;
  const right = trim.x + trim.width;
  const bottom = trim.y + trim.height;
  const across = [0, 1, 2].map((at) => trim.x + (at * trim.width) / columns);
  const down = [0, 1, 2].map((at) => trim.y + (at * trim.height) / rows);
  return [
    ...across.flatMap((x) => [
      rule([x, trim.y - far - headAndFoot], [x, trim.y - far], thickness, INK),
      rule([x, bottom + far], [x, bottom + far + headAndFoot], thickness, INK),
    ]),
    ...down.flatMap((y) => [
      rule([trim.x - far - side, y], [trim.x - far, y], thickness, INK),
      rule([right + far, y], [right + far + side, y], thickness, INK),
    ]),
  ];
}

function rule(from: RuleItem["from"], to: RuleItem["to"], thickness: number, colour: string): RuleItem {
  return { kind: "rule", from, to, thickness, colour };
}
