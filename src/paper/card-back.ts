// The card's back: the message on the left, the MP's address where sorting machines read it, and room for the stamp.
import { INK } from "../campaigns/colour.ts";
import type { Letter } from "../letters/letter.ts";
import { ALARM } from "./colour.ts";
import { type Block, type Fitted, fitText } from "./fit-text.ts";
import { box, type Item, type Layout, type RuleItem, type TextItem } from "./layout.ts";
import { A6, BACK, CARD_TYPE, SIGNING } from "./sizes.ts";
import { emsToMm, lineHeight, type Type, type Typesetter } from "./typeset.ts";
import { printable } from "./unprintable.ts";

/** The back of a letter's card, and how its message fitted. Where it did not, the lines that do are drawn and a bar below them. */
export function cardBack(
  setter: Typesetter,
  letter: Letter,
  colour: string,
): { layout: Layout; fitted: Fitted } {
  const small = imprint(setter, letter.imprint);
  const { items, fitted } = message(setter, letter, small?.top ?? BACK.message.y + BACK.message.height);
  return {
    layout: {
      ...A6,
      items: [divider(colour), ...items, ...(small === null ? [] : [small.item]), address(setter, letter.to)],
    },
    fitted,
  };
}

function message(setter: Typesetter, letter: Letter, bottom: number): { items: Item[]; fitted: Fitted } {
  const setting = CARD_TYPE.message;
  const { x, y, width } = BACK.message;
  const blocks: Block[] = [
    { text: `${letter.salutation},`, body: false },
    ...letter.card.paragraphs.map((text) => ({ text, body: true })),
    { text: `${letter.close},`, body: false },
    { text: letter.card.signature.join("\n"), body: false, gapBefore: 0 },
  ]
    .map((block) => ({ ...block, text: printable(block.text).trim() }))
    .filter(({ text }) => text !== "" && text !== ",");

  const height = bottom - y;
  const fitted = fitText(setter, "regular", blocks, { width, height }, setting);
  const type: Type = { face: "regular", size: fitted.size, leading: setting.leading, colour: INK };
  // What the text leaves of the box, a person's pen may use.
  const signing = fitted.ok ? Math.min(SIGNING.most, (height - fitted.height) * 0.6) : 0;
  const items: Item[] = fitted.blocks.map((block) =>
    setter.place(block, type, { x, y: block.from === blocks.length - 1 ? y + signing : y }),
  );
  if (!fitted.ok) items.push(cutMark(fitted, blocks, type));
  return { items, fitted };
}

/** A bar under the last line that fits: only ever seen on a screen, for a card that does not fit is not printed. */
function cutMark(fitted: Fitted, blocks: readonly Block[], type: Type): Item {
  const last = fitted.blocks.findLast((block) => blocks[block.from]?.body === true)?.lines.at(-1)?.y ?? 0;
  const { x, y, width } = BACK.message;
  return box(x, y + last + lineHeight(type) * 0.35, width, 0.7, ALARM);
}

/** The line between message and address. */
export function divider(colour: string): RuleItem {
  const { x, top, bottom, thickness } = BACK.divider;
  return { kind: "rule", from: [x, top], to: [x, bottom], thickness, colour };
}

/** The small print at the foot of the message; the message has to end above `top` mm. */
export function imprint(
  setter: Typesetter,
  text: string | null,
): { readonly item: TextItem; readonly top: number } | null {
  if (text === null) return null;
  const type: Type = { face: "regular", ...CARD_TYPE.imprint, colour: INK };
  const { ascent, descent } = setter.metrics("regular");
  const { x, width } = BACK.message;
  const lines = setter.lines(text, type, width);
  const last = A6.height - BACK.message.y - emsToMm(descent, type.size);
  const first = last - (lines.length - 1) * lineHeight(type);
  return {
    item: setter.set(lines, type, { x, y: first, width }),
    top: first - emsToMm(ascent, type.size) - CARD_TYPE.imprint.gap,
  };
}

/** The address where machines read it; its first line may wrap. More lines than any seat needs begin higher up, clear of the strip below. */
export function address(setter: Typesetter, to: readonly string[]): TextItem {
  const { x, width, firstBaseline, clear, maxFirstLines } = BACK.address;
  const [name = "", ...rest] = to;
  const types = CARD_TYPE.address.sizes.map(
    (size): Type => ({ face: "regular", size, leading: CARD_TYPE.address.leading, colour: INK }),
  );
  const fits = (type: Type) => setter.lines(name, type, width).length <= maxFirstLines;
  const type = types.find(fits) ?? types.at(-1);
  if (type === undefined) throw new Error("paper: the address has no type sizes");
  const lines = [name, ...rest].flatMap((line) => setter.lines(line, type, width));
  const below = (lines.length - 1) * lineHeight(type) + emsToMm(setter.metrics(type.face).descent, type.size);
  const y = Math.min(firstBaseline, A6.height - BACK.blankBottom - clear - below);
  return setter.set(lines, type, { x, y, width });
}
