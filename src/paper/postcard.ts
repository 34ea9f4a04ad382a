// A Letter as an A6 postcard: both sides as layouts, and whether the message fits.
import type { Letter } from "../letters/letter.ts";
import { cardBack } from "./card-back.ts";
import { cardFront } from "./card-front.ts";
import { onPaper } from "./colour.ts";
import type { Fonts } from "./fonts.ts";
import type { Layout } from "./layout.ts";
import { createTypesetter } from "./typeset.ts";

/** Whether a card's words fit: the size in pt and about how many more would, or how many have to go. */
export type Fit =
  | { readonly ok: true; readonly size: number; readonly wordsLeft: number }
  | { readonly ok: false; readonly size: number; readonly wordsOver: number };

/** A card ready to be painted. Where `fit.ok` is false its layouts are good for a preview only: not all words are on them. */
export type Card = { readonly front: Layout; readonly back: Layout; readonly fit: Fit };

/** How many campaigns' fronts are kept. */
const MOST_FRONTS = 50;

/**
 * Makes what lays out a letter's card. It throws `characters-unprintable` where the font cannot set a word at all.
 *
 * Cards of one campaign share their front: it is laid out once and kept, for nothing on it is a member's.
 */
export function createCardLayout(fonts: Fonts): (letter: Letter) => Card {
  const fronts = new Map<string, ReturnType<typeof cardFront>>();

  function frontOf({ card, imprint }: Letter): ReturnType<typeof cardFront> {
    const { headline, line, colour, organisation, image } = card.front;
    const key = JSON.stringify([headline, line, colour, organisation, imprint, image?.hash]);
    const known = fronts.get(key);
    if (known !== undefined) return known;
    const made = cardFront(createTypesetter(fonts), card.front, imprint);
    if (fronts.size >= MOST_FRONTS) fronts.clear();
    fronts.set(key, made);
    return made;
  }

  return (letter) => {
    const front = frontOf(letter);
    const back = cardBack(createTypesetter(fonts), letter, onPaper(letter.card.front.colour));
    return { front: front.layout, back: back.layout, fit: fitOf(back.fitted, front.wordsOver) };
  };
}

function fitOf(back: ReturnType<typeof cardBack>["fitted"], frontOver: number): Fit {
  const { size } = back;
  const over = (back.ok ? 0 : back.wordsOver) + frontOver;
  return back.ok && over === 0
    ? { ok: true, size, wordsLeft: back.wordsLeft }
    : { ok: false, size, wordsOver: over };
}
