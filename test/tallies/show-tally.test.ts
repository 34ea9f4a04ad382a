// What is shown of a tally, and that no hidden number can be worked out from it: tried with every possible tally of a small campaign.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ShownTally, showTally } from "../../src/tallies/show-tally.ts";
import { type Tally, WAYS, type Way } from "../../src/tallies/tally.ts";

const SEATS = 650;
type Counts = Partial<Record<Way, number>>;

/** A tally out of what each constituency and each day has. */
function tallyOf(seats: readonly Counts[], days: readonly Counts[]): Tally {
  const rows = (counts: readonly Counts[]) =>
    counts.flatMap((row, at) =>
      WAYS.flatMap((way) => (row[way] ? [{ key: `${at}`.padStart(3, "0"), way, made: row[way] }] : [])),
    );
  return {
    seats: rows(seats).map(({ key, ...count }) => ({ campaign: "safe", seat: key, ...count })),
    days: rows(days).map(({ key, ...count }) => ({ campaign: "safe", day: key, ...count })),
  };
}

const shown = (seats: readonly Counts[], days: readonly Counts[], seatCount = SEATS): ShownTally =>
  showTally(tallyOf(seats, days), seatCount);

const asText = ({ seats, days, all }: ShownTally): string => JSON.stringify([[...seats], [...days], all]);

/** Every list of so many numbers from 0 to `most`. */
function everyList(length: number, most: number): number[][] {
  if (length === 0) return [[]];
  return everyList(length - 1, most).flatMap((list) =>
    Array.from({ length: most + 1 }, (_, at) => [...list, at]),
  );
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Of worlds that look the same: which of their numbers below five are the same in all of them, and so are known. */
function knownNumbers(worlds: Iterable<{ numbers: readonly number[]; look: string }>): string[] {
  const byLook = new Map<string, Set<number>[]>();
  for (const { numbers, look } of worlds) {
    const seen = byLook.get(look) ?? numbers.map(() => new Set<number>());
    for (const [at, number] of numbers.entries()) seen[at]?.add(number);
    byLook.set(look, seen);
  }
  return [...byLook].flatMap(([look, seen]) =>
    seen.flatMap((values, at) =>
      values.size === 1 && [...values].every((value) => value < 5)
        ? [`number ${at} is ${[...values]}: ${look}`]
        : [],
    ),
  );
}

describe("what is shown of a tally", () => {
  it("is nothing where there is nothing", () => {
    const { seats, days, all } = shown([], []);
    expect([seats.size, days.size, all]).toEqual([0, 0, { card: 0, letter: 0, email: 0, total: 0 }]);
  });

  it("is rounded down to fives, and nothing below five", () => {
    const { seats, days, all } = shown(
      [{ card: 23, letter: 4 }, { email: 9 }, { card: 4 }],
      [{ card: 27, letter: 4, email: 9 }],
    );
    expect([...seats]).toEqual([
      ["000", { card: 20, letter: 0, email: 0, total: 20 }],
      ["001", { card: 0, letter: 0, email: 5, total: 5 }],
    ]);
    expect([...days]).toEqual([["000", { card: 25, letter: 0, email: 5, total: 30 }]]);
    expect(all).toEqual({ card: 25, letter: 0, email: 5, total: 40 });
  });

  it("says that a constituency has five or more where each of its ways is hidden", () => {
    const { seats } = shown(
      [{ card: 3, letter: 1, email: 1 }, { card: 4 }],
      [{ card: 7, letter: 1, email: 1 }],
    );
    expect([...seats]).toEqual([["000", { card: 0, letter: 0, email: 0, total: 5 }]]);
  });

  it("is the same for none, one and four", () => {
    const many = { card: 40 };
    const looks = [0, 1, 2, 3, 4].map((few) => asText(shown([many, { card: few }], [{ card: 40 + few }])));
    expect(new Set(looks).size).toBe(1);
  });

  it("counts all together, however thinly they are spread over constituencies and days", () => {
    const seats = Array.from({ length: 120 }, () => ({ card: 1 }));
    const days = Array.from({ length: 40 }, () => ({ card: 3 }));
    expect(shown(seats, days).all).toEqual({ card: 0, letter: 0, email: 0, total: 120 });
  });

  it("never says more than there is, and leaves out little of it", () => {
    const counts = fc.record({ card: fc.nat(30), letter: fc.nat(9), email: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(counts, { minLength: 1, maxLength: 12 }), (seats) => {
        const of = (way: Way): number => sum(seats.map((row) => row[way]));
        const all = { card: of("card"), letter: of("letter"), email: of("email") };
        const made = sum(Object.values(all));
        const look = shown(seats, [all]);
        for (const [key, row] of look.seats) {
          const real: Counts = seats[Number(key)] ?? {};
          for (const way of WAYS) expect(row[way]).toBeLessThanOrEqual(real[way] ?? 0);
          expect(row.total).toBeLessThanOrEqual(sum(Object.values(real)));
        }
        expect(look.all.total).toBeLessThanOrEqual(made);
        expect(look.all.total).toBeGreaterThanOrEqual(made - 15);
      }),
      { seed: 22 },
    );
  });
});

describe("no hidden number is known", () => {
  it("of three constituencies on three days, in every tally that they can have of one way", () => {
    const lists = everyList(3, 9);
    const bySum = Map.groupBy(lists, sum);
    function* worlds() {
      for (const seats of everyList(2, 9)) {
        for (const days of bySum.get(sum(seats)) ?? []) {
          const look = shown(
            seats.map((card) => ({ card })),
            days.map((card) => ({ card })),
            3,
          );
          yield { numbers: [...seats, ...days], look: asText(look) };
        }
      }
    }
    expect(knownNumbers(worlds())).toEqual([]);
  });

  it.each([
    ["a constituency on two days", true],
    ["two constituencies on a day", false],
  ])("of %s by two ways", (_, onDays) => {
    function* worlds() {
      for (const [a = 0, b = 0, c = 0, d = 0] of everyList(4, 9)) {
        const apart = [
          { card: a, letter: c },
          { card: b, letter: d },
        ];
        const together = [{ card: a + b, letter: c + d }];
        const look = onDays ? shown(together, apart, 1) : shown(apart, together, 2);
        yield { numbers: [a, b, c, d, a + b, c + d], look: asText(look) };
      }
    }
    expect(knownNumbers(worlds())).toEqual([]);
  });

  it("of five days of four cards, whose sum would say that each is four", () => {
    function* worlds() {
      for (const days of everyList(5, 4)) {
        const look = shown(
          [{ card: sum(days) }],
          days.map((card) => ({ card })),
        );
        yield { numbers: days, look: asText(look) };
      }
    }
    expect(knownNumbers(worlds())).toEqual([]);
  });

  it("where days of both ways have nothing but fours, and two constituencies would tell it", () => {
    const days = [
      ...Array.from({ length: 5 }, () => ({ card: 4 })),
      ...Array.from({ length: 5 }, () => ({ letter: 4 })),
    ];
    const { seats, all } = shown([{ card: 20 }, { letter: 20 }], days);
    expect([...seats.values()].map(({ total }) => total)).toEqual([15, 20]);
    expect(all.total).toBe(35);
  });
});
