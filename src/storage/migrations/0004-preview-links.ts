// Links to previews, by the hash of what whoever has the link knows.
import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

export interface PreviewLinkTables {
  preview_links: {
    id: string;
    token_hash: string;
    campaign: string;
    made_by: string;
    made_at: string;
    expires_at: string;
  };
}

export const previewLinks: Migration = {
  async up(database: Kysely<unknown>) {
    await database.schema
      .createTable("preview_links")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("token_hash", "text", (column) => column.notNull().unique())
      .addColumn("campaign", "text", (column) => column.notNull().references("campaigns.id"))
      .addColumn("made_by", "text", (column) => column.notNull())
      .addColumn("made_at", "text", (column) => column.notNull())
      .addColumn("expires_at", "text", (column) => column.notNull())
      .execute();
  },
};
