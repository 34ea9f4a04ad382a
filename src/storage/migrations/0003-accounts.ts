// The desk's people, their sessions and their one-time links. Of every token only its hash is kept.
import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** A secret by its hash, whose it is, and until when it can be used. */
type TokenRow = { token_hash: string; account: string; expires_at: string };

export interface AccountTables {
  accounts: {
    id: string;
    email: string;
    role: string;
    added_at: string;
    /** Null until a password is set. */
    password_hash: string | null;
  };
  sessions: TokenRow;
  password_links: TokenRow;
}

export const accounts: Migration = {
  async up(database: Kysely<unknown>) {
    await database.schema
      .createTable("accounts")
      .addColumn("id", "text", (column) => column.primaryKey().notNull())
      .addColumn("email", "text", (column) => column.notNull().unique())
      .addColumn("role", "text", (column) => column.notNull())
      .addColumn("added_at", "text", (column) => column.notNull())
      .addColumn("password_hash", "text")
      .execute();
    for (const table of ["sessions", "password_links"]) {
      await database.schema
        .createTable(table)
        .addColumn("token_hash", "text", (column) => column.primaryKey().notNull())
        .addColumn("account", "text", (column) =>
          column.notNull().references("accounts.id").onDelete("cascade"),
        )
        .addColumn("expires_at", "text", (column) => column.notNull())
        .execute();
      await database.schema.createIndex(`${table}_account`).on(table).column("account").execute();
    }
  },
};
