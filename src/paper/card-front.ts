// The card's front: the campaign's headline as large as it goes on a field of its colour, and what it stands for below.
import { INK, textColourOn } from "../campaigns/colour.ts";
import type { CardFront } from "../letters/letter.ts";
import type { Line } from "./break-lines.ts";
import { onPaper } from "./colour.ts";
import type { Face } from "./fonts.ts";
import { box, type Item, type Layout } from "./layout.ts";
import { A6, CARD_TYPE, FRONT, SAFE_EDGE } from "./sizes.ts";
import { emsToMm, lineHeight, type Type, type Typesetter } from "./typeset.ts";
import { printable } from "./unprintable.ts";

/** The front of a card; `wordsOver` counts the words of headline and line that found no room, normally 0. */
export function cardFront(
  setter: Typesetter,
  front: CardFront,
  imprint: string | null,
): { layout: Layout; wordsOver: number } {
  const headline = headlineItems(setter, front.headline, textColourOn(front.colour));
  const line = lineItems(setter, front.line);
  const items: Item[] = [
    box(0, 0, A6.width, FRONT.field.height, front.colour),
    ...stripes(front.colour),
    ...headline.items,
    ...line.items,
    ...footItems(setter, front, imprint),
  ];
  return { layout: { ...A6, items }, wordsOver: headline.wordsOver + line.wordsOver };
}

/** From edge to edge, so the first and the last are cut by the card's edge and drawn only as far as it. */
function stripes(colour: string): Item[] {
  const { top, height, width, gap, slant } = FRONT.stripes;
  const items: Item[] = [];
  for (let left = -slant, at = 0; left < A6.width; left += width + gap, at++) {
    const edge = (x: number) => Math.min(Math.max(x, 0), A6.width);
    items.push({
      kind: "shape",
      points: [
        [edge(left + slant), top],
        [edge(left + slant + width), top],
        [edge(left + width), top + height],
        [edge(left), top + height],
      ],
      fill: at % 2 === 0 ? INK : colour,
    });
  }
  return items;
}

type Placed = { items: Item[]; wordsOver: number };

function headlineItems(setter: Typesetter, text: string, colour: string): Placed {
  const { x, y, width, bottom, leading } = FRONT.headline;
  const best = largest(setter, text, { face: "black", leading, colour }, FRONT.headline, width, bottom - y);
  const { type, lines } = best;
  // Ranged to the foot of the field, as a poster is.
  const first = bottom - (lines.length - 1) * lineHeight(type);
  return { items: [setter.set(lines, type, { x, y: first, width }, "H1")], wordsOver: best.wordsOver };
}

function lineItems(setter: Typesetter, text: string): Placed {
  const { x, width, top, bottom, leading } = FRONT.line;
  const height = bottom - top;
  const best = largest(setter, text, { face: "bold", leading, colour: INK }, FRONT.line, width, height);
  const { type, lines } = best;
  const first = top + emsToMm(setter.metrics(type.face).capHeight, type.size);
  return { items: [setter.set(lines, type, { x, y: first, width })], wordsOver: best.wordsOver };
}

function footItems(setter: Typesetter, front: CardFront, imprint: string | null): Item[] {
  const { size, baseline } = FRONT.foot;
  const { x, width } = FRONT.line;
  const type: Type = { face: "bold", size, leading: 1.2, colour: onPaper(front.colour) };
  const name = setter.lines(front.organisation, type, width);
  const items: Item[] = [setter.set(name.slice(0, 1), type, { x, y: baseline, width })];
  if (imprint !== null) {
    const small: Type = { face: "regular", ...CARD_TYPE.imprint, colour: INK };
    const nameWidth = emsToMm(name[0]?.width ?? 0, size);
    const left = x + nameWidth + 6;
    const room = A6.width - SAFE_EDGE - 2 - left;
    const lines = setter.lines(imprint, small, room);
    items.push(
      setter.set(
        lines,
        small,
        { x: left, y: baseline - (lines.length - 1) * lineHeight(small), width: room },
        "P",
        "right",
      ),
    );
  }
  return items;
}

/** Sets a text at the largest size at which it has its lines and height, no word broken; its lines then evened out. */
function largest(
  setter: Typesetter,
  text: string,
  look: { readonly face: Face; readonly leading: number; readonly colour: string },
  sizes: {
    readonly largest: number;
    readonly smallest: number;
    readonly step: number;
    readonly maxLines: number;
  },
  width: number,
  height: number,
): { type: Type; lines: Line[]; wordsOver: number } {
  const measured = setter.measure.text(look.face, printable(text));
  const { ascent } = setter.metrics(look.face);
  for (let size = sizes.largest; size >= sizes.smallest; size -= sizes.step) {
    const em = emsToMm(1, size);
    const most = Math.min(
      sizes.maxLines,
      1 + Math.floor((height - ascent * em) / lineHeight({ size, leading: look.leading })),
    );
    if (measured.widest * em > width) continue;
    const lines = setter.measure.lines(look.face, measured, width / em);
    if (lines.length > most) continue;
    return { type: { ...look, size }, lines: evened(lines.length, width / em), wordsOver: 0 };
  }
  const size = sizes.smallest;
  const em = emsToMm(1, size);
  const most = Math.min(
    sizes.maxLines,
    1 + Math.floor((height - ascent * em) / lineHeight({ size, leading: look.leading })),
  );
  const lines = setter.measure.lines(look.face, measured, width / em);
  const firstOver = lines[most]?.pieces[0]?.word;
  return {
    type: { ...look, size },
    lines: lines.slice(0, most),
    wordsOver: firstOver === undefined ? 0 : measured.words - firstOver,
  };

  /** The same number of lines at the least width, so that no line is left with one short word. */
  function evened(count: number, widest: number): Line[] {
    let enough = widest;
    let little = measured.widest;
    while (enough - little > 50) {
      const middle = (enough + little) / 2;
      if (setter.measure.lines(look.face, measured, middle).length <= count) enough = middle;
      else little = middle;
    }
    return setter.measure.lines(look.face, measured, enough);
  }
}
