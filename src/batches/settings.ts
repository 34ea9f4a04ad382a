// What a batch is told before it starts, and what it tells while it runs.
import type { SheetName } from "../paper/sheet.ts";
import type { Columns } from "./columns.ts";
import type { RowFault } from "./row-fault.ts";
import type { RowSettings } from "./row-request.ts";

/** `constituency` puts each MP's cards together, by the constituency's name; `input` keeps the table's order. */
export const ORDERS = ["constituency", "input"] as const;

export type BatchSettings = RowSettings & {
  readonly sheet: SheetName;
  readonly order: (typeof ORDERS)[number];
  /** A cover before each MP's cards and a summary at the end; only where `order` is `constituency`. */
  readonly covers: boolean;
};

/** What somebody who waits is told: `done` rows checked or cards printed so far. */
export type Progress = {
  readonly phase: "checking" | "printing";
  readonly done: number;
  readonly total: number | null;
};

/** Who follows a batch. `mend` is called for each row that cannot have a card, in the table's order, and waited for. */
export type BatchWatch = {
  heading(headings: readonly string[], columns: Columns): Promise<void>;
  mend(fault: RowFault, columns: Columns): Promise<void>;
  progress(progress: Progress): void;
  /** Stops the batch: whatever is going on rejects with the signal's reason. */
  readonly signal: AbortSignal;
};
