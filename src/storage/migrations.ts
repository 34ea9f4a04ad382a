// Every change that the store's tables have been through, forward only. One that was released is never edited.
import type { Migration } from "kysely/migration";
import { campaigns } from "./migrations/0001-campaigns.ts";
import { audit } from "./migrations/0002-audit.ts";
import { accounts } from "./migrations/0003-accounts.ts";

/** By name; they run in the order of their names. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  "0001-campaigns": campaigns,
  "0002-audit": audit,
  "0003-accounts": accounts,
};
