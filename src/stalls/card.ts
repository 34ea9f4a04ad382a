// What waits in a stall's queue: a card as the member saw it in the preview, composed, and not to be composed again.
import { z } from "zod";
import type { FrontImage } from "../campaigns/front-image.ts";
import type { CardFront, Letter } from "../letters/letter.ts";
import type { Seat } from "../mps/seat.ts";
import type { HandwritingText } from "../paper/handwriting.ts";

/** A card by how its words come onto it: typed on the screen, or written onto ruled lines by hand. */
export type StallCard =
  | { readonly kind: "typed"; readonly letter: Letter }
  | {
      readonly kind: "handwriting";
      /** Whose MP it is for; null: there is a line for the MP's name. */
      readonly seat: Seat | null;
      /** The member's name where they gave it. */
      readonly name: string | null;
      readonly text: HandwritingText;
    };

/** How a card was made, as the tally counts it. */
export const WAYS = ["typed", "handwriting"] as const;
export type Way = (typeof WAYS)[number];

/** The seat that a card goes to; null where it has a line for the MP's name. */
export function seatOf(card: StallCard): Seat | null {
  return card.kind === "typed" ? card.letter.seat : card.seat;
}

/** The member's name, or null where they gave none. */
export function nameOf(card: StallCard): string | null {
  return card.kind === "typed" ? card.letter.sender.name : card.name;
}

/** The campaign's picture on its front; null where there is none. */
export function pictureOf(card: StallCard): FrontImage | null {
  return frontOf(card).image;
}

function frontOf(card: StallCard): CardFront {
  return card.kind === "typed" ? card.letter.card.front : card.text.front;
}

/** The card with another picture, or none. */
function withPicture(card: StallCard, image: FrontImage | null): StallCard {
  const front = { ...frontOf(card), image };
  if (card.kind === "handwriting") return { ...card, text: { ...card.text, front } };
  return { ...card, letter: { ...card.letter, card: { ...card.letter.card, front } } };
}

/** The address on it, top line first. */
export function addressOf(card: StallCard): readonly string[] {
  if (card.kind === "typed") return card.letter.to;
  const { name, house } = card.text;
  return name === null ? house : [name, ...house];
}

/** A card's bytes come in steps of this many, so that their number does not tell how much somebody wrote. */
const STEP = 4096;

/** Grows with every change of what a card is. One that an older Postbag has sealed is not guessed at. */
const FORM = 1;

/**
 * The outline of what was encoded: the seal has already shown that we wrote it. What is inside is the composed card as it was, which
 * only the same form can have written.
 */
const encoded = z.object({
  form: z.literal(FORM),
  /** The hash of its picture, which is kept beside the cards. */
  picture: z.string().nullable(),
  card: z.custom<StallCard>(
    (card) =>
      typeof card === "object" && card !== null && "kind" in card && WAYS.some((way) => way === card.kind),
  ),
});

/** A card as bytes to be sealed, without its picture. */
export function encodeCard(card: StallCard): Uint8Array {
  const text = new TextEncoder().encode(
    JSON.stringify({ form: FORM, picture: pictureOf(card)?.hash ?? null, card: withPicture(card, null) }),
  );
  const bytes = new Uint8Array(Math.ceil(text.length / STEP) * STEP).fill(0x20);
  bytes.set(text);
  return bytes;
}

/**
 * The card that these bytes hold; null where another Postbag has written them in another form, or its picture is not among those given.
 * With "none" for pictures the card comes without its own, for whoever does not print it.
 */
export function decodeCard(
  bytes: Uint8Array,
  pictures: ReadonlyMap<string, FrontImage> | "none",
): StallCard | null {
  const read = encoded.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
  if (!read.success) return null;
  const { card, picture } = read.data;
  if (picture === null || pictures === "none") return card;
  const image = pictures.get(picture);
  return image === undefined ? null : withPicture(card, image);
}
