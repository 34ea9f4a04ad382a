// The pages between the cards of a stack: the cover on each MP's cards, and the summary of what is in it.
import { INK } from "../campaigns/colour.ts";
import { fitDisplay } from "./fit-display.ts";
import type { Area, Item, Layout, TextRole } from "./layout.ts";
import { A6, BACK, LETTER } from "./sizes.ts";
import { lineHeight, type Type, type Typesetter } from "./typeset.ts";

/** What a cover says: a heading, what to do, and the address for the envelope, top line first. */
export type Cover = {
  readonly heading: string;
  readonly notes: readonly string[];
  readonly to: readonly string[];
};

/** What a summary says: a heading, and a line for each envelope. It goes over as many pages as it needs. */
export type Summary = {
  readonly heading: string;
  readonly notes: readonly string[];
  readonly rows: readonly string[];
};

/** The page that they are drawn on: the sheet's own, so that a printer takes them in the same run. */
export type StackPage = Pick<Layout, "width" | "height" | "trim" | "bleed">;

/** Where things stand, mm from the top left of what is left after cutting; type sizes in pt. */
const PLACES = {
  /** As on the card's own back: what it says on the left, the address where the card has it. */
  card: {
    edge: 9,
    heading: { y: 16, width: BACK.message.width - 2, height: 30, size: 14, smallest: 8 },
    address: { x: BACK.address.x, y: BACK.address.firstBaseline, width: BACK.address.width, size: 11 },
    notes: { size: 9 },
    rows: { size: 8.5 },
  },
  /** The address in the window of an envelope, as the letter has it, and the rest below. */
  page: {
    edge: 25,
    heading: { y: 112, width: LETTER.text.width, height: 60, size: 26, smallest: 14 },
    address: { x: LETTER.address.x, y: LETTER.address.firstBaseline, width: LETTER.address.width, size: 11 },
    notes: { size: 12 },
    rows: { size: 10 },
  },
} as const;
type Places = (typeof PLACES)[keyof typeof PLACES];

/** One cover. */
export function coverPage(setter: Typesetter, page: StackPage, { heading, notes, to }: Cover): Layout {
  const area = areaOf(page);
  const places = placesFor(area);
  const { address } = places;
  const title = coverHeading(setter, heading, places);
  const about = column(
    setter,
    notes,
    plain(places.notes.size),
    { y: title.end + lineHeight(plain(places.notes.size)), width: places.heading.width },
    places.edge,
  );
  const envelope = to.flatMap((line) => setter.lines(line, plain(address.size), address.width));
  const items: Item[] = [...title.items, ...about.items, setter.set(envelope, plain(address.size), address)];
  return onPage(page, area, items);
}

/** The summary's pages, at least one. */
export function summaryPages(
  setter: Typesetter,
  page: StackPage,
  { heading, notes, rows }: Summary,
): Layout[] {
  const area = areaOf(page);
  const places = placesFor(area);
  const { edge } = places;
  const type = plain(places.rows.size);
  const width = area.width - 2 * edge;
  const top = edge + lineHeight(type);
  const bottom = area.height - edge;

  const title = column(setter, [heading], bold(places.heading.size), { y: top, width }, edge, "H1");
  const about = column(setter, notes, type, { y: title.end, width }, edge);
  const pages: Item[][] = [[...title.items, ...about.items]];
  let y = about.end + lineHeight(type);
  for (const row of rows) {
    const lines = setter.lines(row, type, width);
    const height = lines.length * lineHeight(type);
    if (y + height > bottom) {
      pages.push([]);
      y = top;
    }
    pages.at(-1)?.push(setter.set(lines, type, { x: edge, y, width }, "LI"));
    y += height;
  }
  return pages.map((items) => onPage(page, area, items));
}

/** A cover's heading on even lines, so that no "MP" stands alone below the name; a very long one is smaller, to leave room below. */
function coverHeading(setter: Typesetter, text: string, { heading, edge }: Places): Column {
  const { leading, size, ...look } = bold(heading.size);
  const sizes = { largest: size, smallest: heading.smallest, step: 1, leading, maxLines: HEADING_LINES };
  const { type, lines } = fitDisplay(setter, text, look, sizes, heading);
  const item = setter.set(lines, type, { ...heading, x: edge }, "H1");
  return { items: [item], end: heading.y + (lines.length + GAP) * lineHeight(type) };
}

/** Texts below each other, and where the next one's baseline would be, mm. */
type Column = { readonly items: readonly Item[]; readonly end: number };

/** No name there is needs more; at the smallest size there is room for any. */
const HEADING_LINES = 12;

/** Between two texts, in lines. */
const GAP = 0.4;

function column(
  setter: Typesetter,
  texts: readonly string[],
  type: Type,
  { y: top, width }: { readonly y: number; readonly width: number },
  x: number,
  role: TextRole = "P",
): Column {
  let y = top;
  const items = texts.map((text) => {
    const lines = setter.lines(text, type, width);
    const item = setter.set(lines, type, { x, y, width }, role);
    y += (lines.length + GAP) * lineHeight(type);
    return item;
  });
  return { items, end: y };
}

/** What is left of the page after cutting. */
function areaOf({ width, height, trim }: StackPage): Area {
  return trim ?? { x: 0, y: 0, width, height };
}

function placesFor({ height }: Area): Places {
  return height <= A6.height ? PLACES.card : PLACES.page;
}

function onPage(page: StackPage, { x, y }: Area, items: readonly Item[]): Layout {
  return { ...page, items: [{ kind: "group", x, y, turn: 0, items }] };
}

function bold(size: number): Type {
  return { face: "black", size, leading: 1.15, colour: INK };
}

function plain(size: number): Type {
  return { face: "regular", size, leading: 1.35, colour: INK };
}
