// What tallies need of whatever keeps them. storage/ implements it.
import type { StallTally } from "./stall-tally.ts";
import type { Tally } from "./tally.ts";

/**
 * What came of importing a stall's tally: it was `added`; or it is in already, as it is (`again`) or with other numbers (`changed`),
 * and nothing was changed.
 */
export type Imported = "added" | "again" | "changed";

/** Every change is whole or has not happened. It holds codes, days and counts, and nothing from which a time could be told. */
export type TallyStore = {
  /**
   * Adds counts to those that stand there, beside whatever other processes add. Rejects soon where somebody else is writing, so
   * that nobody waits for it: what was not added can be given again.
   */
  add(tally: Tally): Promise<void>;
  /** What a campaign has; two empty lists where there is nothing. */
  of(campaign: string): Promise<Tally>;
  /** The ids of the campaigns that have something, sorted. */
  campaigns(): Promise<readonly string[]>;
  /** Adds a stall's tally once, whoever imports it and however often. `at` is an instant, ISO 8601 in UTC, for the audit log. */
  importStall(tally: StallTally, change: { readonly by: string; readonly at: string }): Promise<Imported>;
};
