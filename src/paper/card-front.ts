// The card's front: the campaign's headline as large as it goes on a field of its colour, and what it stands for below; or its
// picture.
import { INK, textColourOn } from "../campaigns/colour.ts";
import type { FrontImage } from "../campaigns/front-image.ts";
import type { CardFront } from "../letters/letter.ts";
import { onPaper } from "./colour.ts";
import { fitDisplay } from "./fit-display.ts";
import { type Area, box, type Item, type Layout, type PictureItem, type ShapeItem } from "./layout.ts";
import { A6, BLEED, CARD_TYPE, FRONT } from "./sizes.ts";
import { stripes } from "./stripes.ts";
import { emsToMm, lineHeight, type Type, type Typesetter } from "./typeset.ts";

/**
 * The front of a card; `wordsOver` counts the words that found no room, normally 0. A picture leaves no room for an imprint:
 * the back always carries it.
 */
export function cardFront(
  setter: Typesetter,
  front: CardFront,
  imprint: string | null,
): { layout: Layout; wordsOver: number } {
  if (front.image !== null) return { layout: pictureFront(front, front.image), wordsOver: 0 };
  const headline = headlineItems(setter, front.headline, textColourOn(front.colour));
  const line = lineItems(setter, front.line);
  const foot = footItems(setter, front, imprint);
  const items: Item[] = [...ground(front.colour, 0), ...headline.items, ...line.items, ...foot.items];
  return {
    layout: { ...A6, items, overEdge: ground(front.colour, BLEED) },
    wordsOver: headline.wordsOver + line.wordsOver + foot.wordsOver,
  };
}

/** What a print shop's page has of a card: the card and its bleed. */
const WITH_BLEED: Area = {
  x: -BLEED,
  y: -BLEED,
  width: A6.width + 2 * BLEED,
  height: A6.height + 2 * BLEED,
};

/** The picture over the whole card and its bleed; to those who do not see it, it says the campaign's own words. */
function pictureFront({ headline, line }: CardFront, image: FrontImage): Layout {
  const ends = /[.!?…]$/.test(headline);
  const picture: PictureItem = {
    kind: "picture",
    alt: `${headline}${ends ? "" : "."} ${line}`,
    image,
    covers: WITH_BLEED,
    area: { x: 0, y: 0, ...A6 },
  };
  return { ...A6, items: [picture], overEdge: [{ ...picture, alt: "", area: WITH_BLEED }] };
}

/** The field and the stripes, from edge to edge and `beyond` mm over it. */
function ground(colour: string, beyond: number): ShapeItem[] {
  const [left, right] = [-beyond, A6.width + beyond];
  const field = box(left, -beyond, right - left, FRONT.field.height + beyond, colour);
  return [field, ...stripes(FRONT.stripes, colour, left, right)];
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
