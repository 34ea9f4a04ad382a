// The tables of the store as Kysely sees them: each part's rows, declared beside the migration that makes them.
import type { StallTables } from "./migrations/0006-stalls.ts";

/** Every table by its name. */
export interface Tables extends StallTables {}
