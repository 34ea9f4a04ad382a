// A campaign's poster: its headline, and the way from the wall to its page.
import { INK, textColourOn } from "../campaigns/colour.ts";
import type { CardFront } from "../letters/letter.ts";
import { onPaper } from "./colour.ts";
import { type DisplaySizes, fitDisplay } from "./fit-display.ts";
import type { Face } from "./fonts.ts";
import { box, type Item, type Layout, type TextRole } from "./layout.ts";
import { qrCode, shortAddress } from "./qr.ts";
import { A4, POSTER } from "./sizes.ts";
import { stripes } from "./stripes.ts";
import { emsToMm, lineHeight, type Type, type Typesetter } from "./typeset.ts";

/** What a poster says: the campaign's front, where the code leads (a whole URL), what to do with it, and the small print. */
export type PosterText = {
  readonly front: CardFront;
  readonly pageUrl: string;
  readonly prompt: string;
  readonly codeAlt: string;
  readonly imprint: string | null;
};

/** The poster as one A4 page. */
export function layoutPoster(setter: Typesetter, text: PosterText): Layout {
  const { headline, line, colour } = text.front;
  const { code } = POSTER;
  return {
    ...A4,
    items: [
      box(0, 0, A4.width, POSTER.field.height, colour),
      ...stripes(POSTER.stripes, colour, 0, A4.width),
      headlineItem(setter, headline, textColourOn(colour)),
      below(setter, line, "bold", POSTER.line),
      below(setter, text.prompt, "regular", POSTER.prompt),
      qrCode(text.pageUrl, code, text.codeAlt),
      below(setter, shortAddress(text.pageUrl), "bold", POSTER.address),
      ...footItems(setter, text),
    ],
  };
}

function headlineItem(setter: Typesetter, text: string, colour: string): Item {
  const { x, y, width, bottom } = POSTER.headline;
  const { type, lines } = fitDisplay(setter, text, { face: "black", colour }, POSTER.headline, {
    width,
    height: bottom - y,
  });
  return setter.set(lines, type, { x, y: bottom - (lines.length - 1) * lineHeight(type), width }, "H1");
}

type Place = DisplaySizes & {
  readonly x: number;
  readonly width: number;
  readonly top: number;
  readonly bottom: number;
};

/** A text with the tops of its capitals at `top`. */
function below(setter: Typesetter, text: string, face: Face, place: Place, role: TextRole = "P"): Item {
  const { x, width, top, bottom } = place;
  const { type, lines } = fitDisplay(setter, text, { face, colour: INK }, place, {
    width,
    height: bottom - top,
  });
  const y = top + emsToMm(setter.metrics(face).capHeight, type.size);
  return setter.set(lines, type, { x, y, width }, role);
}

/** Who campaigns on the left, the imprint on the right. */
function footItems(setter: Typesetter, { front, imprint }: PosterText): Item[] {
  const { x, width, baseline, gap, imprintSize, imprintRoom } = POSTER.foot;
  const look = { face: "bold", colour: onPaper(front.colour) } as const;
  const { type, lines } = fitDisplay(setter, front.organisation, look, POSTER.foot, {
    width: width - imprintRoom - gap,
    height: 8,
  });
  const items: Item[] = [setter.set(lines, type, { x, y: baseline, width })];
  if (imprint !== null) {
    const small: Type = { face: "regular", size: imprintSize, leading: 1.25, colour: INK };
    const left = x + gap + Math.max(...lines.map((line) => emsToMm(line.width, type.size)));
    const room = x + width - left;
    const said = setter.lines(imprint, small, room);
    const place = { x: left, y: baseline - (said.length - 1) * lineHeight(small), width: room };
    items.push(setter.set(said, small, place, "P", "right"));
  }
  return items;
}
