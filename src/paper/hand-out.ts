// A hand-out for people who will not wait at a stall: how to do it at home, with the code and the address of the campaign's page.
import { INK } from "../campaigns/colour.ts";
import type { CardFront } from "../letters/letter.ts";
import { addressLines } from "./address-lines.ts";
import type { Line } from "./break-lines.ts";
import { onPaper } from "./colour.ts";
import { fitDisplay } from "./fit-display.ts";
import type { Item, Layout, RuleItem, TextRole } from "./layout.ts";
import { qrCode, shortAddress } from "./qr.ts";
import { A4, HAND_OUT, PT_PER_MM } from "./sizes.ts";
import { stripes } from "./stripes.ts";
import { emsToMm, lineHeight, type Type, type Typesetter } from "./typeset.ts";

/** What it says. */
export type HandOutText = {
  readonly front: CardFront;
  readonly heading: string;
  readonly steps: readonly string[];
  /** Where the code leads (a whole URL), and what to do with it; null: there are lines to write the address on by hand. */
  readonly page: { readonly url: string; readonly alt: string } | null;
  readonly addressLabel: string;
  readonly imprint: string | null;
};

/** `large`: for people who need large print. */
export type HandOutLook = "plain" | "large";

/** A part of the page that is not torn apart: its height in mm, and its items with its top at `y`. */
type Block = { readonly height: number; readonly at: (y: number) => readonly Item[] };

const { x, width } = HAND_OUT;

/** The hand-out as one A4 page; in large print with long texts as two. */
export function layoutHandOut(setter: Typesetter, text: HandOutText, look: HandOutLook): Layout[] {
  const sizes = HAND_OUT[look];
  const plain: Type = { face: "regular", size: sizes.text, leading: sizes.leading, colour: INK };
  const foot = footBlock(setter, text, look);
  const blocks = [
    headlineBlock(setter, text.front.headline),
    textBlock(setter, text.front.line, { ...plain, size: sizes.line }),
    textBlock(setter, text.heading, { ...plain, face: "black", size: sizes.line }, "H2"),
    ...text.steps.map((step, at) => stepBlock(setter, `${at + 1}.`, step, plain)),
    wayBlock(setter, text, look),
  ];
  const pages: Item[][] = [[...stripes(HAND_OUT.stripes, text.front.colour, 0, A4.width)]];
  let y: number = HAND_OUT.top;
  for (const block of [...blocks, foot]) {
    if (y + block.height > HAND_OUT.bottom) {
      pages.push([]);
      y = HAND_OUT.stripes.top;
    }
    // The foot stands where feet stand.
    if (block === foot) y = HAND_OUT.bottom - block.height;
    pages.at(-1)?.push(...block.at(y));
    y += block.height + (blocks.indexOf(block) < 3 ? sizes.gap : sizes.gap / 2);
  }
  return pages.map((items) => ({ ...A4, items }));
}

function headlineBlock(setter: Typesetter, headline: string): Block {
  const { height } = HAND_OUT.headline;
  const look = { face: "black", colour: INK } as const;
  const { type, lines } = fitDisplay(setter, headline, look, HAND_OUT.headline, { width, height });
  return setBlock(setter, lines, type, width, "H1");
}

function textBlock(setter: Typesetter, text: string, type: Type, role: TextRole = "P"): Block {
  return setBlock(setter, setter.lines(text, type, width), type, width, role);
}

/** A step after its number. */
function stepBlock(setter: Typesetter, number: string, step: string, type: Type): Block {
  const indent = (HAND_OUT.indent * 2 * type.size) / PT_PER_MM;
  const lines = setter.lines(step, type, width - indent);
  const count = setter.lines(number, { ...type, face: "bold" }, indent);
  return {
    height: lines.length * lineHeight(type),
    at(y) {
      const baseline = y + rise(setter, type);
      const before = setter.set(count, { ...type, face: "bold" }, { x, y: baseline, width: indent });
      const after = setter.set(lines, type, { x: x + indent, y: baseline, width: width - indent });
      return [{ kind: "text", role: "LI", runs: [...before.runs, ...after.runs] }];
    },
  };
}

/** The code with the address beside it, or lines for the address. */
function wayBlock(setter: Typesetter, { page, addressLabel }: HandOutText, look: HandOutLook): Block {
  const sizes = HAND_OUT[look];
  const label: Type = { face: "regular", size: sizes.text, leading: sizes.leading, colour: INK };
  if (page === null) return writeInBlock(setter, addressLabel, label);
  const { code } = sizes;
  const room = width - code - sizes.gap;
  const bold: Type = { ...label, face: "bold", size: sizes.address };
  const said = setter.lines(addressLabel, label, room);
  const where = addressLines(setter, shortAddress(page.url), bold, room);
  const high = said.length * lineHeight(label) + where.length * lineHeight(bold);
  return {
    height: Math.max(code, high),
    at(y) {
      const left = x + code + sizes.gap;
      const top = y + Math.max(0, (code - high) / 2);
      const below = top + said.length * lineHeight(label);
      return [
        setter.set(said, label, { x: left, y: top + rise(setter, label), width: room }),
        setter.set(where, bold, { x: left, y: below + rise(setter, bold), width: room }),
        qrCode(page.url, { x, y, size: code }, page.alt),
      ];
    },
  };
}

function writeInBlock(setter: Typesetter, text: string, type: Type): Block {
  const { pitch, thickness } = HAND_OUT.writeIn;
  const said = textBlock(setter, text, type);
  const line = (y: number): RuleItem => ({
    kind: "rule",
    from: [x, y],
    to: [x + width, y],
    thickness,
    colour: INK,
  });
  return {
    height: said.height + 2 * pitch,
    at: (y) => [...said.at(y), line(y + said.height + pitch), line(y + said.height + 2 * pitch)],
  };
}

/** Who campaigns, and the imprint below. */
function footBlock(setter: Typesetter, { front, imprint }: HandOutText, look: HandOutLook): Block {
  const { foot, imprint: small } = HAND_OUT[look];
  const who: Type = { face: "bold", size: foot, leading: 1.3, colour: onPaper(front.colour) };
  const above = textBlock(setter, front.organisation, who);
  if (imprint === null) return above;
  const below = textBlock(setter, imprint, { face: "regular", size: small, leading: 1.3, colour: INK });
  return {
    height: above.height + below.height,
    at: (y) => [...above.at(y), ...below.at(y + above.height)],
  };
}

function setBlock(
  setter: Typesetter,
  lines: readonly Line[],
  type: Type,
  room: number,
  role: TextRole,
): Block {
  return {
    height: lines.length * lineHeight(type),
    at: (y) => [setter.set(lines, type, { x, y: y + rise(setter, type), width: room }, role)],
  };
}

/** From the top of a line to its baseline, mm. */
function rise(setter: Typesetter, type: Type): number {
  const { capHeight } = setter.metrics(type.face);
  return (lineHeight(type) + emsToMm(capHeight, type.size)) / 2;
}
