// A batch: a table in, each row checked, and the cards of the good ones out as one PDF.

import { setImmediate } from "node:timers/promises";
import { openCampaign } from "../campaigns/open-campaign.ts";
import type { CampaignStore } from "../campaigns/store.ts";
import { Problem } from "../errors.ts";
import type { WriteLetter } from "../letters/write-letter.ts";
import type { Seat } from "../mps/seat.ts";
import type { Seats } from "../mps/seats.ts";
import type { Stack } from "../paper/stack.ts";
import type { Words } from "../words.ts";
import { type Columns, findColumns } from "./columns.ts";
import { batchPieces, type GoodRows } from "./pieces.ts";
import { createRowBook } from "./row-book.ts";
import { isRowFault, type RowFault, sayRowFault } from "./row-fault.ts";
import { createReadRow, type ReadRow } from "./row-request.ts";
import type { BatchSettings, BatchWatch } from "./settings.ts";
import type { TableRow } from "./table.ts";

/** Rows that one batch takes. */
export const ROWS_MAX = 100_000;

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
    let readRow: ReadRow | null = null;
    let columns: Columns | null = null;
    for await (const row of rows) {
      watch.signal.throwIfAborted();
      if (readRow === null || columns === null) {
        columns = findColumns(row.cells);
        readRow = createReadRow(columns, settings, seats.all);
        await watch.heading(row.cells, columns);
        continue;
      }
      if (good.book.size + bad === ROWS_MAX) throw new Problem("table-too-long", { max: ROWS_MAX });
      const checked = await check(row, readRow);
      if ("code" in checked) {
        good.book.add(row);
        good.seatOf.push(checked.code);
      } else {
        bad++;
        await watch.mend(checked, columns);
      }
      // A server that checks a table has others to answer.
      await setImmediate();
      watch.progress({ phase: "checking", done: good.book.size + bad, total: null });
    }
    // A file with nothing in it has no columns either.
    const read = readRow ?? createReadRow(findColumns([]), settings, seats.all);
    if (good.book.size + bad === 0) throw new Problem("table-empty");

    const pieces = () =>
      batchPieces({
        good,
        read,
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

  async function check(row: TableRow, readRow: ReadRow): Promise<Pick<Seat, "code"> | RowFault> {
    try {
      const letter = await writeLetter(readRow(row));
      stack.card(letter);
      return letter.seat;
    } catch (error) {
      if (isRowFault(error)) return sayRowFault(row, error, words);
      throw error;
    }
  }
}
