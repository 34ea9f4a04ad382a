// A Letter as an A4 letter for a window envelope: one page where it can be, more with page numbers where not.
import { INK } from "../campaigns/colour.ts";
import type { Letter } from "../letters/letter.ts";
import type { Line } from "./break-lines.ts";
import { type FlowBlock, type FlowPage, flow } from "./flow.ts";
import type { Fonts } from "./fonts.ts";
import type { Item, Layout, TextItem } from "./layout.ts";
import { A4, LETTER } from "./sizes.ts";
import { createTypesetter, emsToMm, lineHeight, type Type, type Typesetter } from "./typeset.ts";
import { printable } from "./unprintable.ts";

/** The pages of the letter. Throws `characters-unprintable` where the font cannot set a word at all. */
export function layoutLetter(fonts: Fonts, letter: Letter): Layout[] {
  const setter = createTypesetter(fonts);
  const { continuedTop } = LETTER.text;
  const sender = senderLines(setter, letter);
  // A very long address goes on below the window, and then the text begins below it.
  const { firstBaseline } = LETTER.sender;
  const senderEnd = firstBaseline + sender.length * lineHeight(SENDER);
  const top = Math.max(LETTER.text.top, senderEnd);
  const [largest = 11] = LETTER.body.sizes;
  const bottom = LETTER.text.bottom - (footLines(setter, letter).length - 1) * lineHeight(FOOT);
  // One page at a slightly smaller size is better than a second page with three lines on it.
  const tried = LETTER.body.sizes.map((size) =>
    flow(bodyBlocks(setter, letter, size), top, continuedTop, bottom),
  );
  const pages =
    tried.find((result) => result.length === 1) ??
    flow(bodyBlocks(setter, letter, largest), top, continuedTop, bottom);
  const head = [
    setter.set(sender, SENDER, { ...LETTER.sender, y: firstBaseline }),
    addressItem(setter, letter),
  ];
  return pages.map((page, at) => layoutPage(setter, letter, at === 0 ? head : [], page, at, pages.length));
}

const SENDER: Type = {
  face: "regular",
  size: LETTER.sender.size,
  leading: LETTER.sender.leading,
  colour: INK,
};
const FOOT: Type = { face: "regular", size: LETTER.foot.size, leading: LETTER.foot.leading, colour: INK };

function layoutPage(
  setter: Typesetter,
  letter: Letter,
  head: readonly Item[],
  page: FlowPage,
  at: number,
  count: number,
): Layout {
  const { x, width } = LETTER.text;
  const items: Item[] = [...head, ...page.map(({ block, lines, y }) => textOf(setter, block, lines, y))];
  const foot = { x, y: LETTER.foot.baseline, width };
  if (at === count - 1) {
    const lines = footLines(setter, letter);
    const first = foot.y - (lines.length - 1) * lineHeight(FOOT);
    if (lines.length > 0) items.push(setter.set(lines, FOOT, { ...foot, y: first }));
  }
  if (count > 1) {
    const number = setter.lines(`${at + 1} / ${count}`, FOOT, width);
    items.push(
      setter.set(number, FOOT, { ...foot, y: LETTER.foot.baseline + lineHeight(FOOT) }, "Artifact", "right"),
    );
  }
  return { ...A4, items };
}

function textOf(setter: Typesetter, block: FlowBlock, lines: readonly Line[], y: number): TextItem {
  const item = setter.set(lines, block.type, { x: block.x, y, width: block.width }, block.role);
  if (lines[0] !== block.lines[0]) return { ...item, continues: true };
  if (block.label === null) return item;
  const { indent } = LETTER.questions;
  const label = setter.set(setter.lines(block.label, block.type, indent), block.type, {
    x: block.x - indent,
    y,
    width: indent,
  });
  return { ...item, runs: [...label.runs, ...item.runs] };
}

