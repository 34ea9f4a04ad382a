// What a member asks for at a stall → the card, composed and known to fit its paper.
import { z } from "zod";
import { openCampaign } from "../campaigns/open-campaign.ts";
import type { CampaignStore } from "../campaigns/store.ts";
import { findSeat, namedSeat } from "../letters/find-seat.ts";
import { type LetterRequest, letterRequestSchema, problemOfIssues } from "../letters/request.ts";
import { requireAddress } from "../letters/require-address.ts";
import type { WriteLetter } from "../letters/write-letter.ts";
import type { FindMp } from "../mps/find-mp.ts";
import type { Seat } from "../mps/seat.ts";
import type { Seats } from "../mps/seats.ts";
import { handwritingText } from "../paper/campaign-prints.ts";
import type { Paper } from "../paper/paper.ts";
import type { Stack } from "../paper/stack.ts";
import { requirePostcode } from "../postcode/require-postcode.ts";
import type { Words } from "../words.ts";
import type { StallCard } from "./card.ts";

/**
 * A card to be written by hand: everything but the campaign may be absent. Without a postcode and a seat it has a line for the MP's
 * name; without a name, one for the member's.
 */
export const handwritingRequestSchema = letterRequestSchema
  .pick({ campaign: true, seat: true, showOnCard: true })
  .extend({
    postcode: letterRequestSchema.shape.postcode.default(""),
    sender: letterRequestSchema.shape.sender
      .pick({ address: true })
      .extend({ name: letterRequestSchema.shape.sender.shape.name.or(z.literal("")).default("") })
      .default({ name: "", address: [] }),
  });

export type HandwritingRequest = z.output<typeof handwritingRequestSchema>;

/** Parses it from anything. Throws a Problem that names every field at fault. */
export function parseHandwritingRequest(input: unknown): HandwritingRequest {
  const parsed = handwritingRequestSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw problemOfIssues(parsed.error.issues, input);
}

export type ComposeCardParts = {
  readonly campaigns: CampaignStore;
  readonly seats: Seats;
  readonly findMp: FindMp;
  readonly writeLetter: WriteLetter;
  readonly stack: Pick<Stack, "card">;
  readonly paper: Pick<Paper, "handwritingCard">;
  readonly words: Words;
  readonly publicUrl: string | null;
  readonly now: () => Temporal.Instant;
};

/**
 * For both a seat will do without a postcode. Both reject as writing a letter does, and with `text-does-not-fit` and
 * `characters-unprintable`: what is queued can be printed.
 */
export type ComposeCard = {
  typed(request: LetterRequest): Promise<StallCard>;
  handwriting(request: HandwritingRequest): Promise<StallCard>;
};

/** Makes what composes a stall's cards. */
export function createComposeCard(parts: ComposeCardParts): ComposeCard {
  const { campaigns, seats, findMp, writeLetter, stack, paper, words, publicUrl, now } = parts;

  async function seatFor({ seat, postcode }: HandwritingRequest): Promise<Seat | null> {
    if (seat) return namedSeat(seat, seats);
    if (postcode.trim() === "") return null;
    return findSeat({ seat, postcode: requirePostcode(postcode) }, { seats, findMp });
  }

  /** As on a typed card; without a name there is nothing to sign with, and the card has a line for it. */
  function signatureOf({ sender, showOnCard, postcode }: HandwritingRequest, seat: Seat | null): string[] {
    if (showOnCard.includes("address")) requireAddress(sender, "card-address-missing");
    if (sender.name === "") return [];
    return [
      sender.name,
      ...(seat === null ? [] : [words("letter.yourConstituent", { constituency: seat.name })]),
      ...(showOnCard.includes("address") ? sender.address : []),
      ...(showOnCard.length > 0 ? [requirePostcode(postcode)] : []),
    ];
  }

  return {
    async typed(request) {
      const letter = await writeLetter(request, { seatAlone: true });
      stack.card(letter);
      return { kind: "typed", letter };
    },

    async handwriting(request) {
      const { campaign } = openCampaign(campaigns, request.campaign, now());
      const seat = await seatFor(request);
      const pageUrl = publicUrl && `${publicUrl}/campaigns/${campaign.id}`;
      const text = handwritingText(campaign, seat, pageUrl, words, signatureOf(request, seat));
      paper.handwritingCard(text);
      return { kind: "handwriting", seat, name: request.sender.name || null, text };
    },
  };
}
