// Counting in memory and writing in the background. The clock is a fake.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createTallyCounter, type TallyCounter } from "../../src/tallies/counter.ts";
import type { Tally } from "../../src/tallies/tally.ts";

const letter = (seat = "E14001063", id = "safe") => ({ campaign: { id }, seat: { code: seat } });
let written: Tally[];
let failing: boolean;
let failures: unknown[];
let today: string;
let counter: TallyCounter;

beforeEach(() => {
  vi.useFakeTimers();
  written = [];
  failing = false;
  failures = [];
  today = "2026-11-22";
  counter = createTallyCounter({
    store: {
      async add(tally) {
        if (failing) throw new Error("disk full");
        written.push(tally);
      },
    },
    today: () => today,
    onFailure: (error) => failures.push(error),
  });
});
afterEach(() => vi.useRealTimers());

/** How many letters were written, by constituency and by day. */
const sums = () => {
  const sum = (counts: readonly { readonly made: number }[]) =>
    counts.reduce((total, { made }) => total + made, 0);
  return [sum(written.flatMap(({ seats }) => seats)), sum(written.flatMap(({ days }) => days))];
};

describe("the counter", () => {
  it("writes a hall full of people as one batch, in an order that tells nothing", async () => {
    for (let at = 0; at < 500; at++) counter.made("card", letter(at % 2 === 0 ? "W07000081" : "E14001063"));
    counter.made("email", letter());
    expect(written).toEqual([]);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(written).toEqual([
      {
        seats: [
          { campaign: "safe", seat: "E14001063", way: "card", made: 250 },
          { campaign: "safe", seat: "E14001063", way: "email", made: 1 },
          { campaign: "safe", seat: "W07000081", way: "card", made: 250 },
        ],
        days: [
          { campaign: "safe", day: "2026-11-22", way: "card", made: 500 },
          { campaign: "safe", day: "2026-11-22", way: "email", made: 1 },
        ],
      },
    ]);
  });

  it("writes nothing while nobody makes anything", async () => {
    await vi.advanceTimersByTimeAsync(600_000);
    await counter.write();
    await counter.stop();
    expect(written).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("counts a letter on the day on which it was made, not on which it is written", async () => {
    counter.made("card", letter());
    today = "2026-11-23";
    counter.made("card", letter());
    await vi.advanceTimersByTimeAsync(3_000);
    expect(written[0]?.days.map(({ day, made }) => [day, made])).toEqual([
      ["2026-11-22", 1],
      ["2026-11-23", 1],
    ]);
  });

  it("keeps what a failing store does not take, tries less and less often, and writes it once then", async () => {
    failing = true;
    counter.made("card", letter());
    await vi.advanceTimersByTimeAsync(3_000);
    expect(failures).toHaveLength(1);
    counter.made("card", letter());
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(failures.length).toBeGreaterThan(50);
    expect(failures.length).toBeLessThan(70);
    failing = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sums()).toEqual([2, 2]);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(sums()).toEqual([2, 2]);
  });

  it("loses nothing that is counted while a batch is written", async () => {
    let end = (): void => {};
    const slow = createTallyCounter({
      store: {
        add: (tally) => {
          written.push(tally);
          return new Promise<void>((resolve) => {
            end = resolve;
          });
        },
      },
      today: () => today,
      onFailure: (error) => failures.push(error),
    });
    slow.made("card", letter());
    await vi.advanceTimersByTimeAsync(3_000);
    slow.made("card", letter());
    await vi.advanceTimersByTimeAsync(60_000);
    expect(written).toHaveLength(1);
    end();
    await vi.advanceTimersByTimeAsync(3_000);
    end();
    expect(sums()).toEqual([2, 2]);
    expect(failures).toEqual([]);
  });

  it("holds no more than so many counts while a store fails, as many on both sides", async () => {
    failing = true;
    for (let at = 0; at < 300_000; at++) counter.made("card", letter(`seat ${at}`));
    failing = false;
    await counter.write();
    const [seats, days] = sums();
    expect(seats).toBe(days);
    expect(written.flatMap((tally) => tally.seats).length).toBeLessThanOrEqual(200_000);
  });

  it("writes the rest when the server stops, also what was being written, and gives up on a store that stays away", async () => {
    counter.made("card", letter());
    const running = counter.write();
    counter.made("card", letter());
    await counter.stop();
    await running;
    expect(sums()).toEqual([2, 2]);
    failing = true;
    counter.made("card", letter());
    const stopping = counter.stop();
    await vi.advanceTimersByTimeAsync(5_000);
    await stopping;
    expect(failures.length).toBeGreaterThan(5);
    expect(sums()).toEqual([2, 2]);
  });
});
