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
import { imposeCard, type SheetName } from "./sheet.ts";
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
   * The card as PDF on a sheet. Rejects with `text-does-not-fit` (`count` words over), `characters-unprintable`
   * (`characters`) or `sheet-unknown`: nothing is ever cut off silently.
   */
  postcardPdf(letter: Letter, sheet?: SheetName): Promise<Uint8Array>;
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
      const tools = { setter: createTypesetter(fonts), steps: () => words.list("paper.a4Single") };
      return paint(letter, letter.campaign.title, imposeCard(card, sheet, tools));
    },

    letterPages: (letter) => layoutLetter(fonts, letter),

    async letterPdf(letter) {
      refuseUnprintable(letterTexts(letter));
      return paint(letter, letter.subject, layoutLetter(fonts, letter));
    },

    unprintable: (text) => unprintable(fonts, text),
  };
}
