// Stalls over Kysely, and over node:sqlite's files when it comes to leaving nothing behind.
import { stat } from "node:fs/promises";
import { sql } from "kysely";
import type { LookedAt } from "../stalls/keys.ts";
import type { Stall } from "../stalls/stall.ts";
import type { StallStore, TableLookedAt } from "../stalls/store.ts";
import { type Database, fileOf } from "./database.ts";
import { holdsAny } from "./search-file.ts";
import { createCardStore } from "./stall-cards.ts";
import { createDeviceStore } from "./stall-devices.ts";
import { whileKept } from "./stall-kept.ts";
import { readTally } from "./stall-tallies.ts";
import { createStoreFaults } from "./store-faults.ts";
import type { Tables } from "./tables.ts";

/** What a wipe empties of a stall's rows; its own row and its tally stay, for no member is in them. */
const WIPED = [
  "stall_cards",
  "stall_pictures",
  "stall_additions",
  "stall_jobs",
  "stall_devices",
  "stall_invitations",
] as const;
const TALLIES = ["stall_seat_tallies", "stall_day_tallies"] as const;

/** Makes the store over an open database; `url` is what it was opened with. */
export function createStallStore(database: Database, url: string): StallStore {
  const faults = createStoreFaults(url);
  const { told, kept } = faults;

  /** Moves everything into the database's one file and empties the log of what was written before it (sqlite.org/wal.html). */
  async function emptyLog(): Promise<void> {
    await sql`pragma wal_checkpoint(truncate)`.execute(database);
  }

  return {
    ...createCardStore(database, faults),
    devices: createDeviceStore(database, faults),

    create: ({ id, kind, name, campaign, sheet, opens, closes, createdAt, wipedAt }) =>
      kept(async () => {
        await database
          .insertInto("stalls")
          .values({
            id,
            kind,
            name,
            campaign,
            sheet,
            opens,
            closes,
            created_at: createdAt,
            wiped_at: wipedAt,
            seen_at: Date.parse(createdAt),
            last_number: 0,
          })
          .execute();
      }),

    change: (id, changes) =>
      kept(async () => {
        if (Object.keys(changes).length > 0)
          await database.updateTable("stalls").set(changes).where("id", "=", id).execute();
      }),

    all: () =>
      told(async () => {
        const rows = await database.selectFrom("stalls").selectAll().orderBy("created_at", "desc").execute();
        return rows.map(asStall);
      }),

    get: (id) =>
      told(async () => {
        const row = await database.selectFrom("stalls").selectAll().where("id", "=", id).executeTakeFirst();
        return row === undefined ? null : asStall(row);
      }),

    seen: (id) =>
      told(async () => {
        const row = await database
          .selectFrom("stalls")
          .select("seen_at")
          .where("id", "=", id)
          .executeTakeFirst();
        return row?.seen_at ?? 0;
      }),

    hasPicture: (stall, hash) =>
      told(async () => {
        const rows = await database
          .selectFrom("stall_pictures")
          .select("hash")
          .where("stall", "=", stall)
          .where("hash", "=", hash)
          .execute();
        return rows.length > 0;
      }),

    keepPicture: (stall, picture) =>
      kept(() =>
        whileKept(database, stall, async (within) => {
          await within
            .insertInto("stall_pictures")
            .values({ stall, ...picture })
            .onConflict((conflict) => conflict.doNothing())
            .execute();
        }),
      ),

    pictures: (stall) =>
      told(() =>
        database
          .selectFrom("stall_pictures")
          .select(["hash", "content"])
          .where("stall", "=", stall)
          .execute(),
      ),

    tally: (stall) => told(() => readTally(database, stall)),

    wipe: (stall, at) =>
      told(async () => {
        await database.transaction().execute(async (within) => {
          for (const table of WIPED) await within.deleteFrom(table).where("stall", "=", stall).execute();
          await within.updateTable("stalls").set({ wiped_at: at }).where("id", "=", stall).execute();
        });
        // The deleted rows are overwritten in the database (secure_delete); the log still has them as they were.
        await emptyLog();
      }),

    erase: (stall) =>
      told(async () => {
        await database.transaction().execute(async (within) => {
          for (const table of [...WIPED, ...TALLIES])
            await within.deleteFrom(table).where("stall", "=", stall).execute();
          await within.deleteFrom("stalls").where("id", "=", stall).execute();
        });
        await emptyLog();
      }),

    lookFor: (stall, ids) =>
      told(async () => {
        const tables: TableLookedAt[] = [];
        for (const table of WIPED) {
          const { rows } = await database
            .selectFrom(table)
            .select(({ fn }) => fn.countAll<number>().as("rows"))
            .where("stall", "=", stall)
            .executeTakeFirstOrThrow();
          tables.push({ table, rows });
        }
        return { tables, files: await lookInFiles(fileOf(url), ids) };
      }),
  };
}

/** The database's file with its log and its index, as far as they are there. */
async function lookInFiles(file: string, ids: readonly string[]): Promise<LookedAt[]> {
  if (file === ":memory:") return [];
  const looked: LookedAt[] = [];
  for (const each of [file, `${file}-wal`, `${file}-shm`]) {
    const found = await stat(each).catch(() => null);
    if (found !== null) looked.push({ file: each, bytes: found.size, clean: !(await holdsAny(each, ids)) });
  }
  return looked;
}

function asStall({ created_at, wiped_at, seen_at: _, last_number: __, ...rest }: Tables["stalls"]): Stall {
  return { ...rest, createdAt: created_at, wipedAt: wiped_at };
}
