// How cards go onto the paper that is printed: each sheet's pages, made of the sides of its cards.
import { Problem } from "../errors.ts";
import { a4Single } from "./a4-single.ts";
import { cardBleed } from "./card-bleed.ts";
import { a4Backs, a4Duplex, sra4 } from "./four-up.ts";
import type { Layout } from "./layout.ts";
import type { Card } from "./postcard.ts";
import type { SheetTools } from "./sheet-tools.ts";

/** Every sheet there is, by the name it has in the API and on the command line (DESIGN §9). */
export const SHEETS = [
  "card",
  "card-bleed",
  "a4-single",
  "a4",
  "a4-duplex-long",
  "a4-duplex-short",
  "sra4",
] as const;
export type SheetName = (typeof SHEETS)[number];

/** How many cards a sheet holds, and its pages in the order in which they are printed. */
type Sheet = {
  readonly cards: 1 | 4;
  readonly impose: (cards: readonly Card[], tools: SheetTools) => Layout[];
};

const IMPOSE: Readonly<Record<SheetName, Sheet>> = {
  card: one((card) => [card.front, card.back]),
  "card-bleed": one(cardBleed),
  "a4-single": one(a4Single),
  a4: { cards: 4, impose: a4Backs },
  "a4-duplex-long": { cards: 4, impose: (cards) => a4Duplex(cards, "long") },
  "a4-duplex-short": { cards: 4, impose: (cards) => a4Duplex(cards, "short") },
  sra4: { cards: 4, impose: sra4 },
};

/** How many cards go on one sheet. */
export function cardsPerSheet(sheet: SheetName): 1 | 4 {
  return IMPOSE[sheet].cards;
}

/** Reads a sheet's name as a request gives it. Throws `sheet-unknown` with the names that there are. */
export function readSheet(name: string): SheetName {
  const known = SHEETS.find((sheet) => sheet === name);
  if (known === undefined)
    throw new Problem("sheet-unknown", { sheet: name.slice(0, 40), sheets: SHEETS.join(", ") });
  return known;
}

/**
 * The pages of one sheet: up to `cardsPerSheet` cards, different ones or the same again. Where there are fewer, the
 * places of the others stay empty.
 */
export function imposeSheet(cards: readonly Card[], sheet: SheetName, tools: SheetTools): Layout[] {
  const { cards: most, impose } = IMPOSE[sheet];
  if (cards.length > most) throw new RangeError(`paper: ${cards.length} cards on a sheet for ${most}`);
  return cards.length === 0 ? [] : impose(cards, tools);
}

/** The pages of sheets full of one card: as many copies as a sheet has places. */
export function imposeCopies(card: Card, sheet: SheetName, tools: SheetTools): Layout[] {
  return imposeSheet(Array<Card>(cardsPerSheet(sheet)).fill(card), sheet, tools);
}

function one(impose: (card: Card, tools: SheetTools) => Layout[]): Sheet {
  return { cards: 1, impose: ([card], tools) => (card === undefined ? [] : impose(card, tools)) };
}
