// The tables of the store as Kysely sees them: each part's rows, declared beside the migration that makes them.

/** Every table by its name. */
// biome-ignore lint/suspicious/noEmptyInterface: parts add their tables by extending it
export interface Tables {}
