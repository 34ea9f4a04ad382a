// The way out on paper: a Letter as a card to look at and to print, and as an A4 letter.
import { Problem } from "../errors.ts";
import type { CardFront, Letter } from "../letters/letter.ts";
import type { Seat } from "../mps/seat.ts";
import type { Words } from "../words.ts";
import { layoutLetter } from "./a4-letter.ts";
import { handOutText, handwritingText, type PrintedCampaign, posterText } from "./campaign-prints.ts";
import { cardFront } from "./card-front.ts";
import type { Fonts } from "./fonts.ts";
import type { Flip } from "./four-up.ts";
import { type HandOutLook, layoutHandOut } from "./hand-out.ts";
import { type HandwritingText, layoutHandwriting } from "./handwriting.ts";
import type { Layout } from "./layout.ts";
import { paintPdf } from "./paint-pdf.ts";
import { paintSvg } from "./paint-svg.ts";
import { type Card, createCardLayout, type Fit } from "./postcard.ts";
import { layoutPoster } from "./poster.ts";
import { campaignTexts, cardTexts, letterTexts } from "./printed-texts.ts";
import { cardsPerSheet, flipOf, imposeCopies, imposeSheet, type SheetName } from "./sheet.ts";
import type { SheetTools } from "./sheet-tools.ts";
import { layoutTestSheet, RULERS } from "./test-sheet.ts";
import { createTypesetter } from "./typeset.ts";
import { unprintable, withoutUnprintable } from "./unprintable.ts";

/** Both sides of a card as SVG elements, how the message fits, and the characters that cannot be printed. */
export type CardSvg = {
  readonly front: string;
  readonly back: string;
  readonly fit: Fit;
  readonly unprintable: readonly string[];
};

/** A poster: whose, where its code leads (the whole URL of the campaign's page), and the ISO date of its making. */
export type Poster = {
  readonly campaign: PrintedCampaign;
  readonly pageUrl: string;
  readonly madeOn: string;
};

/** A hand-out: as a poster, but that there may be no public page yet (`pageUrl` null), and in large print where asked for. */
export type HandOut = Omit<Poster, "pageUrl"> & {
  readonly pageUrl: string | null;
  readonly look: HandOutLook;
};

/** Cards for handwriting: to a seat's MP, or to whoever finds theirs at `pageUrl`; how many, and on which sheet. */
export type HandwritingCards = {
  readonly campaign: PrintedCampaign;
  readonly seat: Seat | null;
  readonly pageUrl: string | null;
  readonly sheet: SheetName;
  readonly copies: number;
  readonly madeOn: string;
};

/** A rep who needs more prints the file again. */
const MOST_COPIES = 1000;

export type Paper = {
  /** Both sides as layouts in mm. Draws what it can: look at `fit` before printing. */
  card(letter: Letter): Card;
  /** Both sides for a screen; `labels` are read out in place of the pictures. Never throws for what a member typed. */
  cardSvg(letter: Letter, labels: { readonly front: string; readonly back: string }): CardSvg;
  /** A campaign's front alone, with its small print or none, for a screen. With an empty label it is decoration. */
  frontSvg(front: CardFront, about: { readonly label: string; readonly imprint: string | null }): string;
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
  /** A campaign's A4 poster with the way to its page, as PDF. Rejects with `characters-unprintable`. */
  posterPdf(poster: Poster): Promise<Uint8Array>;
  /** A campaign's A4 hand-out for people who will not wait, as PDF. Rejects with `characters-unprintable`. */
  handOutPdf(handOut: HandOut): Promise<Uint8Array>;
  /**
   * Cards to be written on by hand, on as many sheets as they need, as PDF. Rejects with `characters-unprintable`, and
   * with a `RangeError` for fewer than 1 or more than 1,000 copies.
   */
  handwritingPdf(cards: HandwritingCards): Promise<Uint8Array>;
  /**
   * A card to be written on by hand, ready for a stack. Throws `characters-unprintable`, and `text-does-not-fit` where a long
   * signature leaves no lines to write on.
   */
  handwritingCard(text: HandwritingText): Card;
  /** A sheet with rulers on it, to see whether a printer prints at 100%, as PDF. `madeOn` is an ISO date. */
  testSheetPdf(madeOn: string): Promise<Uint8Array>;
  /** The characters of a text that cannot be printed, each once. */
  unprintable(text: string): string[];
  /** The text without them, for whoever would rather print it so. */
  withoutUnprintable(text: string): string;
};

