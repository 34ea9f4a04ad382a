// One card on plain A4, for a printer at home: cut it out, fold it in the middle, and both sides face outwards.
import { INK } from "../campaigns/colour.ts";
import { FAINT } from "./colour.ts";
import type { Item, Layout, RuleItem } from "./layout.ts";
import type { Card } from "./postcard.ts";
import type { SheetTools } from "./sheet.ts";
import { A4, A4_SINGLE, A6 } from "./sizes.ts";
import { lineHeight, type Type } from "./typeset.ts";

/**
 * The back stands upright on top, the front upside down below it: their bottom edges meet at the fold.
 *
 * Folded backwards there, the front lands behind the back with its head up: whoever turns the card over like a page
 * (left to right) sees it the right way up.
 */
export function a4Single(card: Card, { setter, steps }: SheetTools): Layout[] {
  const { x, y } = A4_SINGLE;
  const type: Type = { face: "regular", size: A4_SINGLE.steps.size, leading: A4_SINGLE.steps.leading, colour: INK };
  const place = A4_SINGLE.steps;
  const lines = steps().flatMap((step, at) => setter.lines(`${at + 1}. ${step}`, type, place.width));
  const items: Item[] = [
    setter.set(lines, type, { x: place.x, y: place.firstBaseline, width: place.width }),
    { kind: "group", x, y, turn: 0, items: card.back.items },
    { kind: "group", x: x + A6.width, y: y + 2 * A6.height, turn: 180, items: card.front.items },
    ...guides(x, y),
  ];
  if (place.firstBaseline + (lines.length - 1) * lineHeight(type) > y - 5) throw new Error("paper: the steps reach the card");
  return [{ ...A4, items }];
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
