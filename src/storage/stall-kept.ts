// What is written for a stall is written while it is there, or not at all: a wipe that comes between leaves nothing behind it.
import type { Transaction } from "kysely";
import { Problem } from "../errors.ts";
import type { Database } from "./database.ts";
import type { Tables } from "./tables.ts";

/** Runs a change under the write lock. Rejects with `stall-unknown`, and changes nothing, where the stall is wiped or is none. */
export function whileKept<T>(
  database: Database,
  stall: string,
  work: (within: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  return database.transaction().execute(async (within) => {
    const found = await within
      .selectFrom("stalls")
      .select("id")
      .where("id", "=", stall)
      .where("wiped_at", "is", null)
      .executeTakeFirst();
    if (found === undefined) throw new Problem("stall-unknown");
    return work(within);
  });
}
