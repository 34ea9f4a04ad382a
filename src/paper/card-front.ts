// The card's front: the campaign's headline as large as it goes on a field of its colour, and what it stands for below.
import { INK, textColourOn } from "../campaigns/colour.ts";
import type { CardFront } from "../letters/letter.ts";
import { clipped } from "./clip.ts";
import { onPaper } from "./colour.ts";
import { fitDisplay } from "./fit-display.ts";
import { type Area, box, type Item, type Layout, type ShapeItem } from "./layout.ts";
import { A6, BLEED, CARD_TYPE, FRONT } from "./sizes.ts";
import { emsToMm, lineHeight, type Type, type Typesetter } from "./typeset.ts";

/** The front of a card; `wordsOver` counts the words that found no room, normally 0. */
export function cardFront(
  setter: Typesetter,
  front: CardFront,
  imprint: string | null,
): { layout: Layout; wordsOver: number } {
  const headline = headlineItems(setter, front.headline, textColourOn(front.colour));
  const line = lineItems(setter, front.line);
  const foot = footItems(setter, front, imprint);
  const items: Item[] = [...ground(front.colour, 0), ...headline.items, ...line.items, ...foot.items];
  return {
    layout: { ...A6, items, overEdge: ground(front.colour, BLEED) },
    wordsOver: headline.wordsOver + line.wordsOver + foot.wordsOver,
  };
}

/** The field and the stripes, from edge to edge and `beyond` mm over it. */
function ground(colour: string, beyond: number): ShapeItem[] {
  const { top, height, width, gap, slant } = FRONT.stripes;
  const page: Area = {
    x: -beyond,
    y: -beyond,
    width: A6.width + 2 * beyond,
    height: A6.height + 2 * beyond,
  };
  const pitch = width + gap;
  const first = beyond === 0 ? 0 : -1;
  const shapes: ShapeItem[] = [box(page.x, page.y, page.width, FRONT.field.height + beyond, colour)];
  for (let at = first, left = -slant + first * pitch; left < A6.width + beyond; left += pitch, at++) {
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
  return clipped(shapes, page);
}

type Placed = { readonly items: Item[]; readonly wordsOver: number };

function headlineItems(setter: Typesetter, text: string, colour: string): Placed {
  const { x, y, width, bottom } = FRONT.headline;
  const look = { face: "black", colour } as const;
  const { type, lines, wordsOver } = fitDisplay(setter, text, look, FRONT.headline, {
    width,
    height: bottom - y,
  });
  // Ranged to the foot of the field, as a poster is.
  const first = bottom - (lines.length - 1) * lineHeight(type);
  return { items: [setter.set(lines, type, { x, y: first, width }, "H1")], wordsOver };
}

function lineItems(setter: Typesetter, text: string): Placed {
  const { x, width, top, bottom } = FRONT.line;
  const look = { face: "bold", colour: INK } as const;
  const { type, lines, wordsOver } = fitDisplay(setter, text, look, FRONT.line, {
    width,
    height: bottom - top,
  });
  const first = top + emsToMm(setter.metrics(type.face).capHeight, type.size);
  return { items: [setter.set(lines, type, { x, y: first, width })], wordsOver };
}

/** Who campaigns on the left, and the imprint on the right where there is room: the card's back always carries it. */
function footItems(setter: Typesetter, front: CardFront, imprint: string | null): Placed {
  const { x, width, baseline, gap, imprintRoom } = FRONT.foot;
  const look = { face: "bold", colour: onPaper(front.colour) } as const;
  const { type, lines, wordsOver } = fitDisplay(setter, front.organisation, look, FRONT.foot, {
    width,
    height: 8,
  });
  const items: Item[] = [
    setter.set(lines, type, { x, y: baseline - (lines.length - 1) * lineHeight(type), width }),
  ];
  const left = x + gap + Math.max(...lines.map((line) => emsToMm(line.width, type.size)));
  const room = x + width - left;
  if (imprint !== null && room >= imprintRoom) {
    const small: Type = { face: "regular", ...CARD_TYPE.imprint, colour: INK };
    const said = setter.lines(imprint, small, room);
    const place = { x: left, y: baseline - (said.length - 1) * lineHeight(small), width: room };
    if (said.length <= 2) items.push(setter.set(said, small, place, "P", "right"));
  }
  return { items, wordsOver };
}
