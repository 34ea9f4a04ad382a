// One card on plain A4, for a printer at home: cut it out, fold it in the middle, and both sides face outwards.
import { INK } from "../campaigns/colour.ts";
import { FAINT } from "./colour.ts";
import type { Item, Layout, RuleItem } from "./layout.ts";
import type { Card } from "./postcard.ts";
import type { SheetTools } from "./sheet-tools.ts";
import { A4, A4_SINGLE, A6 } from "./sizes.ts";
import { lineHeight, type Type, type Typesetter } from "./typeset.ts";

/**
 * The back stands upright on top, the front upside down below it: their bottom edges meet at the fold.
 *
 * Folded backwards there, the front lands behind the back with its head up: whoever turns the card over like a page
 * (left to right) sees it the right way up.
 */
export function a4Single(card: Card, { setter, steps }: SheetTools): Layout[] {
  const { x, y } = A4_SINGLE;
  const items: Item[] = [
    ...stepItems(setter, steps(), y - A4_SINGLE.steps.clear),
    { kind: "group", x, y, turn: 0, items: card.back.items },
    { kind: "group", x: x + A6.width, y: y + 2 * A6.height, turn: 180, items: card.front.items },
    ...guides(x, y),
  ];
  return [{ ...A4, items }];
}

/** What to do, numbered, ending at `bottom` mm. */
function stepItems(setter: Typesetter, steps: readonly string[], bottom: number): Item[] {
  const { size, leading, indent } = A4_SINGLE.steps;
  const type: Type = { face: "regular", size, leading, colour: INK };
  const set = steps.map((step) => setter.lines(step, type, A6.width - indent));
  let y = bottom - (set.flat().length - 1) * lineHeight(type);
  return set.map((lines, at) => {
    const number = setter.set(setter.lines(`${at + 1}.`, type, indent), type, {
      x: A4_SINGLE.x,
      y,
      width: indent,
    });
    const text = setter.set(lines, type, { x: A4_SINGLE.x + indent, y, width: A6.width - indent });
    y += lines.length * lineHeight(type);
    return { ...text, role: "LI", runs: [...number.runs, ...text.runs] };
  });
}

/** The line to cut along, the dashed line to fold along, and marks outside the card for a ruler. */
function guides(x: number, y: number): Item[] {
  const { mark, gap, dash, thickness } = A4_SINGLE.guide;
  const right = x + A6.width;
  const fold = y + A6.height;
  const bottom = y + 2 * A6.height;
  const line = (fromX: number, fromY: number, toX: number, toY: number, dashed = false): RuleItem => ({
    kind: "rule",
    from: [fromX, fromY],
    to: [toX, toY],
    thickness,
    colour: FAINT,
    ...(dashed ? { dash } : {}),
  });
  return [
    line(x, y, right, y),
    line(x, bottom, right, bottom),
    line(x, y, x, bottom),
    line(right, y, right, bottom),
    line(x - gap - mark, fold, right + gap + mark, fold, true),
    ...[y, bottom].flatMap((edge) => [
      line(x - gap - mark, edge, x - gap, edge),
      line(right + gap, edge, right + gap + mark, edge),
    ]),
    ...[x, right].flatMap((edge) => [
      line(edge, y - gap - mark, edge, y - gap),
      line(edge, bottom + gap, edge, bottom + gap + mark),
    ]),
  ];
}
