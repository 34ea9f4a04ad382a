// The picture of a campaign's days: a bar for each, from the first that is shown to the last.
import type { ShownCounts } from "../../tallies/show-tally.ts";

const DAY_MS = 86_400_000;
/** Units of the drawing: one day's width, the bar in it, and the height of the tallest. */
const SLOT = 10;
const BAR = 8;
const HEIGHT = 100;
/** A few days do not fill the width: their bars would be blocks. */
const LEAST_SLOTS = 21;

export type DayBars = {
  readonly width: number;
  readonly height: number;
  readonly bars: readonly {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }[];
  /** What the picture says: ISO dates; `most` is the day with the tallest bar, the first of several, and `made` what it stands for. */
  readonly range: {
    readonly first: string;
    readonly last: string;
    readonly most: string;
    readonly made: number;
  };
};

/** Lays the bars out, in units of the drawing from its top left; null where no day is shown. `days` by ISO date, sorted. */
export function layDayBars(days: ReadonlyMap<string, ShownCounts>): DayBars | null {
  const shown = [...days].map(([day, { total }]) => ({ day, total }));
  const [first, last] = [shown[0], shown.at(-1)];
  if (first === undefined || last === undefined) return null;
  const tallest = shown.reduce((one, other) => (other.total > one.total ? other : one));
  const slotOf = (day: string): number => Math.round((Date.parse(day) - Date.parse(first.day)) / DAY_MS);
  return {
    width: SLOT * Math.max(slotOf(last.day) + 1, LEAST_SLOTS),
    height: HEIGHT,
    bars: shown.map(({ day, total }) => {
      const height = Math.round((HEIGHT * total * 10) / tallest.total) / 10;
      return { x: slotOf(day) * SLOT + (SLOT - BAR) / 2, y: HEIGHT - height, width: BAR, height };
    }),
    range: { first: first.day, last: last.day, most: tallest.day, made: tallest.total },
  };
}
