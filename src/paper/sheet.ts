// How cards go onto the paper that is printed: each sheet's pages, made of the card's two sides.
import { Problem } from "../errors.ts";
import { a4Single } from "./a4-single.ts";
import type { Layout } from "./layout.ts";
import type { Card } from "./postcard.ts";
import type { Typesetter } from "./typeset.ts";

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

/** A sheet's pages in the order in which they are printed. */
type Impose = (card: Card, sheet: SheetTools) => Layout[];

/** What a sheet may need besides the card: how to set text, and the sentences for those who cut and fold. */
export type SheetTools = { readonly setter: Typesetter; steps(): readonly string[] };

const IMPOSE: Partial<Record<SheetName, Impose>> = {
  card: (card) => [card.front, card.back],
  "a4-single": a4Single,
};

/** The names of the sheets that can be made today. */
export const READY_SHEETS: readonly SheetName[] = SHEETS.filter((name) => name in IMPOSE);

/** Reads a sheet's name as a request gives it. Throws `sheet-unknown` with the names that there are. */
export function readSheet(name: string): SheetName {
  const known = READY_SHEETS.find((sheet) => sheet === name);
  if (known === undefined)
    throw new Problem("sheet-unknown", { sheet: name.slice(0, 40), sheets: READY_SHEETS.join(", ") });
  return known;
}

/** Puts a card on a sheet. Throws `sheet-unknown` for a sheet that cannot be made yet. */
export function imposeCard(card: Card, name: SheetName, tools: SheetTools): Layout[] {
  const impose = IMPOSE[readSheet(name)];
  if (impose === undefined)
    throw new Problem("sheet-unknown", { sheet: name, sheets: READY_SHEETS.join(", ") });
  return impose(card, tools);
}
