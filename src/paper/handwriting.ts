// A campaign's card for somebody who has a pen and no screen: lines to write on, and an MP's address or the way to find it.
import { INK } from "../campaigns/colour.ts";
import type { CardFront } from "../letters/letter.ts";
import { addressLines } from "./address-lines.ts";
import { address, divider, imprint } from "./card-back.ts";
import { cardFront } from "./card-front.ts";
import { FAINT, onPaper } from "./colour.ts";
import type { Item, Layout, RuleItem } from "./layout.ts";
import type { Card } from "./postcard.ts";
import { qrCode, shortAddress } from "./qr.ts";
import { A6, BACK, CARD_TYPE, HANDWRITING, PT_PER_MM } from "./sizes.ts";
import { emsToMm, lineHeight, type Type, type Typesetter } from "./typeset.ts";

/** What is printed on it. */
export type HandwritingText = {
  readonly front: CardFront;
  /** How it begins: "Dear Alex Baker," or only "Dear" before a line. */
  readonly greeting: string;
  /** "Name" before the last line, and what stands below it: "your constituent in X", or nothing. */
  readonly nameLabel: string;
  readonly below: string | null;
  /** What stands under the lines in their place where the writer is known: name, constituency, and what else they chose to show. */
  readonly signed: readonly string[];
  /** The address; without a name, the name's place is a line. */
  readonly name: string | null;
  readonly house: readonly string[];
  /** Where no MP is named: the address (a whole URL) of the page that finds them, and the words for it. */
  readonly find: { readonly url: string; readonly label: string; readonly alt: string } | null;
  readonly imprint: string | null;
};

const TYPE: Type = { face: "regular", ...HANDWRITING.text, colour: INK };

/** With fewer lines, the greeting's among them, nobody can say anything. */
const FEWEST_LINES = 4;

/** Both sides of the card. Its `fit` is bad where a signature, such as a long address, leaves no room to write. */
export function layoutHandwriting(setter: Typesetter, text: HandwritingText): Card {
  const front = cardFront(setter, text.front, text.imprint);
  const small = imprint(setter, text.imprint);
  const bottom = small?.top ?? A6.height - BACK.message.y;
  const found = text.find === null ? null : findItems(setter, text.find, bottom);
  const lines = lineItems(setter, text, found?.top ?? bottom);
  const back: Layout = {
    ...A6,
    items: [
      divider(onPaper(text.front.colour)),
      ...lines.items,
      ...(found?.items ?? []),
      ...(small === null ? [] : [small.item]),
      ...addressItems(setter, text),
    ],
  };
  const wordsOver = lines.count < FEWEST_LINES ? text.signed.join(" ").split(/\s+/).length : 0;
  const fit: Card["fit"] =
    wordsOver === 0 ? { ok: true, size: TYPE.size, wordsLeft: 0 } : { ok: false, size: TYPE.size, wordsOver };
  return { front: front.layout, back, fit };
}

/** The greeting, lines to write on down to `bottom` mm and how many, and the line for the name or the signature. */
function lineItems(
  setter: Typesetter,
  { greeting, nameLabel, below, signed }: HandwritingText,
  bottom: number,
): { items: Item[]; count: number } {
  const { x, width } = BACK.message;
  const { firstLine, pitch } = HANDWRITING;
  const texts = signed.length > 0 ? signed : below === null ? [] : [below];
  const belowLines = texts.flatMap((each) => setter.lines(each, TYPE, width));
  const room = bottom - belowLines.length * lineHeight(TYPE) - firstLine;
  const count = Math.floor(room / pitch + 1e-9) + 1;
  const last = firstLine + (count - 1) * pitch;
  const items: Item[] = [];
  for (let at = 0; at < count; at++) {
    const label = at === 0 ? greeting : at === count - 1 && signed.length === 0 ? nameLabel : "";
    items.push(...labelledLine(setter, label, firstLine + at * pitch));
  }
  if (belowLines.length > 0)
    items.push(setter.set(belowLines, TYPE, { x, y: last + lineHeight(TYPE), width }));
  return { items, count };
}

/** A line to write on across the message, after its label; a label that takes it all has none. */
function labelledLine(setter: Typesetter, label: string, y: number): Item[] {
  const { x, width } = BACK.message;
  if (label === "") return [writingLine(x, x + width, y)];
  const lines = setter.lines(label, TYPE, width);
  const [first] = lines;
  const text = setter.set(lines, TYPE, { x, y: y - (lines.length - 1) * lineHeight(TYPE), width });
  const from = x + emsToMm(first?.width ?? 0, TYPE.size) + HANDWRITING.gap;
  const left = x + width - from;
  return left < 15 || label.endsWith(",") ? [text] : [text, writingLine(from, x + width, y)];
}

function writingLine(from: number, to: number, y: number): RuleItem {
  return { kind: "rule", from: [from, y], to: [to, y], thickness: HANDWRITING.thickness, colour: FAINT };
}

/** The code with its words at its right, above `bottom` mm. */
function findItems(
  setter: Typesetter,
  { url, label, alt }: NonNullable<HandwritingText["find"]>,
  bottom: number,
): { items: Item[]; top: number } {
  const { size, gap, above, addressSize } = HANDWRITING.find;
  const { x, width } = BACK.message;
  const left = x + size + gap;
  const room = width - size - gap;
  const small: Type = { ...TYPE, size: addressSize };
  const heading: Type = { ...TYPE, face: "bold" };
  const said = setter.lines(label, heading, room);
  const where = addressLines(setter, shortAddress(url), small, room);
  const y = bottom - size;
  const first = y + 4 + heading.size / PT_PER_MM;
  return {
    top: y - above,
    items: [
      setter.set(said, heading, { x: left, y: first, width: room }),
      setter.set(where, small, { x: left, y: first + said.length * lineHeight(heading), width: room }),
      qrCode(url, { x, y, size }, alt),
    ],
  };
}

/** The MP's address, or the House's with a line above it for the name. */
function addressItems(setter: Typesetter, { name, house }: HandwritingText): Item[] {
  if (name !== null) return [address(setter, [name, ...house])];
  const { x, width, firstBaseline } = BACK.address;
  const [size = 11] = CARD_TYPE.address.sizes;
  const type: Type = { face: "regular", size, leading: CARD_TYPE.address.leading, colour: INK };
  const lines = house.flatMap((line) => setter.lines(line, type, width));
  const place = { x, y: firstBaseline + HANDWRITING.pitch, width };
  return [writingLine(x, x + width, firstBaseline), setter.set(lines, type, place)];
}
