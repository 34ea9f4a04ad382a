// What every store of tallies has to do (src/tallies/store.ts), whatever it is kept in.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { StallTally } from "../../../src/tallies/stall-tally.ts";
import type { Tally, Way } from "../../../src/tallies/tally.ts";
import type { MakeStore, Store } from "./stores.ts";

const CHANGE = { by: "ada@example.org", at: "2026-11-22T12:00:00.000Z" };
const DAY = "2026-11-22";

/** Some letters of one campaign, constituency and day. */
const some = (made: number, campaign = "safe", way: Way = "card", seat = "E14001063"): Tally => ({
  seats: [{ campaign, seat, way, made }],
  days: [{ campaign, day: DAY, way, made }],
});

const STALL: StallTally = {
  stall: "0123456789abcdef0123456789abcdef",
  campaign: "safe",
  madeOn: DAY,
  seats: [
    { seat: "E14001063", way: "card", made: 7 },
    { seat: "W07000081", way: "letter", made: 1 },
  ],
  days: [
    { day: DAY, way: "card", made: 7 },
    { day: DAY, way: "letter", made: 1 },
  ],
};

/** Runs the suite on a store. */
export function describeTallies(name: string, makeStore: MakeStore): void {
  describe(`a store of tallies: ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await makeStore();
    });
    afterEach(() => store.close());

    it("has nothing at first, and takes an empty tally", async () => {
      await store.tallies.add({ seats: [], days: [] });
      expect(await store.tallies.campaigns()).toEqual([]);
      expect(await store.tallies.of("safe")).toEqual({ seats: [], days: [] });
    });

    it("adds to what stands there, each campaign, constituency, day and way for itself", async () => {
      const { tallies } = store;
      await tallies.add(some(2));
      await tallies.add(some(3));
      await tallies.add(some(1, "safe", "email"));
      await tallies.add(some(4, "safe", "card", "W07000081"));
      await tallies.add(some(9, "another"));
      expect(await tallies.campaigns()).toEqual(["another", "safe"]);
      expect(await tallies.of("another")).toEqual(some(9, "another"));
      const { seats, days } = await tallies.of("safe");
      expect(seats).toHaveLength(3);
      expect(seats).toContainEqual({ campaign: "safe", seat: "E14001063", way: "card", made: 5 });
      expect(seats).toContainEqual({ campaign: "safe", seat: "W07000081", way: "card", made: 4 });
      expect(days).toHaveLength(2);
      expect(days).toContainEqual({ campaign: "safe", day: DAY, way: "card", made: 9 });
      expect(days).toContainEqual({ campaign: "safe", day: DAY, way: "email", made: 1 });
    });

    it("loses none of many at once", async () => {
      const { tallies } = store;
      await Promise.all(Array.from({ length: 200 }, () => tallies.add(some(1))));
      expect(await tallies.of("safe")).toEqual(some(200));
    });

    it("takes more counts at once than one statement can hold", async () => {
      const seats = Array.from({ length: 9_000 }, (_, at) => ({
        campaign: "safe",
        seat: `seat ${at}`,
        way: "card" as const,
        made: 1,
      }));
      await store.tallies.add({ seats, days: [{ campaign: "safe", day: DAY, way: "card", made: 9_000 }] });
      expect((await store.tallies.of("safe")).seats).toHaveLength(9_000);
    });

    it("adds a stall's tally once, with its entry in the audit log", async () => {
      const { tallies, audit } = store;
      await tallies.add(some(1));
      expect(await tallies.importStall(STALL, CHANGE)).toBe("added");
      const after = await tallies.of("safe");
      expect(after.seats).toContainEqual({ campaign: "safe", seat: "E14001063", way: "card", made: 8 });
      expect(after.days).toContainEqual({ campaign: "safe", day: DAY, way: "letter", made: 1 });

      expect(await tallies.importStall({ ...STALL, seats: [...STALL.seats].reverse() }, CHANGE)).toBe(
        "again",
      );
      expect(await tallies.importStall({ ...STALL, madeOn: "2026-11-23" }, CHANGE)).toBe("changed");
      expect(await tallies.importStall({ ...STALL, campaign: "another" }, CHANGE)).toBe("changed");
      expect(await tallies.of("safe")).toEqual(after);
      expect(await tallies.campaigns()).toEqual(["safe"]);
      const { entries } = await audit.entries({ limit: 10 });
      expect(entries.map(({ what, by, campaign }) => [what, by, campaign])).toEqual([
        ["tallies-imported", CHANGE.by, "safe"],
      ]);
      expect(await tallies.importStall({ ...STALL, stall: "f".repeat(32) }, CHANGE)).toBe("added");
    });

    it("adds a stall's tally once, however many add it at the same moment", async () => {
      const { tallies } = store;
      const outcomes = await Promise.all([1, 2, 3, 4].map(() => tallies.importStall(STALL, CHANGE)));
      expect(outcomes.sort()).toEqual(["added", "again", "again", "again"]);
      const card = { campaign: "safe", day: DAY, way: "card", made: 7 };
      expect((await tallies.of("safe")).days).toContainEqual(card);
      if (store.beside === null) return;
      const other = await store.beside();
      expect(await other.tallies.importStall(STALL, CHANGE)).toBe("again");
      expect((await other.tallies.of("safe")).days).toContainEqual(card);
      await other.close();
    });

    it("holds what another process added", async () => {
      if (store.beside === null) return;
      const other = await store.beside();
      for (let turn = 0; turn < 20; turn++) await (turn % 2 === 0 ? store : other).tallies.add(some(1));
      expect(await store.tallies.of("safe")).toEqual(some(20));
      expect(await other.tallies.of("safe")).toEqual(some(20));
      await other.close();
    });
  });
}
