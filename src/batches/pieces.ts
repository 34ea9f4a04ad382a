// The good rows of a table, in the order in which they are printed, with covers between them and a summary at the end.
import type { Campaign } from "../campaigns/campaign.ts";
import type { WriteLetter } from "../letters/write-letter.ts";
import type { Seat } from "../mps/seat.ts";
import type { Stack, StackPiece } from "../paper/stack.ts";
import type { Words } from "../words.ts";
import type { RowBook } from "./row-book.ts";
import type { ReadRow } from "./row-request.ts";
import type { BatchSettings, BatchWatch } from "./settings.ts";
import { type AddressedCard, bySeat, stackPieces } from "./stack-order.ts";

/** Rows that have been checked, and by their numbers in the book the code of each one's seat. */
export type GoodRows = { readonly book: RowBook; readonly seatOf: string[] };

export type PiecesParts = {
  readonly good: GoodRows;
  readonly read: ReadRow;
  readonly settings: BatchSettings;
  readonly campaign: Pick<Campaign, "title">;
  readonly seats: readonly Seat[];
  readonly writeLetter: WriteLetter;
  readonly stack: Pick<Stack, "card">;
  readonly words: Words;
  readonly writtenOn: string;
  readonly watch: Pick<BatchWatch, "progress" | "signal">;
};

/** The pieces of a batch's stack, each made when it is asked for. */
export function batchPieces(parts: PiecesParts): AsyncGenerator<StackPiece> {
  const { good, read, settings, seats, campaign, writeLetter, stack, words, writtenOn, watch } = parts;
  const total = good.book.size;
  const numbers = Array.from({ length: total }, (_, number) => number);
  const sorted = settings.order === "constituency";
  let done = 0;

  async function print(number: number): Promise<AddressedCard> {
    watch.signal.throwIfAborted();
    const request = read(good.book.read(number));
    // The seat that was found when the row was checked: nobody is asked again.
    const letter = await writeLetter({ ...request, seat: good.seatOf[number] ?? null });
    const card = stack.card(letter);
    done++;
    watch.progress({ phase: "printing", done, total });
    return { card, to: letter.to, seat: letter.seat };
  }

  const groups = sorted ? bySeat(numbers, (number) => good.seatOf[number] ?? null, seats) : [numbers];
  return stackPieces(groups, print, {
    covers: settings.covers && sorted,
    total,
    campaign,
    words,
    writtenOn,
  });
}
