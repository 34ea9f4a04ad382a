// Reading a table row by row: each becomes a letter that fits its card, or a row to mend with the reason.
import { setImmediate } from "node:timers/promises";
import { Problem } from "../errors.ts";
import type { Letter } from "../letters/letter.ts";
import type { WriteLetter } from "../letters/write-letter.ts";
import type { Seat } from "../mps/seat.ts";
import type { Stack } from "../paper/stack.ts";
import type { Words } from "../words.ts";
import { type Columns, findColumns } from "./columns.ts";
import { isRowFault, type RowFault, sayRowFault } from "./row-fault.ts";
import { createReadRow, type ReadRow, type RowSettings } from "./row-request.ts";
import type { TableRow } from "./table.ts";

/** Rows that one batch takes. */
export const ROWS_MAX = 100_000;

/** The first row: the table's headings, where each field stands, and what reads the rows below. */
export type Heading = {
  readonly headings: readonly string[];
  readonly columns: Columns;
  readonly readRow: ReadRow;
};

/** What came of one row. */
export type CheckedRow =
  | { readonly kind: "heading"; readonly heading: Heading }
  | { readonly kind: "good"; readonly row: TableRow; readonly letter: Letter }
  | { readonly kind: "bad"; readonly fault: RowFault; readonly columns: Columns };

export type CheckRowsParts = {
  readonly seats: { readonly all: readonly Seat[] };
  readonly writeLetter: WriteLetter;
  readonly stack: Pick<Stack, "card">;
  readonly words: Words;
};

/**
 * Every row of the table, the heading first. Other work of the process gets its turn after each. Throws for what no row can be blamed
 * for: `table-columns`, `table-column-twice`, `table-empty`, `table-too-long`, and as `readRows` does; the signal's reason where it aborts.
 */
export async function* checkRows(
  rows: AsyncIterable<TableRow>,
  settings: RowSettings,
  { seats, writeLetter, stack, words }: CheckRowsParts,
  signal: AbortSignal,
): AsyncGenerator<CheckedRow> {
  let heading: Heading | null = null;
  let count = 0;
  for await (const row of rows) {
    signal.throwIfAborted();
    if (heading === null) {
      const columns = findColumns(row.cells);
      heading = { headings: row.cells, columns, readRow: createReadRow(columns, settings, seats.all) };
      yield { kind: "heading", heading };
      continue;
    }
    if (count === ROWS_MAX) throw new Problem("table-too-long", { max: ROWS_MAX });
    count++;
    yield await checkRow(row, heading);
    // A server that checks a table has others to answer.
    await setImmediate();
  }
  // A file with nothing in it has no columns either.
  if (heading === null) findColumns([]);
  if (count === 0) throw new Problem("table-empty");

  async function checkRow(row: TableRow, { columns, readRow }: Heading): Promise<CheckedRow> {
    try {
      const letter = await writeLetter(readRow(row));
      stack.card(letter);
      return { kind: "good", row, letter };
    } catch (error) {
      if (isRowFault(error)) return { kind: "bad", fault: sayRowFault(row, error, words), columns };
      throw error;
    }
  }
}
