// What a sheet needs besides its cards.
import type { Typesetter } from "./typeset.ts";

/** How to set text, and the sentences for those who print, cut and fold. */
export type SheetTools = {
  readonly setter: Typesetter;
  /** What to do with `a4-single`, step by step. */
  steps(): readonly string[];
  /** The label on sheets that are cut: printed at another size, the cards are not A6. */
  printAt100(): string;
};
