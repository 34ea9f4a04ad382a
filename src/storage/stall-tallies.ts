// The stall's tally in the database: counted in the same transaction as what it counts.
import type { Transaction } from "kysely";
import type { Counted, Counts, StoredTally } from "../stalls/store.ts";
import type { Database } from "./database.ts";
import type { Tables } from "./tables.ts";

const NONE: Counts = { made: 0, printed: 0, withdrawn: 0, expired: 0 };

/** Adds `by` (1, or -1 for what is taken back) for each card to the stall's numbers by seat, and apart from that by day. */
export async function count(
  within: Transaction<Tables>,
  stall: string,
  cards: readonly Counted[],
  what: keyof Counts,
  by: 1 | -1 = 1,
): Promise<void> {
  for (const group of groups(cards, ({ seat, way }) => `${seat} ${way}`)) {
    const { seat, way } = group.first;
    await within
      .insertInto("stall_seat_tallies")
      .values({ stall, seat: seat ?? "", way, ...NONE, [what]: by * group.size })
      .onConflict((conflict) =>
        conflict
          .columns(["stall", "seat", "way"])
          .doUpdateSet((old) => ({ [what]: old(`stall_seat_tallies.${what}`, "+", by * group.size) })),
      )
      .execute();
  }
  for (const group of groups(cards, ({ day, seat }) => `${day} ${seat !== null}`)) {
    const { day, seat } = group.first;
    await within
      .insertInto("stall_day_tallies")
      .values({ stall, day, addressed: seat === null ? 0 : 1, ...NONE, [what]: by * group.size })
      .onConflict((conflict) =>
        conflict
          .columns(["stall", "day", "addressed"])
          .doUpdateSet((old) => ({ [what]: old(`stall_day_tallies.${what}`, "+", by * group.size) })),
      )
      .execute();
  }
}

function groups(
  cards: readonly Counted[],
  key: (card: Counted) => string,
): { first: Counted; size: number }[] {
  return [...Map.groupBy(cards, key).values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ first, size: group.length }];
  });
}

/** The numbers, by seat and way and by day; the order is that of the codes and the days. */
export async function readTally(database: Database, stall: string): Promise<StoredTally> {
  const bySeat = await database
    .selectFrom("stall_seat_tallies")
    .select(["seat", "way", "made", "printed", "withdrawn", "expired"])
    .where("stall", "=", stall)
    .orderBy("seat")
    .orderBy("way")
    .execute();
  const byDay = await database
    .selectFrom("stall_day_tallies")
    .select(["day", "addressed", "made", "printed", "withdrawn", "expired"])
    .where("stall", "=", stall)
    .orderBy("day")
    .orderBy("addressed", "desc")
    .execute();
  return {
    bySeat: bySeat.map(({ seat, ...rest }) => ({ seat: seat || null, ...rest })),
    byDay: byDay.map(({ addressed, ...rest }) => ({ ...rest, addressed: addressed === 1 })),
  };
}
