// Every change that the store's tables have been through, forward only. One that was released is never edited.
import type { Migration } from "kysely/migration";
import { accounts } from "./migrations/0003-accounts.ts";

/** By name; they run in the order of their names. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  "0003-accounts": accounts,
};
