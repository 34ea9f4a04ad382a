// A batch: a table in, each row checked, and the cards of the good ones out as one PDF.
import { openCampaign } from "../campaigns/open-campaign.ts";
import type { CampaignStore } from "../campaigns/store.ts";
import type { WriteLetter } from "../letters/write-letter.ts";
import type { Seats } from "../mps/seats.ts";
import type { Stack } from "../paper/stack.ts";
import type { Words } from "../words.ts";
import { checkRows } from "./check-rows.ts";
import { batchPieces, type GoodRows } from "./pieces.ts";
import { createRowBook } from "./row-book.ts";
import type { ReadRow } from "./row-request.ts";
import type { BatchSettings, BatchWatch } from "./settings.ts";
import type { TableRow } from "./table.ts";

/** A table that has been read: how many rows are good and how many are to mend, and the PDF of the good ones. */
export type CheckedBatch = {
  readonly good: number;
  readonly bad: number;
  /** The PDF's bytes as they come; see `Stack.pdf`. */
  pdf(): AsyncGenerator<Uint8Array>;
};

export type BatchParts = {
  readonly campaigns: CampaignStore;
  readonly seats: Pick<Seats, "all">;
  readonly writeLetter: WriteLetter;
  readonly stack: Stack;
  readonly words: Words;
  readonly today: () => string;
  readonly now: () => Temporal.Instant;
};

/**
 * Reads and checks every row, whether its card fits the paper included. Rejects for what no row can be blamed for:
 * `table-columns`, `table-column-twice`, `table-empty`, `table-too-long`, and as `openCampaign` and `readRows` do.
 */
export type CheckBatch = (
  rows: AsyncIterable<TableRow>,
  settings: BatchSettings,
  watch: BatchWatch,
) => Promise<CheckedBatch>;

/** Makes the batch's part of Postbag. */
export function createCheckBatch({
  campaigns,
  seats,
  writeLetter,
  stack,
  words,
  today,
  now,
}: BatchParts): CheckBatch {
  return async function checkBatch(rows, settings, watch) {
    const writtenOn = today();
    const { campaign } = openCampaign(campaigns, settings.campaign, now());
    const good: GoodRows = { book: createRowBook(), seatOf: [] };
    let bad = 0;
    let read: ReadRow | null = null;
    const parts = { seats, writeLetter, stack, words };
    for await (const checked of checkRows(rows, settings, parts, watch.signal)) {
      if (checked.kind === "heading") {
        const { headings, columns, readRow } = checked.heading;
        read = readRow;
        await watch.heading(headings, columns);
        continue;
      }
      if (checked.kind === "good") {
        good.book.add(checked.row);
        good.seatOf.push(checked.letter.seat.code);
      } else {
        bad++;
        await watch.mend(checked.fault, checked.columns);
      }
      watch.progress({ phase: "checking", done: good.book.size + bad, total: null });
    }
    if (read === null) throw new Error("batches: a table without a heading was let through");
    const readRow = read;

    const pieces = () =>
      batchPieces({
        good,
        read: readRow,
        settings,
        campaign,
        seats: seats.all,
        writeLetter,
        stack,
        words,
        writtenOn,
        watch,
      });
    const about = {
      title: words("batch.title", { title: campaign.title }),
      language: words.language,
      created: new Date(writtenOn),
    };
    return { good: good.book.size, bad, pdf: () => stack.pdf(pieces(), settings.sheet, about) };
  };
}
