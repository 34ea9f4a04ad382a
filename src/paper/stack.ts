// A stream of cards → one PDF, page by page: fonts are embedded once, and a page that is written is forgotten.
import { setImmediate } from "node:timers/promises";
import { Problem } from "../errors.ts";
import type { Letter } from "../letters/letter.ts";
import type { Fonts } from "./fonts.ts";
import type { Layout } from "./layout.ts";
import { type About, openPdf, paintPage } from "./paint-pdf.ts";
import type { Paper } from "./paper.ts";
import { createStructure } from "./pdf-structure.ts";
import { createPdfFonts } from "./pdf-text.ts";
import type { Card } from "./postcard.ts";
import { cardTexts } from "./printed-texts.ts";
import { cardsPerSheet, flipOf, type SheetName } from "./sheet.ts";
import { A6 } from "./sizes.ts";
import { slimPdf } from "./slim-pdf.ts";
import { type Cover, coverPage, type StackPage, type Summary, summaryPages } from "./stack-pages.ts";
import { createTypesetter } from "./typeset.ts";

/** What a stack is made of, in its order. A cover or a summary begins a new sheet. */
export type StackPiece =
  | { readonly kind: "card"; readonly card: Card }
  | { readonly kind: "cover"; readonly cover: Cover }
  | { readonly kind: "summary"; readonly summary: Summary };

export type Stack = {
  /**
   * A letter's card, ready for a stack. Throws `characters-unprintable` (`characters`) or `text-does-not-fit` (`count`
   * words over).
   */
  card(letter: Letter): Card;
  /**
   * The PDF's bytes as they come. The next piece is asked for when the last one is painted, and other work of the process
   * gets its turn after every sheet. Rejects as `pieces` does; what was given until then is no whole PDF.
   */
  pdf(pieces: AsyncIterable<StackPiece>, sheet: SheetName, about: About): AsyncGenerator<Uint8Array>;
};

/** Bytes that are gathered before they are handed on. */
const CHUNK = 65_536;

/** A card with nothing on it: laid on a sheet, it shows what the sheet's pages are. */
const EMPTY: Card = {
  front: { ...A6, items: [] },
  back: { ...A6, items: [] },
  fit: { ok: true, size: 0, wordsLeft: 0 },
};

/** Makes the stack's part of Postbag. */
export function createStack({ fonts, paper }: { readonly fonts: Fonts; readonly paper: Paper }): Stack {
  async function* sheetsOf(
    pieces: AsyncIterable<StackPiece>,
    sheet: SheetName,
  ): AsyncGenerator<readonly Layout[]> {
    const [page, other] = paper.sheetPages([EMPTY], sheet);
    if (page === undefined) throw new Error(`paper: the sheet ${sheet} has no page`);
    const blank: StackPage = bare(page);
    let cards: Card[] = [];
    for await (const piece of pieces) {
      if (piece.kind === "card") {
        cards.push(piece.card);
        if (cards.length < cardsPerSheet(sheet)) continue;
      }
      if (cards.length > 0) yield paper.sheetPages(cards, sheet);
      cards = [];
      // What is no card is a leaf of its own, with nothing behind it, so that the backs after it stay on their fronts.
      for (const leaf of leaves(piece, blank)) {
        yield other === undefined ? [leaf] : [leaf, { ...bare(other), items: [] }];
      }
    }
    if (cards.length > 0) yield paper.sheetPages(cards, sheet);
  }

  function leaves(piece: StackPiece, page: StackPage): Layout[] {
    switch (piece.kind) {
      case "card":
        return [];
      case "cover":
        return [coverPage(createTypesetter(fonts), page, piece.cover)];
      case "summary":
        return summaryPages(createTypesetter(fonts), page, piece.summary);
    }
  }

  return {
    card(letter) {
      const characters = paper.unprintable(cardTexts(letter).join("\n"));
      if (characters.length > 0)
        throw new Problem("characters-unprintable", { characters: characters.join(" ") });
      const card = paper.card(letter);
      if (!card.fit.ok) throw new Problem("text-does-not-fit", { count: card.fit.wordsOver });
      return card;
    },

    async *pdf(pieces, sheet, about) {
      const doc = openPdf({ ...about, flip: flipOf(sheet) }, { compress: true });
      try {
        const used = createPdfFonts(doc, fonts);
        const slim = slimPdf(doc);
        const structure = createStructure(doc);
        for await (const pages of sheetsOf(pieces, sheet)) {
          for (const layout of pages) {
            structure.section(() => paintPage(doc, used, structure, layout));
            slim.pageDone();
          }
          await setImmediate();
          if (slim.waiting >= CHUNK) yield slim.take();
        }
        structure.end();
        slim.end();
        yield slim.take();
      } finally {
        doc.destroy();
      }
    },
  };
}

function bare({ width, height, trim, bleed }: Layout): StackPage {
  return {
    width,
    height,
    ...(trim === undefined ? {} : { trim }),
    ...(bleed === undefined ? {} : { bleed }),
  };
}
