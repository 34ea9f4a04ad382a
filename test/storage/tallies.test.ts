// Every store held against what tallies need of one; and, of the file, that nobody waits for it and that it tells no order.
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../../src/storage/database.ts";
import { createTallyStore } from "../../src/storage/tallies.ts";
import { STORES } from "./contract/stores.ts";
import { describeTallies } from "./contract/tallies.ts";

for (const [name, makeStore] of STORES) describeTallies(name, makeStore);

const newFile = async () => join(await mkdtemp(join(tmpdir(), "postbag-tallies-")), "store.sqlite");
const one = {
  seats: [{ campaign: "safe", seat: "E14001063", way: "card", made: 1 }],
  days: [{ campaign: "safe", day: "2026-11-22", way: "card", made: 1 }],
} as const;

describe("tallies in a file", () => {
  it("lose nothing of what two processes count at the same time", async () => {
    const file = await newFile();
    const module = (path: string) => JSON.stringify(new URL(`../../src/${path}`, import.meta.url).href);
    const script = join(await mkdtemp(join(tmpdir(), "postbag-tallies-")), "count.mjs");
    await writeFile(
      script,
      `const { openDatabase } = await import(${module("storage/database.ts")});
      const { createTallyStore } = await import(${module("storage/tallies.ts")});
      const { createTallyCounter } = await import(${module("tallies/counter.ts")});
      const database = await openDatabase(process.argv[2]);
      const counter = createTallyCounter({
        store: createTallyStore(database),
        today: () => "2026-11-22",
        onFailure: () => {},
      });
      for (let turn = 0; turn < 100; turn++) {
        counter.made("card", { campaign: { id: "safe" }, seat: { code: "E14001063" } });
        await counter.write();
      }
      await counter.stop();
      await database.destroy();`,
    );
    const processes = [1, 2].map(() => fork(script, [`sqlite:${file}`]));
    const codes = await Promise.all(processes.map(async (process) => (await once(process, "exit"))[0]));
    expect(codes).toEqual([0, 0]);
    const database = await openDatabase(`sqlite:${file}`);
    const { seats, days } = await createTallyStore(database).of("safe");
    expect([seats[0]?.made, days[0]?.made]).toEqual([200, 200]);
    await database.destroy();
  });

  it("are refused soon while somebody else writes, wait as long as others afterwards, and are whole then", async () => {
    const file = await newFile();
    const database = await openDatabase(`sqlite:${file}`);
    const store = createTallyStore(database);
    const other = new DatabaseSync(file);
    other.exec("begin immediate");
    await expect(store.add(one)).rejects.toMatchObject({ code: "ERR_SQLITE_ERROR" });
    other.exec("rollback");
    other.close();
    await store.add(one);
    expect(await store.of("safe")).toEqual(one);
    await database.destroy();
  });

  it("stand in the order of their names, whichever came first, and remember a stall by digests alone", async () => {
    const file = await newFile();
    const database = await openDatabase(`sqlite:${file}`);
    const store = createTallyStore(database);
    const stall = "0123456789abcdef0123456789abcdef";
    await store.importStall(
      {
        stall,
        campaign: "safe",
        madeOn: "2026-11-20",
        seats: [{ seat: "W07000081", way: "card", made: 1 }],
        days: [{ day: "2026-11-20", way: "card", made: 1 }],
      },
      { by: "ada@example.org", at: "2026-11-22T12:00:00.000Z" },
    );
    await store.add(one);
    await database.destroy();
    const raw = new DatabaseSync(file);
    const seats = raw.prepare("select seat from tally_seats").all();
    expect(seats.map(({ seat }) => seat)).toEqual(["E14001063", "W07000081"]);
    expect(() => raw.prepare("select rowid from tally_seats").all()).toThrow("no such column");
    expect(() => raw.prepare("select rowid from tally_days").all()).toThrow("no such column");
    raw.close();
    expect((await readFile(file, "latin1")).includes(stall)).toBe(false);
  });
});
