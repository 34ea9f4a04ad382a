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

/** How long a writer waits for another process's transaction to end, ms. */
export const BUSY_MS = 5_000;

/**
 * A dialect for the file, which is made with its folder if need be; `:memory:` is a database that goes with the process.
 * The driver's errors come through as they are.
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
      const statement = database.prepare(sql);
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...parameters.map(toSqlite)),
        run: (parameters) => statement.run(...parameters.map(toSqlite)),
        iterate: (parameters) => statement.iterate(...parameters.map(toSqlite)),
      };
    },
  };
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
