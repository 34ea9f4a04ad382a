// The tables of the store as Kysely sees them: each part's rows, declared beside the migration that makes them.
import type { AccountTables } from "./migrations/0003-accounts.ts";

/** Every table by its name. */
export interface Tables extends AccountTables {}