/** The sender at the top right, clear of the envelope's window, with the date below. */
function senderLines(setter: Typesetter, letter: Letter): Line[] {
  const { name, address, postcode } = letter.sender;
  return [name, ...address, postcode, "\n", longDate(letter)].flatMap((line) =>
    line === "\n"
      ? [{ pieces: [], width: 0, inWord: false }]
      : setter.lines(line, SENDER, LETTER.sender.width),
  );
}

/** The address, in the largest type in which all of it shows in the window. */
function addressItem(setter: Typesetter, letter: Letter): TextItem {
  const { x, width, firstBaseline, sizes, leading } = LETTER.address;
  const { descent } = setter.metrics("regular");
  const setIn = (size: number): TextItem => {
    const type: Type = { face: "regular", size, leading, colour: INK };
    const lines = letter.to.flatMap((line) => setter.lines(line, type, width));
    return setter.set(lines, type, { x, y: firstBaseline, width });
  };
  const [largest, ...smaller] = sizes;
  let item = setIn(largest);
  for (const size of smaller) {
    const last = item.runs.at(-1);
    if (last === undefined || last.y + emsToMm(descent, last.size) <= LETTER.window.bottom) break;
    item = setIn(size);
  }
  return item;
}

/** How each language that a campaign has writes a date: making one takes as long as a tenth of the page. */
const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** The date as the letter's language writes it: "1 May 2019". */
function longDate({ language, writtenOn }: Letter): string {
  const locale = language.includes("-") ? language : `${language}-GB`;
  const format =
    dateFormats.get(locale) ?? new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  dateFormats.set(locale, format);
  return format.format(new Date(writtenOn));
}

function footLines(setter: Typesetter, letter: Letter): Line[] {
  return letter.imprint === null ? [] : setter.lines(letter.imprint, FOOT, LETTER.text.width);
}

/** Everything from the salutation to the sender's address, in order, at a size in pt. */
function bodyBlocks(setter: Typesetter, letter: Letter, size: number): FlowBlock[] {
  const { leading, paragraphGap } = LETTER.body;
  const { x, width } = LETTER.text;
  const regular: Type = { face: "regular", size, leading, colour: INK };
  const gap = paragraphGap * lineHeight(regular);
  const block = (text: string, more: Partial<FlowBlock> = {}): FlowBlock => {
    const type = more.type ?? regular;
    const room = more.width ?? width;
    return {
      lines: setter.lines(printable(text).trim(), type, room),
      type,
      x,
      width: room,
      gapBefore: gap,
      role: "P",
      label: null,
      keepWithNext: false,
      ...more,
    };
  };
  const { questions, paragraphs } = letter.body;
  const { indent } = LETTER.questions;
  const { name, address, postcode } = letter.sender;
  const body = [
    block(`${letter.salutation},`, { keepWithNext: true }),
    block(letter.subject, { type: { ...regular, face: "bold" }, role: "H1", keepWithNext: true }),
    ...paragraphs.map((text) => block(text)),
    ...(questions === null ? [] : [block(questions.intro, { keepWithNext: true })]),
    ...(questions?.items ?? []).map((text, at) =>
      block(text, {
        role: "LI",
        x: x + indent,
        width: width - indent,
        label: `${at + 1}.`,
        gapBefore: gap * 0.6,
      }),
    ),
    ...(letter.replyLine === null ? [] : [block(letter.replyLine)]),
  ].filter(says);
  const signOff = [
    block(`${letter.close},`, { keepWithNext: true }),
    block(name, { gapBefore: LETTER.signing, keepWithNext: true }),
    block([...address, postcode].join(", "), { gapBefore: 0 }),
  ].filter(says);
  // The last lines of the text go wherever the sign-off goes: it is never alone on a page, nor with nothing but where to answer.
  const end = body.length - (letter.replyLine === null ? 1 : 2);
  return [...body.map((each, at) => (at >= end ? { ...each, keepWithNext: true } : each)), ...signOff];
}

function says({ lines }: FlowBlock): boolean {
  return lines.some(({ pieces }) => pieces.length > 0);
}