/** Makes the paper's part of Postbag out of parsed fonts, and the words for who cuts and folds. */
export function createPaper({ fonts, words }: { readonly fonts: Fonts; readonly words: Words }): Paper {
  const layoutCard = createCardLayout(fonts);

  function refuseUnprintable(texts: readonly string[]): void {
    const characters = unprintable(fonts, texts.join("\n"));
    if (characters.length > 0)
      throw new Problem("characters-unprintable", { characters: characters.join(" ") });
  }

  function paint(
    { language, writtenOn }: Pick<Letter, "language" | "writtenOn">,
    title: string,
    pages: readonly Layout[],
    flip?: Flip,
  ): Promise<Uint8Array> {
    return paintPdf(fonts, pages, { title, language, created: new Date(writtenOn), flip });
  }

  function sheetTools(): SheetTools {
    return {
      setter: createTypesetter(fonts),
      steps: () => words.list("paper.a4Single"),
      printAt100: () => words("paper.printAt100"),
    };
  }

  function handwritingCard(text: HandwritingText): Card {
    refuseUnprintable(campaignTexts(text));
    const card = layoutHandwriting(createTypesetter(fonts), text);
    if (!card.fit.ok) throw new Problem("text-does-not-fit", { count: card.fit.wordsOver });
    return card;
  }

  return {
    card: layoutCard,
    handwritingCard,

    cardSvg(letter, labels) {
      const { front, back, fit } = layoutCard(letter);
      return {
        front: paintSvg(front, labels.front),
        back: paintSvg(back, labels.back),
        fit,
        unprintable: unprintable(fonts, cardTexts(letter).join("\n")),
      };
    },

    frontSvg: (front, { label, imprint }) =>
      paintSvg(cardFront(createTypesetter(fonts), front, imprint).layout, label),

    async postcardPdf(letter, sheet = "card") {
      refuseUnprintable(cardTexts(letter));
      const card = layoutCard(letter);
      if (!card.fit.ok) throw new Problem("text-does-not-fit", { count: card.fit.wordsOver });
      return paint(letter, letter.campaign.title, imposeCopies(card, sheet, sheetTools()), flipOf(sheet));
    },

    sheetPages: (cards, sheet) => imposeSheet(cards, sheet, sheetTools()),

    letterPages: (letter) => layoutLetter(fonts, letter),

    async letterPdf(letter) {
      refuseUnprintable(letterTexts(letter));
      return paint(letter, letter.subject, layoutLetter(fonts, letter));
    },

    async posterPdf({ campaign, pageUrl, madeOn }) {
      const text = posterText(campaign, pageUrl, words);
      refuseUnprintable(campaignTexts(text));
      const poster = layoutPoster(createTypesetter(fonts), text);
      return paint({ language: words.language, writtenOn: madeOn }, campaign.title, [poster]);
    },

    async handOutPdf({ campaign, pageUrl, madeOn, look }) {
      const text = handOutText(campaign, pageUrl, words);
      refuseUnprintable(campaignTexts(text));
      const pages = layoutHandOut(createTypesetter(fonts), text, look);
      return paint({ language: words.language, writtenOn: madeOn }, campaign.title, pages);
    },

    async handwritingPdf({ campaign, seat, pageUrl, sheet, copies, madeOn }) {
      if (!(copies >= 1 && copies <= MOST_COPIES)) throw new RangeError(`paper: ${copies} copies`);
      const card = handwritingCard(handwritingText(campaign, seat, pageUrl, words));
      const full = cardsPerSheet(sheet);
      const tools = sheetTools();
      const sheets = Array.from({ length: Math.ceil(copies / full) }, (_, at) => {
        const cards = Array<Card>(Math.min(full, copies - at * full)).fill(card);
        return imposeSheet(cards, sheet, tools);
      });
      const about = { language: words.language, writtenOn: madeOn };
      return paint(about, campaign.title, sheets.flat(), flipOf(sheet));
    },

    testSheetPdf(madeOn) {
      const text = {
        heading: words("paper.testSheet.heading"),
        steps: words.list("paper.testSheet.steps", RULERS),
        edges: words("paper.testSheet.edges"),
        card: words("paper.testSheet.card"),
      };
      const sheet = layoutTestSheet(createTypesetter(fonts), text);
      return paint({ language: words.language, writtenOn: madeOn }, text.heading, [sheet]);
    },

    unprintable: (text) => unprintable(fonts, text),

    withoutUnprintable: (text) => withoutUnprintable(fonts, text),
  };
}
