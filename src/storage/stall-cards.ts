// The queue's sealed cards in the database: each change with its place in the tally, as one transaction.
import type { Transaction } from "kysely";
import { Problem } from "../errors.ts";
import type { Counted, NewCard, Receipt, StallStore, StoredCard } from "../stalls/store.ts";
import type { Database } from "./database.ts";
import { count } from "./stall-tallies.ts";
import type { StoreFaults } from "./store-faults.ts";
import type { Tables } from "./tables.ts";

/** The part of the store that is the queue. */
export type CardStore = Pick<
  StallStore,
  | "add"
  | "receipt"
  | "cards"
  | "due"
  | "jobs"
  | "take"
  | "settle"
  | "unsettle"
  | "putBack"
  | "remove"
  | "forget"
>;

/** Makes the queue's part of the store. */
export function createCardStore(database: Database, { told, kept }: StoreFaults): CardStore {
  /** Runs a change under the write lock from its first statement on. */
  const change = <T>(work: (within: Transaction<Tables>) => Promise<T>): Promise<T> =>
    told(() => database.transaction().execute(work));

  return {
    add: (stall, card, key, counted) =>
      kept(() => database.transaction().execute((within) => addOnce(within, stall, card, key, counted))),

    receipt: (stall, key) => told(() => findReceipt(database, stall, key)),

    cards: (stall, job) =>
      told(async () => {
        const all = database
          .selectFrom("stall_cards")
          .selectAll()
          .where("stall", "=", stall)
          .orderBy("number");
        const rows = await (job === undefined ? all : all.where("job", "=", job)).execute();
        return rows.map(asCard);
      }),

    due: (stall, { addedBy, settledBy }) =>
      told(async () => {
        const all = database.selectFrom("stall_cards").where("stall", "=", stall);
        const expired = await all.selectAll().where("added_at", "<=", addedBy).orderBy("number").execute();
        const settled = await all.select("id").where("settled_at", "<=", settledBy).limit(1).execute();
        return { expired: expired.map(asCard), settled: settled.length > 0 };
      }),

    jobs: (stall) =>
      told(async () => {
        const rows = await database
          .selectFrom("stall_jobs")
          .select(["id", "taken_at"])
          .where("stall", "=", stall)
          .orderBy("taken_at")
          .orderBy("id")
          .execute();
        return rows.map(({ id, taken_at }) => ({ id, takenAt: taken_at }));
      }),

    take: (stall, which, { id, takenAt }) =>
      change(async (within) => {
        const queued = within
          .updateTable("stall_cards")
          .set({ state: "printing", job: id })
          .where("stall", "=", stall)
          .where("state", "=", "queued");
        const chosen = which === "all" ? queued : queued.where("id", "in", [...which]);
        const taken = await chosen.returning("id").execute();
        if (taken.length > 0)
          await within.insertInto("stall_jobs").values({ id, stall, taken_at: takenAt }).execute();
        return taken.map((card) => card.id);
      }),

    settle: (stall, cards, at) =>
      change(async (within) => {
        const rows = await within
          .updateTable("stall_cards")
          .set({ state: "printed", settled_at: at })
          .where("stall", "=", stall)
          .where("state", "=", "printing")
          .where("id", "in", ids(cards))
          .returning("id")
          .execute();
        await see(within, stall, at);
        return counting(within, stall, cards, rows, "printed");
      }),

    unsettle: (stall, cards) =>
      change(async (within) => {
        const rows = await within
          .updateTable("stall_cards")
          .set({ state: "printing", settled_at: null })
          .where("stall", "=", stall)
          .where("state", "=", "printed")
          .where("id", "in", ids(cards))
          .returning("id")
          .execute();
        return counting(within, stall, cards, rows, "printed", -1);
      }),

    putBack: (stall, which, state) =>
      change(async (within) => {
        const rows = await within
          .updateTable("stall_cards")
          .set({ state, job: null })
          .where("stall", "=", stall)
          .where("state", "in", ["printing", "stuck"])
          .where("id", "in", [...which])
          .returning("id")
          .execute();
        return rows.map(({ id }) => id);
      }),

    remove: (stall, cards, as) =>
      change(async (within) => {
        const rows = await within
          .deleteFrom("stall_cards")
          .where("stall", "=", stall)
          .where("id", "in", ids(cards))
          .returning(["id", "state"])
          .execute();
        const uncounted = rows.filter(({ state }) => state !== "printed");
        return counting(within, stall, cards, uncounted, as);
      }),

    forget: (stall, settledBy) =>
      change(async (within) => {
        await within
          .deleteFrom("stall_cards")
          .where("stall", "=", stall)
          .where("state", "=", "printed")
          .where("settled_at", "<=", settledBy)
          .execute();
        await within
          .deleteFrom("stall_jobs")
          .where("stall", "=", stall)
          .where("id", "not in", (jobs) =>
            jobs
              .selectFrom("stall_cards")
              .select("job")
              .where("stall", "=", stall)
              .where("job", "is not", null),
          )
          .execute();
      }),
  };
}

async function addOnce(
  within: Transaction<Tables>,
  stall: string,
  { id, addedAt, sealed }: NewCard,
  key: string,
  counted: Counted,
): Promise<Receipt> {
  const before = await findReceipt(within, stall, key);
  if (before !== null) return before;
  const numbered = await within
    .updateTable("stalls")
    .set((row) => ({ last_number: row("last_number", "+", 1) }))
    .where("id", "=", stall)
    .where("wiped_at", "is", null)
    .returning("last_number")
    .executeTakeFirst();
  if (numbered === undefined) throw new Problem("stall-unknown");
  const number = numbered.last_number;
  await within
    .insertInto("stall_cards")
    .values({ id, stall, number, added_at: addedAt, state: "queued", job: null, settled_at: null, sealed })
    .execute();
  await within.insertInto("stall_additions").values({ stall, key, card: id, number }).execute();
  await count(within, stall, [counted], "made");
  await see(within, stall, addedAt);
  return { id, number, again: false };
}

async function findReceipt(
  database: Pick<Database, "selectFrom">,
  stall: string,
  key: string,
): Promise<Receipt | null> {
  const found = await database
    .selectFrom("stall_additions")
    .select(["card", "number"])
    .where("stall", "=", stall)
    .where("key", "=", key)
    .executeTakeFirst();
  return found === undefined ? null : { id: found.card, number: found.number, again: true };
}

/** Notes the latest instant of the stall's clock. */
async function see(within: Transaction<Tables>, stall: string, at: number): Promise<void> {
  await within
    .updateTable("stalls")
    .set({ seen_at: at })
    .where("id", "=", stall)
    .where("seen_at", "<", at)
    .execute();
}

/** Counts those of the cards that a change has touched; answers their ids. */
async function counting(
  within: Transaction<Tables>,
  stall: string,
  cards: readonly Counted[],
  touched: readonly { id: string }[],
  what: Parameters<typeof count>[3],
  by: 1 | -1 = 1,
): Promise<readonly string[]> {
  const changed = new Set(touched.map(({ id }) => id));
  await count(
    within,
    stall,
    cards.filter(({ id }) => changed.has(id)),
    what,
    by,
  );
  return [...changed];
}

function asCard({ id, number, added_at, state, job, settled_at, sealed }: Tables["stall_cards"]): StoredCard {
  return { id, number, addedAt: added_at, state, job, settledAt: settled_at, sealed };
}

function ids(cards: readonly Counted[]): string[] {
  return cards.map(({ id }) => id);
}
