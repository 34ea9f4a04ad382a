// Kysely's dialect over `node:sqlite`, set up so that what was committed survives a power cut.
import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
} from "kysely";
import { Problem } from "../errors.ts";

/** How long a writer waits for another process's transaction to end, ms. */
const BUSY_MS = 5_000;

/**
 * A dialect for the file, which is made with its folder if need be; `:memory:` is a database that goes with the process.
 * What is wrong with the file or the disk is a `store-unusable`; the driver's other errors come through as they are.
 */
export function sqliteDialect(file: string): SqliteDialect {
  return new OneWriterDialect({ database: async () => openFile(file) });
}

function openFile(file: string): SqliteDatabase {
  if (file !== ":memory:") {
    mkdirSync(dirname(file), { recursive: true });
    // For nobody else on the machine: accounts are in it. SQLite gives the files that it makes beside it the same permissions.
    closeSync(openSync(file, "a", 0o600));
  }
  const database = new DatabaseSync(file, { timeout: BUSY_MS, enableForeignKeyConstraints: true });
  // FULL: with NORMAL, a power cut could take back what somebody was told is saved (sqlite.org/pragma.html#pragma_synchronous).
  // secure_delete: what was deleted is overwritten, so that a wiped stall cannot be read out of the file's free pages.
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;");
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = orUnusable(file, () => database.prepare(sql));
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => orUnusable(file, () => statement.all(...parameters.map(toSqlite))),
        run: (parameters) => orUnusable(file, () => statement.run(...parameters.map(toSqlite))),
        iterate: (parameters) => statement.iterate(...parameters.map(toSqlite)),
      };
    },
  };
}

/** Result codes that tell of the file or the disk: busy, read-only, I/O, corrupt, full, cannot open, no database (sqlite.org/rescode.html). */
const OUTSIDE = [5, 8, 10, 11, 13, 14, 26];

function orUnusable<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    // The low byte is the code, the others say more of it.
    const code = error instanceof Error && "errcode" in error ? Number(error.errcode) & 0xff : 0;
    if (!(error instanceof Error && OUTSIDE.includes(code))) throw error;
    throw new Problem("store-unusable", { file, why: error.message });
  }
}

/** The kinds of value that our tables hold; anything else is a mistake of ours. */
function toSqlite(value: unknown): SQLInputValue {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "bigint")
    return value;
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`SQLite cannot hold a ${typeof value}`);
}

/** Its transactions take the write lock when they begin: one that reads first and then writes would fail beside another. */
class OneWriterDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await super.rollbackTransaction(connection);
    } catch (error) {
      // A full or failing disk makes SQLite roll back by itself, and what failed is told by whoever it failed for.
      if (!(error instanceof Error && error.message.includes("no transaction is active"))) throw error;
    }
  }
}

/** SQLite can take back changes of its tables, and so a migration is whole or has not happened. */
class WholeMigrationsAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class OneWriterDialect extends SqliteDialect {
  readonly #config;

  constructor(config: ConstructorParameters<typeof SqliteDialect>[0]) {
    super(config);
    this.#config = config;
  }

  override createDriver(): Driver {
    return new OneWriterDriver(this.#config);
  }

  override createAdapter(): SqliteAdapter {
    return new WholeMigrationsAdapter();
  }
}
