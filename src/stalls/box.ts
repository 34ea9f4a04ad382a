// Cards by the box: blank ones for people with a pen, unaddressed or to the MPs of chosen seats, as one PDF.
import { bySeat, stackPieces } from "../batches/stack-order.ts";
import { openCampaign } from "../campaigns/open-campaign.ts";
import type { CampaignStore } from "../campaigns/store.ts";
import { namedSeat } from "../letters/find-seat.ts";
import type { Seats } from "../mps/seats.ts";
import { handwritingText } from "../paper/campaign-prints.ts";
import type { Paper } from "../paper/paper.ts";
import type { SheetName } from "../paper/sheet.ts";
import type { Stack } from "../paper/stack.ts";
import type { Words } from "../words.ts";
import { addressOf } from "./card.ts";

/** Cards that one box holds. */
export const BOX_MAX = 1_000;

/** What is in a box: how many cards for which seat (its code); `seat` null: with a line for the MP's name. */
export type Box = {
  readonly campaign: string;
  readonly sheet: SheetName;
  /** A page before each MP's cards, and a summary at the end. */
  readonly covers: boolean;
  readonly cards: readonly { readonly seat: string | null; readonly copies: number }[];
};

/**
 * The PDF's bytes as they come. Rejects, before the first of them, as `openCampaign` does, with `seat-unknown` and
 * `characters-unprintable`, and with a `RangeError` for fewer than 1 or more than `BOX_MAX` cards.
 */
export type FillBox = (box: Box) => Promise<AsyncGenerator<Uint8Array>>;

export type FillBoxParts = {
  readonly campaigns: CampaignStore;
  readonly seats: Seats;
  readonly stack: Stack;
  readonly paper: Pick<Paper, "handwritingCard">;
  readonly words: Words;
  readonly publicUrl: string | null;
  readonly now: () => Temporal.Instant;
  readonly today: () => string;
};

/** Makes it. */
export function createFillBox({
  campaigns,
  seats,
  stack,
  paper,
  words,
  publicUrl,
  now,
  today,
}: FillBoxParts): FillBox {
  return async function fillBox({ campaign: id, sheet, covers, cards }) {
    const writtenOn = today();
    const { campaign } = openCampaign(campaigns, id, now());
    const total = cards.reduce((sum, { copies }) => sum + copies, 0);
    if (
      !cards.every(({ copies }) => Number.isInteger(copies) && copies >= 1) ||
      !(total >= 1 && total <= BOX_MAX)
    )
      throw new RangeError(`stalls: a box of ${total} cards`);
    const pageUrl = publicUrl && `${publicUrl}/campaigns/${campaign.id}`;
    const copies = cards.flatMap(({ seat: code, copies: count }) => {
      const seat = code === null ? null : namedSeat(code, seats);
      const text = handwritingText(campaign, seat, pageUrl, words);
      const to = addressOf({ kind: "handwriting", seat, name: null, text });
      const card = paper.handwritingCard(text);
      return Array.from({ length: count }, () => ({ card, to, seat }));
    });
    const groups = bySeat(copies, ({ seat }) => seat?.code ?? null, seats.all);
    const pieces = stackPieces(groups, (card) => card, { covers, total, campaign, words, writtenOn });
    const title = words("batch.title", { title: campaign.title });
    return stack.pdf(pieces, sheet, { title, language: words.language, created: new Date(writtenOn) });
  };
}
