// What is shown of a tally as rows of tables and as a file: each number as people read it, or that it is fewer than five.
import { BYTE_ORDER_MARK, csvLine } from "../../batches/csv-line.ts";
import { NATIONS, type Seat } from "../../mps/seat.ts";
import type { Seats } from "../../mps/seats.ts";
import { type ShownCounts, type ShownTally, STEP } from "../../tallies/show-tally.ts";
import { WAYS } from "../../tallies/tally.ts";
import type { Words } from "../../words.ts";

/** The columns of numbers, in the order of the page. */
export const COLUMNS = [...WAYS, "total"] as const;

/** What the constituencies can be sorted by. */
export const SORTS = ["seat", ...COLUMNS] as const;
export type Sort = (typeof SORTS)[number];

/** "fewer than 5". */
export function fewer(words: Words): string {
  return words("desk.tallies.fewer", { step: STEP });
}

/** The cells of a row: `text` is the number as people write it, `hidden` that there is none to be shown. */
export function cellsOf(counts: ShownCounts, words: Words): { text: string; hidden: boolean }[] {
  return COLUMNS.map((column) => ({
    text: counts[column] === 0 ? fewer(words) : counts[column].toLocaleString(words.language),
    hidden: counts[column] === 0,
  }));
}

/** The places that the constituencies can be narrowed to: nations by their code, regions by their name. */
export function placesOf(seats: Seats, words: Words) {
  const regions = new Set(seats.all.flatMap(({ region }) => (region === null ? [] : [region])));
  return {
    nations: NATIONS.map((nation) => ({ value: nation, name: words(`nation.${nation}`) })),
    regions: [...regions].sort().map((region) => ({ value: region, name: region })),
  };
}

/** The constituencies that something is shown of, in a place ("" is everywhere), sorted: numbers from the largest. */
export function seatRows(
  { seats: shown }: ShownTally,
  seats: Seats,
  { sort, where }: { readonly sort: Sort; readonly where: string },
): { rows: { seat: Seat; counts: ShownCounts }[]; others: number } {
  const there = seats.all.filter(
    ({ nation, region }) => where === "" || nation === where || region === where,
  );
  const rows = there
    .flatMap((seat) => {
      const counts = shown.get(seat.code);
      return counts === undefined ? [] : [{ seat, counts }];
    })
    .sort(
      (one, other) =>
        (sort === "seat" ? 0 : other.counts[sort] - one.counts[sort]) ||
        one.seat.name.localeCompare(other.seat.name),
    );
  return { rows, others: there.length - rows.length };
}

/** The table by constituency, or by day, as CSV for spreadsheets: UTF-8 with a byte order mark, and the page's own numbers. */
export function tallyCsv(shown: ShownTally, by: "seat" | "day", seats: Seats, words: Words): string {
  const numbers = COLUMNS.map((column) => words(`desk.tallies.way.${column}`));
  const cells = (counts: ShownCounts): string[] =>
    COLUMNS.map((column) => (counts[column] === 0 ? fewer(words) : String(counts[column])));
  const lines =
    by === "seat"
      ? [
          [words("desk.tallies.code"), words("desk.tallies.seat"), ...numbers],
          ...seatRows(shown, seats, { sort: "seat", where: "" }).rows.map(({ seat, counts }) => [
            seat.code,
            seat.name,
            ...cells(counts),
          ]),
        ]
      : [
          [words("desk.tallies.day"), ...numbers],
          ...[...shown.days].map(([day, counts]) => [day, ...cells(counts)]),
        ];
  return BYTE_ORDER_MARK + lines.map(csvLine).join("");
}
