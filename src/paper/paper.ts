// The way out on paper: a Letter as a card to look at and to print, and as an A4 letter.
import { Problem } from "../errors.ts";
import type { CardFront, Letter } from "../letters/letter.ts";
import type { Words } from "../words.ts";
import { layoutLetter } from "./a4-letter.ts";
import { cardFront } from "./card-front.ts";
import type { Fonts } from "./fonts.ts";
import type { Layout } from "./layout.ts";
import { paintPdf } from "./paint-pdf.ts";
import { paintSvg } from "./paint-svg.ts";
import { type Card, type Fit, layoutCard } from "./postcard.ts";
import { cardTexts, letterTexts } from "./printed-texts.ts";
import { imposeCopies, imposeSheet, type SheetName } from "./sheet.ts";
import type { SheetTools } from "./sheet-tools.ts";
import { createTypesetter } from "./typeset.ts";
import { unprintable } from "./unprintable.ts";

/** Both sides of a card as SVG elements, how the message fits, and the characters that cannot be printed. */
export type CardSvg = {
  readonly front: string;
  readonly back: string;
  readonly fit: Fit;
  readonly unprintable: readonly string[];
};

export type Paper = {
  /** Both sides as layouts in mm. Draws what it can: look at `fit` before printing. */
  card(letter: Letter): Card;
  /** Both sides for a screen; `labels` are read out in place of the pictures. Never throws for what a member typed. */
  cardSvg(letter: Letter, labels: { readonly front: string; readonly back: string }): CardSvg;
  /** A campaign's front alone, for a screen. With an empty label it is decoration. */
  frontSvg(front: CardFront, about: { readonly label: string }): string;
  /**
   * The card as PDF on a sheet, as often as the sheet has places. Rejects with `text-does-not-fit` (`count` words over), `characters-unprintable`
   * (`characters`): nothing is ever cut off silently.
   */
  postcardPdf(letter: Letter, sheet?: SheetName): Promise<Uint8Array>;
  /**
   * The pages of one sheet with up to four different cards (see `cardsPerSheet`). The cards are drawn as they are:
   * ask `fit` and `unprintable` of each before.
   */
  sheetPages(cards: readonly Card[], sheet: SheetName): Layout[];
  /** The A4 letter's pages as layouts in mm. */
  letterPages(letter: Letter): Layout[];
  /** The A4 letter as PDF. Rejects with `characters-unprintable` (`characters`). */
  letterPdf(letter: Letter): Promise<Uint8Array>;
  /** The characters of a text that cannot be printed, each once. */
  unprintable(text: string): string[];
};

/** Makes the paper's part of Postbag out of parsed fonts, and the words for who cuts and folds. */
export function createPaper({ fonts, words }: { readonly fonts: Fonts; readonly words: Words }): Paper {
  function refuseUnprintable(texts: readonly string[]): void {
    const characters = unprintable(fonts, texts.join("\n"));
    if (characters.length > 0)
      throw new Problem("characters-unprintable", { characters: characters.join(" ") });
  }

  function paint(letter: Letter, title: string, pages: readonly Layout[]): Promise<Uint8Array> {
    return paintPdf(fonts, pages, { title, language: letter.language, created: new Date(letter.writtenOn) });
  }

  function sheetTools(): SheetTools {
    return {
      setter: createTypesetter(fonts),
      steps: () => words.list("paper.a4Single"),
      printAt100: () => words("paper.printAt100"),
    };
  }

  return {
    card: (letter) => layoutCard(fonts, letter),

    cardSvg(letter, labels) {
      const { front, back, fit } = layoutCard(fonts, letter);
      return {
        front: paintSvg(front, labels.front),
        back: paintSvg(back, labels.back),
        fit,
        unprintable: unprintable(fonts, cardTexts(letter).join("\n")),
      };
    },

    frontSvg: (front, { label }) => paintSvg(cardFront(createTypesetter(fonts), front, null).layout, label),

    async postcardPdf(letter, sheet = "card") {
      refuseUnprintable(cardTexts(letter));
      const card = layoutCard(fonts, letter);
      if (!card.fit.ok) throw new Problem("text-does-not-fit", { count: card.fit.wordsOver });
      return paint(letter, letter.campaign.title, imposeCopies(card, sheet, sheetTools()));
    },

    sheetPages: (cards, sheet) => imposeSheet(cards, sheet, sheetTools()),

    letterPages: (letter) => layoutLetter(fonts, letter),

    async letterPdf(letter) {
      refuseUnprintable(letterTexts(letter));
      return paint(letter, letter.subject, layoutLetter(fonts, letter));
    },

    unprintable: (text) => unprintable(fonts, text),
  };
}
