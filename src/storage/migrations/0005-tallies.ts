// Tallies: how many letters were made, by constituency and by day, and which stalls' files were added to them.
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export interface TallyTables {
  tally_seats: { campaign: string; seat: string; way: string; made: number };
  tally_days: { campaign: string; day: string; way: string; made: number };
  /** Both are SHA-256 in hexadecimal over something with the stall's random digits in it, which only its file has. */
  tally_stalls: { stall: string; content: string };
}

export const tallies: Migration = {
  async up(database: Kysely<unknown>) {
    const { schema } = database;
    // Without row ids: rows stand in the order of their keys, and not of when a constituency's first letter was made.
    await schema
      .createTable("tally_seats")
      .addColumn("campaign", "text", (column) => column.notNull())
      .addColumn("seat", "text", (column) => column.notNull())
      .addColumn("way", "text", (column) => column.notNull())
      .addColumn("made", "integer", (column) => column.notNull())
      .addPrimaryKeyConstraint("tally_seats_key", ["campaign", "seat", "way"])
      .modifyEnd(sql`without rowid`)
      .execute();
    await schema
      .createTable("tally_days")
      .addColumn("campaign", "text", (column) => column.notNull())
      .addColumn("day", "text", (column) => column.notNull())
      .addColumn("way", "text", (column) => column.notNull())
      .addColumn("made", "integer", (column) => column.notNull())
      .addPrimaryKeyConstraint("tally_days_key", ["campaign", "day", "way"])
      .modifyEnd(sql`without rowid`)
      .execute();
    await schema
      .createTable("tally_stalls")
      .addColumn("stall", "text", (column) => column.primaryKey())
      .addColumn("content", "text", (column) => column.notNull())
      .modifyEnd(sql`without rowid`)
      .execute();
  },
};
