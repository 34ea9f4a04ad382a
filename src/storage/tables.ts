// The tables of the store as Kysely sees them: each part's rows, declared beside the migration that makes them.
import type { CampaignTables } from "./migrations/0001-campaigns.ts";
import type { AuditTables } from "./migrations/0002-audit.ts";
import type { AccountTables } from "./migrations/0003-accounts.ts";

/** Every table by its name. */
export interface Tables extends CampaignTables, AuditTables, AccountTables {}
