// What of a campaign's tally may be shown: rounded down to fives, so that nobody can tell one letter in it, not even by subtraction.
import { type Tally, WAYS, type Way } from "./tally.ts";

/** Every number shown is a multiple of it; 0 stands for "fewer than 5", whether it is none or four. */
export const STEP = 5;

/** A row as it is shown. `total` is never less than the ways together, and may be 5 where each of them is hidden. */
export type ShownCounts = Readonly<Record<Way | "total", number>>;

/** What is shown of a campaign; a constituency or day with fewer than 5 of everything is not among them. */
export type ShownTally = {
  readonly seats: ReadonlyMap<string, ShownCounts>;
  readonly days: ReadonlyMap<string, ShownCounts>;
  readonly all: ShownCounts;
};

type Counts = Record<Way, number>;
type Row = { readonly made: Counts; readonly shown: Counts };

/**
 * Rounds one campaign's tally for everybody's eyes (docs/decisions/0017): `seatCount` is how many constituencies there are.
 *
 * A number in a row depends on that row alone, and totals by way are sums of what is shown. The one total that counts hidden letters
 * too is `all.total`, rounded down. Both tables are of the same letters, and that is the only way from one to the other: where what is
 * shown for constituencies would leave the days a single possibility, the largest of those numbers is shown lower.
 */
export function showTally({ seats, days }: Tally, seatCount: number): ShownTally {
  const bySeat = rowsOf(seats.map(({ seat, way, made }) => ({ key: seat, way, made })));
  const byDay = rowsOf(days.map(({ day, way, made }) => ({ key: day, way, made })));
  lowerWhatTells(bySeat, byDay);

  const all = eachWay((way) => Math.max(sumOf(bySeat, way), sumOf(byDay, way)));
  const made = [...byDay.values()].reduce((sum, row) => sum + together(row.made), 0);
  const unseen = 4 * (seatCount - bySeat.size);
  // One less than all that could be hidden: else a total would say that every hidden number is a four.
  const most = Math.min(made, mostOf(byDay) - 1, mostOf(bySeat) + unseen - 1);
  return {
    seats: shownRows(bySeat),
    days: shownRows(byDay),
    all: { ...all, total: Math.max(together(all), roundDown(most)) },
  };
}

const roundDown = (count: number): number => Math.max(0, count - (count % STEP));

function eachWay(count: (way: Way) => number): Counts {
  return { card: count("card"), letter: count("letter"), email: count("email") };
}

function together(counts: Counts): number {
  return WAYS.reduce((sum, way) => sum + counts[way], 0);
}

function rowsOf(counts: readonly { key: string; way: Way; made: number }[]): Map<string, Row> {
  const made = new Map<string, Counts>();
  for (const count of counts) {
    const row = made.get(count.key) ?? eachWay(() => 0);
    row[count.way] += count.made;
    made.set(count.key, row);
  }
  const keys = [...made.keys()].sort();
  return new Map(
    keys.map((key) => {
      const row = made.get(key) ?? eachWay(() => 0);
      return [key, { made: row, shown: eachWay((way) => roundDown(row[way])) }];
    }),
  );
}

/** A row's total: what it shows; where it shows nothing, whether it is five or more. */
function totalOf({ made, shown }: Row): number {
  const sum = together(shown);
  return sum > 0 ? sum : together(made) >= STEP ? STEP : 0;
}

function sumOf(rows: ReadonlyMap<string, Row>, way: Way): number {
  return [...rows.values()].reduce((sum, row) => sum + row.shown[way], 0);
}

/** The most that the rows can be, for somebody who sees only what is shown; of one way, or of all. */
function mostOf(rows: ReadonlyMap<string, Row>, way?: Way): number {
  return [...rows.values()].reduce((sum, row) => {
    if (way !== undefined) return sum + row.shown[way] + STEP - 1;
    if (totalOf(row) === 0) return sum + STEP - 1;
    return sum + together(row.shown) + WAYS.length * (STEP - 1);
  }, 0);
}

/** Lowers what constituencies show until it leaves room in the days: of each way, and of all together. */
function lowerWhatTells(bySeat: ReadonlyMap<string, Row>, byDay: ReadonlyMap<string, Row>): void {
  const sums = { seats: eachWay((way) => sumOf(bySeat, way)), days: eachWay((way) => sumOf(byDay, way)) };
  const lower = (way: Way): void => {
    const row = [...bySeat.values()].reduce((one, other) =>
      other.shown[way] > one.shown[way] ? other : one,
    );
    row.shown[way] -= STEP;
    sums.seats[way] -= STEP;
  };
  for (const way of WAYS) {
    const room = mostOf(byDay, way);
    while (sums.seats[way] > 0 && sums.seats[way] >= room) lower(way);
  }
  const over = (way: Way): number => sums.seats[way] - sums.days[way];
  const atLeast = (): number => together(eachWay((way) => Math.max(sums.seats[way], sums.days[way])));
  const room = mostOf(byDay);
  while (WAYS.some((way) => over(way) > 0) && atLeast() >= room) {
    lower(WAYS.reduce((one, other) => (over(other) > over(one) ? other : one)));
  }
}

function shownRows(rows: ReadonlyMap<string, Row>): Map<string, ShownCounts> {
  return new Map(
    [...rows]
      .map(([key, row]) => [key, { ...row.shown, total: totalOf(row) }] as const)
      .filter(([, { total }]) => total > 0),
  );
}
