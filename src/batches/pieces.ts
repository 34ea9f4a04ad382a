// The good rows of a table, in the order in which they are printed, with covers between them and a summary at the end.
import type { Campaign } from "../campaigns/campaign.ts";
import type { Letter } from "../letters/letter.ts";
import type { WriteLetter } from "../letters/write-letter.ts";
import type { Seat } from "../mps/seat.ts";
import type { Stack, StackPiece } from "../paper/stack.ts";
import type { Cover, Summary } from "../paper/stack-pages.ts";
import type { Words } from "../words.ts";
import type { RowBook } from "./row-book.ts";
import type { ReadRow } from "./row-request.ts";
import type { BatchSettings, BatchWatch } from "./settings.ts";

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
export async function* batchPieces(parts: PiecesParts): AsyncGenerator<StackPiece> {
  const { good, read, settings, writeLetter, stack, watch } = parts;
  const total = good.book.size;
  const groups = settings.order === "input" ? [inTableOrder(total)] : bySeat(good, parts.seats);
  const covers = settings.covers && settings.order === "constituency";
  const rows: string[] = [];
  let done = 0;

  for (const group of groups) {
    for (const [at, number] of group.entries()) {
      watch.signal.throwIfAborted();
      const request = read(good.book.read(number));
      // The seat that was found when the row was checked: nobody is asked again.
      const letter = await writeLetter({ ...request, seat: good.seatOf[number] ?? null });
      if (at === 0 && covers) {
        yield { kind: "cover", cover: coverOf(letter, group.length, parts) };
        rows.push(summaryRow(letter, group.length, parts.words));
      }
      yield { kind: "card", card: stack.card(letter) };
      done++;
      watch.progress({ phase: "printing", done, total });
    }
  }
  if (covers) yield { kind: "summary", summary: summaryOf(rows, total, parts) };
}

function inTableOrder(total: number): number[] {
  return Array.from({ length: total }, (_, number) => number);
}

/** The numbers of each seat's rows, the seats by their names. */
function bySeat({ seatOf }: GoodRows, seats: readonly Seat[]): number[][] {
  const groups = Map.groupBy(inTableOrder(seatOf.length), (number) => seatOf[number] ?? "");
  const byName = new Intl.Collator("en");
  return [...seats]
    .sort((one, other) => byName.compare(one.name, other.name))
    .flatMap(({ code }) => {
      const group = groups.get(code);
      return group === undefined ? [] : [group];
    });
}

function coverOf({ to, seat }: Letter, count: number, { words, campaign }: PiecesParts): Cover {
  return {
    heading: words("batch.cover.heading", { count, mp: to[0] ?? "" }),
    notes: words.list("batch.cover.notes", { constituency: seat.name, title: campaign.title }),
    to,
  };
}

function summaryRow({ to, seat }: Letter, count: number, words: Words): string {
  return words("batch.summary.row", { count, mp: to[0] ?? "", constituency: seat.name });
}

function summaryOf(
  rows: readonly string[],
  cards: number,
  { words, campaign, writtenOn }: PiecesParts,
): Summary {
  const values = { title: campaign.title, cards, mps: rows.length, date: words.date(writtenOn) };
  return {
    heading: words("batch.summary.heading"),
    notes: words.list("batch.summary.notes", values),
    rows,
  };
}
