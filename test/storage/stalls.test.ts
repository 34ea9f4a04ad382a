import { readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { Counted, StallStore } from "../../src/stalls/store.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { createStallStore } from "../../src/storage/stalls.ts";
import { exampleStall, NOON, newStall, openParts } from "../support/stall.ts";

const stall = exampleStall();
const DAY = "2026-11-22";
const counted = (id: string, seat: string | null = "E14001063"): Counted => ({
  id,
  seat,
  way: "typed",
  day: DAY,
});
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What every store of stalls does, whatever it keeps them in. */
function contract(name: string, open: () => Promise<StallStore>): void {
  const begun = async (): Promise<StallStore> => {
    const store = await open();
    await store.create(stall);
    return store;
  };
  const add = (store: StallStore, id: string, key = `key of ${id}`) =>
    store.add(stall.id, { id, addedAt: NOON, sealed: bytes(`sealed ${id}`) }, key, counted(id));
  const states = async (store: StallStore) =>
    (await store.cards(stall.id)).map(({ id, state, job }) => [id, state, job]);

  describe(`a store of stalls: ${name}`, () => {
    it("keeps a stall as it was made, and what is changed of it", async () => {
      const store = await begun();
      expect(await store.get(stall.id)).toEqual(stall);
      expect(await store.seen(stall.id)).toBe(NOON);
      await store.change(stall.id, { sheet: "card", closes: "2026-11-22T16:00:00Z" });
      await store.change(stall.id, {});
      const changed = { ...stall, sheet: "card", closes: "2026-11-22T16:00:00Z" };
      expect(await store.get(stall.id)).toEqual(changed);
      const later = {
        ...stall,
        id: "22222222-2222-4333-8444-555555555555",
        createdAt: "2026-11-23T09:00:00Z",
      };
      await store.create(later);
      expect(await store.all()).toEqual([later, changed]);
      expect(await store.get("none")).toBeNull();
    });

    it("numbers cards and gives them back as they came, and adds one once for a key", async () => {
      const store = await begun();
      expect(await add(store, "a")).toEqual({ id: "a", number: 1, again: false });
      expect(await add(store, "b")).toEqual({ id: "b", number: 2, again: false });
      expect(await add(store, "c", "key of a")).toEqual({ id: "a", number: 1, again: true });
      expect(await store.receipt(stall.id, "key of b")).toEqual({ id: "b", number: 2, again: true });
      expect(await store.receipt(stall.id, "key of c")).toBeNull();
      const cards = await store.cards(stall.id);
      expect(cards.map(({ id, number }) => [id, number])).toEqual([
        ["a", 1],
        ["b", 2],
      ]);
      expect(cards[0]).toMatchObject({ addedAt: NOON, state: "queued", job: null, settledAt: null });
      expect(new TextDecoder().decode(cards[0]?.sealed)).toBe("sealed a");
      expect((await store.tally(stall.id)).bySeat).toEqual([
        { seat: "E14001063", way: "typed", made: 2, printed: 0, withdrawn: 0, expired: 0 },
      ]);
    });

    it("remembers a key after its card has gone", async () => {
      const store = await begun();
      await add(store, "a");
      await store.remove(stall.id, [counted("a")], "withdrawn");
      expect(await add(store, "b", "key of a")).toEqual({ id: "a", number: 1, again: true });
      expect(await store.cards(stall.id)).toEqual([]);
    });

    it("gives a card to one job, whoever asks at the same time", async () => {
      const store = await begun();
      for (const id of ["a", "b", "c"]) await add(store, id);
      const [one, other] = await Promise.all([
        store.take(stall.id, "all", { id: "job 1", takenAt: NOON }),
        store.take(stall.id, ["b", "c"], { id: "job 2", takenAt: NOON }),
      ]);
      expect([...one, ...other].sort()).toEqual(["a", "b", "c"]);
      expect(await store.take(stall.id, "all", { id: "job 3", takenAt: NOON })).toEqual([]);
      expect((await store.jobs(stall.id)).map(({ id }) => id)).toEqual(
        one.length === 3 ? ["job 1"] : ["job 1", "job 2"],
      );
    });

    it("moves cards only from the state in which they are, and counts what moved", async () => {
      const store = await begun();
      for (const id of ["a", "b", "c", "d"]) await add(store, id);
      await store.take(stall.id, ["a", "b", "c"], { id: "job", takenAt: NOON });
      expect(await store.settle(stall.id, [counted("a"), counted("d"), counted("none")], NOON + 5)).toEqual([
        "a",
      ]);
      expect(await store.seen(stall.id)).toBe(NOON + 5);
      expect(await store.settle(stall.id, [counted("a")], NOON + 6)).toEqual([]);
      expect(await store.putBack(stall.id, ["a", "b", "d"], "queued")).toEqual(["b"]);
      expect(await store.putBack(stall.id, ["c"], "stuck")).toEqual(["c"]);
      expect(await states(store)).toEqual([
        ["a", "printed", "job"],
        ["b", "queued", null],
        ["c", "stuck", null],
        ["d", "queued", null],
      ]);
      expect((await store.tally(stall.id)).byDay).toEqual([
        { day: DAY, addressed: true, made: 4, printed: 1, withdrawn: 0, expired: 0 },
      ]);
      expect(await store.unsettle(stall.id, [counted("a"), counted("b")])).toEqual(["a"]);
      expect((await store.tally(stall.id)).bySeat[0]).toMatchObject({ made: 4, printed: 0 });
      expect((await store.cards(stall.id, "job")).map(({ id }) => id)).toEqual(["a"]);
    });

    it("does not count a card as expired or withdrawn that was printed", async () => {
      const store = await begun();
      for (const id of ["a", "b", "c"]) await add(store, id);
      await store.take(stall.id, ["a"], { id: "job", takenAt: NOON });
      await store.settle(stall.id, [counted("a")], NOON);
      expect(await store.remove(stall.id, [counted("a"), counted("b")], "expired")).toEqual(["b"]);
      expect(await store.remove(stall.id, [counted("c", null)], "withdrawn")).toEqual(["c"]);
      const { bySeat, byDay } = await store.tally(stall.id);
      expect(bySeat).toEqual([
        { seat: null, way: "typed", made: 0, printed: 0, withdrawn: 1, expired: 0 },
        { seat: "E14001063", way: "typed", made: 3, printed: 1, withdrawn: 0, expired: 1 },
      ]);
      expect(byDay).toEqual([
        { day: DAY, addressed: true, made: 3, printed: 1, withdrawn: 0, expired: 1 },
        { day: DAY, addressed: false, made: 0, printed: 0, withdrawn: 1, expired: 0 },
      ]);
    });

    it("finds what is due, and forgets what was settled, with jobs that have no cards", async () => {
      const store = await begun();
      for (const id of ["a", "b"]) await add(store, id);
      await store.take(stall.id, ["a"], { id: "job", takenAt: NOON });
      await store.settle(stall.id, [counted("a")], NOON + 10);
      const due = (addedBy: number, settledBy: number) => store.due(stall.id, { addedBy, settledBy });
      expect(await due(NOON - 1, NOON + 9)).toEqual({ expired: [], settled: false });
      const later = await due(NOON, NOON + 10);
      expect([later.expired.map(({ id }) => id), later.settled]).toEqual([["a", "b"], true]);
      await store.forget(stall.id, NOON + 9);
      expect(await states(store)).toHaveLength(2);
      await store.forget(stall.id, NOON + 10);
      expect(await states(store)).toEqual([["b", "queued", null]]);
      expect(await store.jobs(stall.id)).toEqual([]);
    });

    it("pairs devices, takes an invitation once and in time, and ends one or all", async () => {
      const { devices, ...store } = await begun();
      const device = (id: string) =>
        ({
          id,
          stall: stall.id,
          role: "table",
          name: `Device ${id}`,
          pairedAt: `2026-11-22T12:00:0${id}Z`,
        }) as const;
      await devices.add(device("1"), "hash 1");
      await devices.add(device("2"), "hash 2");
      expect(await devices.byToken("hash 2")).toEqual(device("2"));
      expect(await devices.byToken("2")).toBeNull();
      await devices.setRole(stall.id, "1", "rep");
      expect(await devices.list(stall.id)).toEqual([{ ...device("1"), role: "rep" }, device("2")]);
      await devices.invite(stall.id, { hash: "good", role: "rep", until: NOON });
      await devices.invite(stall.id, { hash: "late", role: "rep", until: NOON - 1 });
      expect(await devices.redeem("another stall", "good", NOON)).toBeNull();
      expect(await devices.redeem(stall.id, "good", NOON)).toBe("rep");
      expect(await devices.redeem(stall.id, "good", NOON)).toBeNull();
      expect(await devices.redeem(stall.id, "late", NOON)).toBeNull();
      await devices.end("another stall", "1");
      await devices.end(stall.id, "1");
      expect((await devices.list(stall.id)).map(({ id }) => id)).toEqual(["2"]);
      await devices.invite(stall.id, { hash: "open", role: "table", until: NOON });
      await devices.end(stall.id, "all");
      expect(await devices.list(stall.id)).toEqual([]);
      expect(await devices.redeem(stall.id, "open", NOON)).toBeNull();
      expect(await store.get(stall.id)).toEqual(stall);
    });

    it("wipes one stall, keeps its tally, takes no card any more, and leaves the others alone", async () => {
      const store = await begun();
      const other = { ...stall, id: "22222222-2222-4333-8444-555555555555" };
      await store.create(other);
      await add(store, "a");
      await store.add(other.id, { id: "x", addedAt: NOON, sealed: bytes("x") }, "key", counted("x"));
      await store.take(stall.id, "all", { id: "job", takenAt: NOON });
      await store.wipe(stall.id, "2026-11-22T18:00:00Z");
      expect(await store.get(stall.id)).toEqual({ ...stall, wipedAt: "2026-11-22T18:00:00Z" });
      expect(await store.cards(stall.id)).toEqual([]);
      expect(await store.jobs(stall.id)).toEqual([]);
      expect(await store.receipt(stall.id, "key of a")).toBeNull();
      expect((await store.tally(stall.id)).bySeat).toHaveLength(1);
      const device = {
        id: "1",
        stall: stall.id,
        role: "table",
        name: "Door",
        pairedAt: stall.createdAt,
      } as const;
      for (const late of [
        add(store, "b"),
        store.keepPicture(stall.id, { hash: "hash", content: "picture" }),
        store.devices.add(device, "token"),
        store.devices.invite(stall.id, { hash: "hash", role: "rep", until: NOON }),
      ])
        await expect(late).rejects.toMatchObject({ code: "stall-unknown" });
      const { tables } = await store.lookFor(stall.id, []);
      expect(tables.every(({ rows }) => rows === 0)).toBe(true);
      expect(await store.cards(other.id)).toHaveLength(1);
      await store.erase(stall.id);
      expect(await store.get(stall.id)).toBeNull();
      expect(await store.tally(stall.id)).toEqual({ bySeat: [], byDay: [] });
    });
  });
}

contract("in memory", async () => createStallStore(await openDatabase("sqlite::memory:"), "sqlite::memory:"));
contract("in a file", async () => {
  const { database, file, store, stall: own } = await newStall();
  await store.erase(own.id);
  return createStallStore(database, `sqlite:${file}`);
});

describe("the stalls' database", () => {
  const addOne = (store: StallStore, id: string) =>
    store.add(stall.id, { id, addedAt: NOON, sealed: new Uint8Array(8192).fill(7) }, id, counted(id));

  it("says that the disk is full, keeps nothing of what did not fit, and goes on once there is room", async () => {
    const { store, database, file } = await newStall();
    await addOne(store, "first");
    await sql`pragma wal_checkpoint(truncate)`.execute(database);
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(database);
    await sql`pragma max_page_count = ${sql.raw(String((rows[0]?.page_count ?? 0) + 8))}`.execute(database);
    const kept: string[] = [];
    let refused: unknown = null;
    for (let at = 0; refused === null && at < 100; at++) {
      await addOne(store, `card ${at}`).then(
        () => kept.push(`card ${at}`),
        (error: unknown) => {
          refused = error;
        },
      );
    }
    expect(refused).toMatchObject({ code: "store-full", values: { file } });
    expect(kept.length).toBeGreaterThan(0);
    expect((await store.cards(stall.id)).map(({ id }) => id)).toEqual(["first", ...kept]);
    expect((await store.tally(stall.id)).byDay[0]?.made).toBe(kept.length + 1);
    await sql`pragma max_page_count = 100000`.execute(database);
    expect(await addOne(store, "last")).toMatchObject({ number: kept.length + 2, again: false });
  });

  it("says that its file was deleted and confirms nothing, while what it holds can still be printed", async () => {
    const { store, file } = await newStall();
    await addOne(store, "a");
    for (const end of ["", "-wal", "-shm"]) rmSync(file + end, { force: true });
    await expect(addOne(store, "b")).rejects.toMatchObject({ code: "store-gone", values: { file } });
    expect(await store.take(stall.id, "all", { id: "job", takenAt: NOON })).toEqual(["a"]);
    expect(await store.settle(stall.id, [counted("a")], NOON)).toEqual(["a"]);
  });

  it("notices too that another file stands in its place", async () => {
    const { store, file, folder } = await newStall();
    const other = await newStall();
    renameSync(file, join(folder, "moved"));
    renameSync(other.file, file);
    await expect(addOne(store, "b")).rejects.toMatchObject({ code: "store-gone" });
  });

  it("leaves nothing of a wiped stall in any file, log and index included", async () => {
    const { store, folder, database } = await newStall();
    for (let at = 0; at < 50; at++)
      await addOne(store, `5f0e${String(at).padStart(4, "0")}-aaaa-4bbb-8ccc-dddddddddddd`);
    const ids = (await store.cards(stall.id)).map(({ id }) => id);
    expect((await store.lookFor(stall.id, ids)).files.some(({ clean }) => !clean)).toBe(true);
    await store.wipe(stall.id, "2026-11-22T18:00:00Z");
    const { files } = await store.lookFor(stall.id, ids);
    expect(files.map(({ file }) => file.slice(folder.length + 1))).toContain("store.sqlite-wal");
    expect(files.every(({ clean }) => clean)).toBe(true);
    await database.destroy();
    for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      if (name === "keys") continue;
      const text = readFileSync(join(folder, name), "latin1");
      expect(ids.filter((id) => text.includes(id))).toEqual([]);
      expect(text.includes("\u0007".repeat(16))).toBe(false);
    }
  });

  it("is one queue for all that open it", async () => {
    const { store, folder, hands } = await newStall();
    const other = await openParts(folder, hands.clock);
    for (const at of Array(10).keys()) await addOne(at % 2 === 0 ? store : other.store, `card ${at}`);
    const numbers = (await store.cards(stall.id)).map(({ number }) => number);
    expect(numbers).toEqual(Array.from({ length: 10 }, (_, at) => at + 1));
    expect(await other.store.take(stall.id, "all", { id: "job 1", takenAt: NOON })).toHaveLength(10);
    expect(await store.take(stall.id, "all", { id: "job 2", takenAt: NOON })).toEqual([]);
  });
});
