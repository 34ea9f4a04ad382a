// The store: one database, opened once, with its tables brought up to date.
import { stat } from "node:fs/promises";
import { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { Problem } from "../errors.ts";
import { MIGRATIONS } from "./migrations.ts";
import { sqliteDialect } from "./sqlite.ts";
import type { Tables } from "./tables.ts";

export type Database = Kysely<Tables>;

/**
 * Opens the store that a URL names (`sqlite:` and a file's path, or `sqlite::memory:`) and runs the migrations it lacks, all or
 * none, under the database's lock: of two processes that start at once, the second waits. Close it with `destroy()`.
 * Rejects with `store-unusable` where the file cannot be opened or written, or a newer Postbag has changed it.
 */
export async function openDatabase(url: string): Promise<Database> {
  const file = fileOf(url);
  const database = new Kysely<Tables>({ dialect: sqliteDialect(file) });
  try {
    const migrator = new Migrator({
      db: database,
      provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
      migrationTableName: "migrations",
      migrationLockTableName: "migrations_lock",
    });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw error;
    return database;
  } catch (error) {
    await database.destroy().catch(() => {});
    if (error instanceof Problem) throw error;
    throw new Problem("store-unusable", { file, why: error instanceof Error ? error.message : "" });
  }
}

/** Whether the store that a URL names is there already: opening it would not make it. */
export async function databaseExists(url: string): Promise<boolean> {
  const file = fileOf(url);
  return (
    file !== ":memory:" &&
    (await stat(file).then(
      () => true,
      () => false,
    ))
  );
}

/** The path in a database's URL; `:memory:` is none. */
export function fileOf(url: string): string {
  return url.replace(/^sqlite:/, "");
}
