// Every change that the store's tables have been through, forward only. One that was released is never edited.
import type { Migration } from "kysely/migration";
import { stalls } from "./migrations/0006-stalls.ts";

/** By name; they run in the order of their names. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  "0006-stalls": stalls,
};
