// A sign-up sheet into the queue: the cards of its good rows, and the rows to mend with their reasons, for the rep to mend on the spot.
import { type CheckRowsParts, checkRows } from "../batches/check-rows.ts";
import type { RowFault } from "../batches/row-fault.ts";
import { findFormat, type OpenTable, readRows, type TableRow } from "../batches/table.ts";
import { Problem } from "../errors.ts";
import type { StallKeys } from "./keys.ts";
import type { Queue } from "./queue.ts";
import { keyedDigest } from "./seal.ts";
import type { Stall } from "./stall.ts";

/** Rows that one sheet may have: a stall's queue is no mailing (that is `postbag batch`). */
export const SHEET_ROWS_MAX = 2_000;

/** A row to mend as the file has it, with the file's headings beside it. */
export type RowToMend = RowFault & { readonly headings: readonly string[] };

/** How many cards are new in the queue, how many rows were in it already from an earlier time, and the rows to mend. */
export type Imported = {
  readonly added: number;
  readonly again: number;
  readonly mend: readonly RowToMend[];
};

export type ImportWatch = {
  readonly signal: AbortSignal;
  /** `done` rows so far. */
  progress(done: number): void;
};

/**
 * Reads the table and adds its cards. A row that was imported before is not added again, so that a file that was interrupted or mended
 * can be given once more as it is. Rejects as `readRows`, `checkRows` and `Queue.add` do; what was added until then stays.
 */
export type ImportSheet = (
  stall: Stall,
  open: OpenTable,
  settings: { readonly showOnCard: readonly ("postcode" | "address")[] },
  watch: ImportWatch,
) => Promise<Imported>;

/** Makes it. */
export function createImportSheet({
  queue,
  keys,
  rows: parts,
}: {
  readonly queue: Pick<Queue, "add">;
  readonly keys: Pick<StallKeys, "find">;
  readonly rows: CheckRowsParts;
}): ImportSheet {
  return async function importSheet(stall, open, { showOnCard }, { signal, progress }) {
    const key = await keys.find(stall.id);
    const settings = { campaign: stall.campaign, showOnCard };
    const seen = new Map<string, number>();
    const counts = { added: 0, again: 0 };
    const mend: RowToMend[] = [];
    let headings: readonly string[] = [];

    /** The same row of the same sheet has the same key; two people who are written alike have two. */
    function keyOf({ cells }: TableRow): string {
      const text = JSON.stringify([showOnCard, headings, cells]);
      const nth = (seen.get(text) ?? 0) + 1;
      seen.set(text, nth);
      return keyedDigest(key, "sheet", `${nth} ${text}`).toString("base64url");
    }

    const format = await findFormat(open);
    await requireRoom(readRows(open, format));
    for await (const checked of checkRows(readRows(open, format), settings, parts, signal)) {
      if (checked.kind === "heading") {
        headings = checked.heading.headings;
        continue;
      }
      if (checked.kind === "bad") mend.push({ ...checked.fault, headings });
      else {
        const card = { kind: "typed", letter: checked.letter } as const;
        const { again } = await queue.add(stall.id, card, keyOf(checked.row));
        counts[again ? "again" : "added"]++;
      }
      progress(counts.added + counts.again + mend.length);
    }
    return { ...counts, mend };
  };
}

/** Refuses a table that is too long, or not to be read to its end, before the first of its cards is added. */
async function requireRoom(rows: AsyncIterable<TableRow>): Promise<void> {
  let below = -1;
  for await (const _row of rows)
    if (++below > SHEET_ROWS_MAX) throw new Problem("table-too-long", { max: SHEET_ROWS_MAX });
}
