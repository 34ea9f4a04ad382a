// Campaigns with their versions, their drafts and the images of both.
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** A campaign's texts and the image that goes with them. */
export type SourceColumns = {
  yaml: string;
  postcard: string;
  letter: string;
  /** SHA-256 of the image in hexadecimal, or null. */
  image: string | null;
};

export interface CampaignTables {
  campaigns: {
    id: string;
    archived_at: string | null;
    /** The revision of the last draft ever saved: revisions of a later draft go on from it, and so never come twice. */
    last_revision: number;
  };
  versions: SourceColumns & {
    campaign: string;
    number: number;
    published_at: string;
    published_by: string;
    note: string;
    restored: number | null;
  };
  drafts: SourceColumns & {
    campaign: string;
    revision: number;
    based_on: number | null;
    saved_at: string;
    saved_by: string;
  };
  /** Each image once, however many versions and drafts show it: a save of some words then writes only words. */
  images: { sha256: string; bytes: Uint8Array };
  /** One row: how often what members see has changed. */
  live_changes: { count: number };
}

export const campaigns: Migration = {
  async up(database: Kysely<unknown>) {
    const { schema } = database;
    await schema
      .createTable("images")
      .addColumn("sha256", "text", (column) => column.primaryKey())
      .addColumn("bytes", "blob", (column) => column.notNull())
      .execute();
    await schema
      .createTable("campaigns")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("archived_at", "text")
      .addColumn("last_revision", "integer", (column) => column.notNull().defaultTo(0))
      .execute();
    await schema
      .createTable("versions")
      .addColumn("campaign", "text", (column) => column.notNull().references("campaigns.id"))
      .addColumn("number", "integer", (column) => column.notNull())
      .addColumn("published_at", "text", (column) => column.notNull())
      .addColumn("published_by", "text", (column) => column.notNull())
      .addColumn("note", "text", (column) => column.notNull())
      .addColumn("restored", "integer")
      .addColumn("yaml", "text", (column) => column.notNull())
      .addColumn("postcard", "text", (column) => column.notNull())
      .addColumn("letter", "text", (column) => column.notNull())
      .addColumn("image", "text", (column) => column.references("images.sha256"))
      .addPrimaryKeyConstraint("versions_key", ["campaign", "number"])
      .execute();
    await schema
      .createTable("drafts")
      .addColumn("campaign", "text", (column) => column.primaryKey().references("campaigns.id"))
      .addColumn("revision", "integer", (column) => column.notNull())
      .addColumn("based_on", "integer")
      .addColumn("saved_at", "text", (column) => column.notNull())
      .addColumn("saved_by", "text", (column) => column.notNull())
      .addColumn("yaml", "text", (column) => column.notNull())
      .addColumn("postcard", "text", (column) => column.notNull())
      .addColumn("letter", "text", (column) => column.notNull())
      .addColumn("image", "text", (column) => column.references("images.sha256"))
      .execute();
    await schema
      .createTable("live_changes")
      .addColumn("count", "integer", (column) => column.notNull())
      .execute();
    await sql`insert into live_changes (count) values (0)`.execute(database);
  },
};
