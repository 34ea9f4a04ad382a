// The waist of Postbag: everything before it decides what is said and to whom, everything after it how it leaves.
import type { FrontImage } from "../campaigns/front-image.ts";
import type { Seat } from "../mps/seat.ts";
import type { Postcode } from "../postcode/postcode.ts";

/**
 * Who writes. `address` lines exclude the postcode, which is empty only on a card made at a stall for an MP who was found by name: emails
 * and letters are for those who give theirs.
 */
export type Sender = {
  readonly name: string;
  readonly address: readonly string[];
  readonly postcode: Postcode | "";
  readonly email: string | null;
};

/**
 * The card's front: a headline, the line beneath it, one strong colour (`#rrggbb`) and who campaigns. Where there is a
 * picture, it covers the front, and headline and line are what it says to those who do not see it.
 */
export type CardFront = {
  readonly headline: string;
  readonly line: string;
  readonly colour: string;
  readonly organisation: string;
  readonly image: FrontImage | null;
};

/**
 * A composed letter: plain text in NFC, no markup, ready for any way out. Immutable.
 *
 * The card and the A4 letter say the same at two lengths. `paragraphs` never hold an empty string; a line break
 * inside a paragraph is `\n`.
 */
export type Letter = {
  /** BCP 47 tag of the language it is written in. */
  readonly language: string;
  readonly campaign: { readonly id: string; readonly title: string };
  readonly seat: Seat;
  /** The postal address to print, top line first: name with style, `House of Commons`, `LONDON`, `SW1A 0AA`. */
  readonly to: readonly string[];
  /** "Dear Alex Baker", without the comma that print and email add. */
  readonly salutation: string;
  /** One line. */
  readonly subject: string;
  /** The one thing that the MP is asked to do; one line, and part of the texts below. */
  readonly ask: string;
  readonly card: {
    readonly front: CardFront;
    readonly paragraphs: readonly string[];
    /** Under the close: the name, "your constituent in X", and what else the member chose to show. */
    readonly signature: readonly string[];
  };
  readonly body: {
    readonly paragraphs: readonly string[];
    /** The same with each reason in its sentence for the card: for an email whose link must stay short. */
    readonly brief: readonly string[];
    /** Questions the MP could ask, with the sentence that introduces them; null where there are none to print. */
    readonly questions: { readonly intro: string; readonly items: readonly string[] } | null;
  };
  /** "Yours sincerely", without the comma. */
  readonly close: string;
  readonly sender: Sender;
  /** The last line before the close: that an answer is hoped for, and by email where the member gave an address for it. */
  readonly replyLine: string | null;
  /** ISO date on which it was written. */
  readonly writtenOn: string;
  /** Small print on every card, letter and email: an imprint that the law can ask for, "Sample text", or nothing. */
  readonly imprint: string | null;
};
