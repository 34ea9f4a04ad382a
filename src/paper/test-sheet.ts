// A sheet to print the evening before, and to hold against a ruler: does this printer print at 100%, and how near to the edges?
import { INK } from "../campaigns/colour.ts";
import type { Item, Layout, RuleItem } from "./layout.ts";
import { A4, A6, PT_PER_MM, SAFE_EDGE } from "./sizes.ts";
import { emsToMm, lineHeight, type Type, type Typesetter } from "./typeset.ts";

/** What is said on it. `across` and `down` stand at the rulers, which are `RULERS` long. */
export type TestSheetText = {
  readonly heading: string;
  readonly steps: readonly string[];
  readonly edges: string;
  readonly card: string;
};

/** Where things stand, mm; a ruler's length is what is to be measured. */
const PLACES = {
  heading: { x: 40, y: 40, width: 150, size: 20 },
  steps: { x: 40, width: 150, size: 12, gap: 2 },
  across: { x: 30, y: 25, length: 150 },
  down: { x: 22, y: 35, length: 200 },
  card: { x: 40, y: 150 },
  tick: { millimetre: 2, five: 3.2, ten: 5, thickness: 0.15, size: 8 },
} as const;

/** The lengths of the two rulers in mm. */
export const RULERS = { across: PLACES.across.length, down: PLACES.down.length } as const;

/** The sheet as one A4 page. */
export function layoutTestSheet(setter: Typesetter, { heading, steps, edges, card }: TestSheetText): Layout {
  const { x, y, width, size } = PLACES.heading;
  const title: Type = { face: "bold", size, leading: 1.2, colour: INK };
  const plain: Type = { face: "regular", size: PLACES.steps.size, leading: 1.35, colour: INK };
  const titleLines = setter.lines(heading, title, width);
  const items: Item[] = [setter.set(titleLines, title, { x, y, width }, "H1")];
  let next = y + titleLines.length * lineHeight(title) + PLACES.steps.gap;
  for (const step of steps) {
    const lines = setter.lines(step, plain, PLACES.steps.width);
    items.push(setter.set(lines, plain, { x: PLACES.steps.x, y: next, width: PLACES.steps.width }, "LI"));
    next += lines.length * lineHeight(plain) + PLACES.steps.gap;
  }
  return {
    ...A4,
    items: [
      ...items,
      ...ruler(setter, PLACES.across, "across"),
      ...ruler(setter, PLACES.down, "down"),
      ...frame(PLACES.card.x, PLACES.card.y, A6.width, A6.height),
      label(setter, card, PLACES.card.x + SAFE_EDGE, PLACES.card.y + SAFE_EDGE + 4, A6.width - 2 * SAFE_EDGE),
      ...frame(SAFE_EDGE, SAFE_EDGE, A4.width - 2 * SAFE_EDGE, A4.height - 2 * SAFE_EDGE),
      label(setter, edges, PLACES.heading.x, A4.height - SAFE_EDGE - 6, width),
    ],
  };
}

type Ruler = { readonly x: number; readonly y: number; readonly length: number };

/** A ruler with a tick for each millimetre and the number of every tenth; its numbers are the paper's, and read by nobody aloud. */
function ruler(setter: Typesetter, { x, y, length }: Ruler, direction: "across" | "down"): Item[] {
  const { millimetre, five, ten, thickness, size } = PLACES.tick;
  const type: Type = { face: "regular", size, leading: 1, colour: INK };
  const items: Item[] = [];
  for (let at = 0; at <= length; at++) {
    const long = at % 10 === 0 ? ten : at % 5 === 0 ? five : millimetre;
    const [from, to] =
      direction === "across"
        ? ([
            [x + at, y],
            [x + at, y - long],
          ] as const)
        : ([
            [x, y + at],
            [x - long, y + at],
          ] as const);
    items.push(line(from, to, thickness));
    if (at % 10 !== 0) continue;
    const [number] = setter.lines(String(at), type, 20);
    const wide = emsToMm(number?.width ?? 0, size);
    const place =
      direction === "across"
        ? { x: x + at - wide / 2, y: y - long - 1, width: 20 }
        : { x: x - long - 1 - wide, y: y + at + size / PT_PER_MM / 3, width: 20 };
    items.push(setter.set(number === undefined ? [] : [number], type, place, "Artifact"));
  }
  const end = direction === "across" ? ([x + length, y] as const) : ([x, y + length] as const);
  return [...items, line([x, y], end, thickness)];
}

function label(setter: Typesetter, text: string, x: number, y: number, width: number): Item {
  const type: Type = { face: "regular", size: 10, leading: 1.35, colour: INK };
  return setter.set(setter.lines(text, type, width), type, { x, y, width });
}

function frame(x: number, y: number, width: number, height: number): RuleItem[] {
  const [right, bottom] = [x + width, y + height];
  return [
    line([x, y], [right, y], 0.2),
    line([right, y], [right, bottom], 0.2),
    line([right, bottom], [x, bottom], 0.2),
    line([x, bottom], [x, y], 0.2),
  ];
}

function line(from: readonly [number, number], to: readonly [number, number], thickness: number): RuleItem {
  return { kind: "rule", from, to, thickness, colour: INK };
}
