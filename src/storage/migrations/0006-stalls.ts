// Stalls: their sealed cards, print jobs, paired devices, and the tally that is left of them.
import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";
import type { SheetName } from "../../paper/sheet.ts";
import type { Way } from "../../stalls/card.ts";
import type { Role } from "../../stalls/device.ts";
import type { StallKind } from "../../stalls/stall.ts";
import type { CardState, Counts } from "../../stalls/store.ts";

export interface StallTables {
  stalls: {
    id: string;
    kind: StallKind;
    name: string;
    campaign: string;
    sheet: SheetName;
    opens: string | null;
    closes: string | null;
    created_at: string;
    wiped_at: string | null;
    /** The latest instant that the stall has seen, ms since 1970: its clock never goes back behind it. */
    seen_at: number;
    /** The number that its last card got. */
    last_number: number;
  };
  stall_cards: {
    id: string;
    stall: string;
    number: number;
    added_at: number;
    state: CardState;
    job: string | null;
    settled_at: number | null;
    sealed: Uint8Array;
  };
  /** Which keys have added a card: they outlive it, so that what is tried again later adds no second one. */
  stall_additions: { stall: string; key: string; card: string; number: number };
  /** The pictures on the cards' fronts, which are the campaign's. */
  stall_pictures: { stall: string; hash: string; content: string };
  stall_jobs: { id: string; stall: string; taken_at: number };
  stall_devices: {
    id: string;
    stall: string;
    role: Role;
    name: string;
    paired_at: string;
    token_hash: string;
  };
  stall_invitations: { hash: string; stall: string; role: Role; until: number };
  /** `seat` is empty where there is none. */
  stall_seat_tallies: Counts & { stall: string; seat: string; way: Way };
  /** `addressed` is 1 for cards with a seat. */
  stall_day_tallies: Counts & { stall: string; day: string; addressed: number };
}

export const stalls: Migration = {
  async up(database: Kysely<unknown>) {
    const { schema } = database;
    await schema
      .createTable("stalls")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("kind", "text", (column) => column.notNull())
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("campaign", "text", (column) => column.notNull())
      .addColumn("sheet", "text", (column) => column.notNull())
      .addColumn("opens", "text")
      .addColumn("closes", "text")
      .addColumn("created_at", "text", (column) => column.notNull())
      .addColumn("wiped_at", "text")
      .addColumn("seen_at", "integer", (column) => column.notNull())
      .addColumn("last_number", "integer", (column) => column.notNull().defaultTo(0))
      .execute();
    await schema
      .createTable("stall_cards")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("stall", "text", (column) => column.notNull().references("stalls.id"))
      .addColumn("number", "integer", (column) => column.notNull())
      .addColumn("added_at", "integer", (column) => column.notNull())
      .addColumn("state", "text", (column) => column.notNull())
      .addColumn("job", "text")
      .addColumn("settled_at", "integer")
      .addColumn("sealed", "blob", (column) => column.notNull())
      .addUniqueConstraint("stall_cards_number", ["stall", "number"])
      .execute();
    await schema
      .createTable("stall_additions")
      .addColumn("stall", "text", (column) => column.notNull().references("stalls.id"))
      .addColumn("key", "text", (column) => column.notNull())
      .addColumn("card", "text", (column) => column.notNull())
      .addColumn("number", "integer", (column) => column.notNull())
      .addPrimaryKeyConstraint("stall_additions_key", ["stall", "key"])
      .execute();
    await schema
      .createTable("stall_pictures")
      .addColumn("stall", "text", (column) => column.notNull().references("stalls.id"))
      .addColumn("hash", "text", (column) => column.notNull())
      .addColumn("content", "text", (column) => column.notNull())
      .addPrimaryKeyConstraint("stall_pictures_key", ["stall", "hash"])
      .execute();
    await schema
      .createTable("stall_jobs")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("stall", "text", (column) => column.notNull().references("stalls.id"))
      .addColumn("taken_at", "integer", (column) => column.notNull())
      .execute();
    await schema
      .createTable("stall_devices")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("stall", "text", (column) => column.notNull().references("stalls.id"))
      .addColumn("role", "text", (column) => column.notNull())
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("paired_at", "text", (column) => column.notNull())
      .addColumn("token_hash", "text", (column) => column.notNull().unique())
      .execute();
    await schema
      .createTable("stall_invitations")
      .addColumn("hash", "text", (column) => column.primaryKey())
      .addColumn("stall", "text", (column) => column.notNull().references("stalls.id"))
      .addColumn("role", "text", (column) => column.notNull())
      .addColumn("until", "integer", (column) => column.notNull())
      .execute();
    await schema
      .createTable("stall_seat_tallies")
      .addColumn("stall", "text", (column) => column.notNull().references("stalls.id"))
      .addColumn("seat", "text", (column) => column.notNull())
      .addColumn("way", "text", (column) => column.notNull())
      .addColumn("made", "integer", (column) => column.notNull())
      .addColumn("printed", "integer", (column) => column.notNull())
      .addColumn("withdrawn", "integer", (column) => column.notNull())
      .addColumn("expired", "integer", (column) => column.notNull())
      .addPrimaryKeyConstraint("stall_seat_tallies_key", ["stall", "seat", "way"])
      .execute();
    await schema
      .createTable("stall_day_tallies")
      .addColumn("stall", "text", (column) => column.notNull().references("stalls.id"))
      .addColumn("day", "text", (column) => column.notNull())
      .addColumn("addressed", "integer", (column) => column.notNull())
      .addColumn("made", "integer", (column) => column.notNull())
      .addColumn("printed", "integer", (column) => column.notNull())
      .addColumn("withdrawn", "integer", (column) => column.notNull())
      .addColumn("expired", "integer", (column) => column.notNull())
      .addPrimaryKeyConstraint("stall_day_tallies_key", ["stall", "day", "addressed"])
      .execute();
  },
};
