// Tallies in the store: counts that only grow, added to in one transaction whichever process adds.
import { createHash } from "node:crypto";
import { sql, type Transaction } from "kysely";
import { printStallTally, type StallTally } from "../tallies/stall-tally.ts";
import type { Imported, TallyStore } from "../tallies/store.ts";
import { type Tally, WAYS, type Way } from "../tallies/tally.ts";
import { recordAudit } from "./audit.ts";
import type { Database } from "./database.ts";
import { BUSY_MS } from "./sqlite.ts";
import type { Tables } from "./tables.ts";

/** How long the counting of letters waits for another writer, ms: Node waits with it, and so does every member. */
const BRIEF_MS = 100;
/** Rows of one statement, of four values each: SQLite takes 32,766 values. */
const ROWS = 1_000;

/** The tallies of a store. */
export function createTallyStore(database: Database): TallyStore {
  return {
    add: (tally) =>
      database.connection().execute(async (connection) => {
        await sql`pragma busy_timeout = ${sql.raw(String(BRIEF_MS))}`.execute(connection);
        try {
          await connection.transaction().execute((transaction) => addCounts(transaction, tally));
        } finally {
          await sql`pragma busy_timeout = ${sql.raw(String(BUSY_MS))}`.execute(connection);
        }
      }),

    async of(campaign) {
      const [seats, days] = [
        await database.selectFrom("tally_seats").selectAll().where("campaign", "=", campaign).execute(),
        await database.selectFrom("tally_days").selectAll().where("campaign", "=", campaign).execute(),
      ];
      return {
        seats: seats.map((row) => ({ ...row, way: wayOf(row.way) })),
        days: days.map((row) => ({ ...row, way: wayOf(row.way) })),
      };
    },

    async campaigns() {
      const rows = await database
        .selectFrom("tally_days")
        .select("campaign")
        .distinct()
        .orderBy("campaign")
        .execute();
      return rows.map(({ campaign }) => campaign);
    },

    importStall: (tally, change) =>
      database.transaction().execute(async (transaction) => {
        const seen = await remember(transaction, tally);
        if (seen !== "added") return seen;
        const { campaign } = tally;
        await addCounts(transaction, {
          seats: tally.seats.map((count) => ({ campaign, ...count })),
          days: tally.days.map((count) => ({ campaign, ...count })),
        });
        await recordAudit(transaction, { ...change, what: "tallies-imported", campaign });
        return "added";
      }),
  };
}

/** Remembers a stall's file by digests that nobody can guess without it; says whether it, or another of its stall, was there. */
async function remember(transaction: Transaction<Tables>, tally: StallTally): Promise<Imported> {
  const row = { stall: sha256(`stall ${tally.stall}`), content: sha256(printStallTally(tally)) };
  const known = await transaction
    .selectFrom("tally_stalls")
    .select("content")
    .where("stall", "=", row.stall)
    .executeTakeFirst();
  if (known !== undefined) return known.content === row.content ? "again" : "changed";
  await transaction.insertInto("tally_stalls").values(row).execute();
  return "added";
}

async function addCounts(transaction: Transaction<Tables>, { seats, days }: Tally): Promise<void> {
  for (const rows of piecesOf(seats)) {
    await transaction
      .insertInto("tally_seats")
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .columns(["campaign", "seat", "way"])
          .doUpdateSet({ made: sql`tally_seats.made + excluded.made` }),
      )
      .execute();
  }
  for (const rows of piecesOf(days)) {
    await transaction
      .insertInto("tally_days")
      .values(rows)
      .onConflict((conflict) =>
        conflict
          .columns(["campaign", "day", "way"])
          .doUpdateSet({ made: sql`tally_days.made + excluded.made` }),
      )
      .execute();
  }
}

function piecesOf<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / ROWS) }, (_, at) =>
    rows.slice(at * ROWS, (at + 1) * ROWS),
  );
}

function wayOf(text: string): Way {
  const way = WAYS.find((each) => each === text);
  if (way === undefined) throw new Error(`the tallies hold a way that is not known: ${text}`);
  return way;
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
