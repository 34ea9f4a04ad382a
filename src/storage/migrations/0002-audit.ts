// The audit log: a row for each change, added with it and never changed.
import type { Generated, Kysely } from "kysely";
import type { Migration } from "kysely/migration";

export interface AuditTables {
  audit: {
    id: Generated<number>;
    at: string;
    by: string;
    what: string;
    campaign: string | null;
    from_version: number | null;
    to_version: number | null;
    account: string | null;
  };
}

export const audit: Migration = {
  async up(database: Kysely<unknown>) {
    const { schema } = database;
    await schema
      .createTable("audit")
      .addColumn("id", "integer", (column) => column.primaryKey().autoIncrement())
      .addColumn("at", "text", (column) => column.notNull())
      .addColumn("by", "text", (column) => column.notNull())
      .addColumn("what", "text", (column) => column.notNull())
      .addColumn("campaign", "text")
      .addColumn("from_version", "integer")
      .addColumn("to_version", "integer")
      .addColumn("account", "text")
      .execute();
    await schema.createIndex("audit_of_campaign").on("audit").columns(["campaign", "id"]).execute();
  },
};
