// From the queue to one PDF: a job's cards by constituency, and whatever cannot be printed set aside and named.
import { type AddressedCard, bySeat, stackPieces } from "../batches/stack-order.ts";
import type { CampaignStore } from "../campaigns/store.ts";
import { Problem } from "../errors.ts";
import type { Seat } from "../mps/seat.ts";
import type { Paper } from "../paper/paper.ts";
import type { Card } from "../paper/postcard.ts";
import type { Stack } from "../paper/stack.ts";
import type { Words } from "../words.ts";
import { addressOf, nameOf, type StallCard, seatOf } from "./card.ts";
import type { OpenedCard, Queue } from "./queue.ts";
import type { Stall } from "./stall.ts";

/** A card that cannot be printed: which, whose where that can be said, and why. It is set aside, `stuck` in the queue. */
export type StuckCard = {
  readonly id: string;
  readonly number: number;
  readonly name: string | null;
  readonly problem: Problem;
};

/** A job that is ready: how many cards it prints, which were set aside, and the PDF's bytes as they come (see `Stack.pdf`). */
export type ReadyJob = {
  readonly job: string;
  readonly count: number;
  readonly stuck: readonly StuckCard[];
  pdf(): AsyncGenerator<Uint8Array>;
};

/** `covers`: a page before each MP's cards, for the envelope, and a summary at the end. */
export type PrintSettings = { readonly covers: boolean };

export type Printing = {
  /**
   * Takes cards that wait into a job, and sets aside what cannot be printed. Rejects as `Queue.take` does.
   */
  print(stall: Stall, which: readonly string[] | "all", settings: PrintSettings): Promise<ReadyJob | Stuck>;
  /** The same job once more, as often as it is asked for, without what has been printed and forgotten. */
  again(stall: Stall, job: string, settings: PrintSettings): Promise<ReadyJob | Stuck>;
};

/** There is nothing to print: it has gone to another job, or it is all stuck. */
export type Stuck = { readonly job: null; readonly stuck: readonly StuckCard[] };

export type PrintingParts = {
  readonly queue: Pick<Queue, "take" | "open" | "stick">;
  readonly campaigns: CampaignStore;
  readonly stack: Stack;
  readonly paper: Pick<Paper, "handwritingCard">;
  readonly words: Words;
  readonly today: () => string;
};

/** With its own seat, whose code sorts it. */
type Ready = AddressedCard & { readonly seat: Seat | null };

/** Makes the printing part of a stall. */
export function createPrinting({ queue, campaigns, stack, paper, words, today }: PrintingParts): Printing {
  /** The card on paper, or why there is none. */
  function layOut({ stored, card }: OpenedCard): Ready | StuckCard {
    try {
      if (card === null) throw new Problem("stall-card-unreadable", { number: stored.number });
      return { card: cardOf(card), to: addressOf(card), seat: seatOf(card) };
    } catch (error) {
      const problem = error instanceof Problem ? error : new Problem("internal");
      const name = card === null ? null : nameOf(card);
      return { id: stored.id, number: stored.number, name, problem };
    }
  }

  function cardOf(card: StallCard): Card {
    return card.kind === "typed" ? stack.card(card.letter) : paper.handwritingCard(card.text);
  }

  async function again(stall: Stall, job: string, { covers }: PrintSettings): Promise<ReadyJob | Stuck> {
    const made = (await queue.open(stall.id, job)).map(layOut);
    const ready = made.filter((each) => "card" in each);
    const stuck = made.filter((each) => "problem" in each);
    if (stuck.length > 0) {
      const ids = stuck.map(({ id }) => id);
      await queue.stick(stall.id, ids);
    }
    if (ready.length === 0) return { job: null, stuck };
    const writtenOn = today();
    const title = words("batch.title", { title: titleOf(stall) });
    const seats = ready.flatMap(({ seat }) => seat ?? []);
    const settings = { covers, total: ready.length, campaign: { title: titleOf(stall) }, words, writtenOn };
    const pieces = () =>
      stackPieces(
        bySeat(ready, ({ seat }) => seat?.code ?? null, seats),
        (card) => card,
        settings,
      );
    const about = { title, language: words.language, created: new Date(writtenOn) };
    return { job, count: ready.length, stuck, pdf: () => stack.pdf(pieces(), stall.sheet, about) };
  }

  /** A campaign that is no longer there has left its cards behind, and they are printed. */
  function titleOf({ campaign, name }: Stall): string {
    return campaigns.get(campaign)?.campaign.title ?? name;
  }

  return {
    async print(stall, which, settings) {
      const job = await queue.take(stall.id, which);
      return job === null ? { job: null, stuck: [] } : again(stall, job, settings);
    },
    again,
  };
}
