// The directory of the 650 seats and who sits for them, as data/seats.json holds it.
import { z } from "zod";
import { Problem } from "../errors.ts";
import { NATIONS, type Seat, seatCode, seatSchema } from "./seat.ts";
import { createSeatSearch } from "./seat-search.ts";

/**
 * What data/seats.json holds: where it is from, the ISO date it describes, its licence, further names that people
 * search for by seat code, and the seats sorted by code.
 */
export const seatsSnapshot = z.strictObject({
  source: z.string().min(1),
  date: z.iso.date(),
  licence: z.string().min(1),
  alsoKnownAs: z.record(seatCode, z.array(z.string().min(1))),
  seats: z
    .array(seatSchema)
    .min(1)
    .refine((seats) => new Set(seats.map(({ code }) => code)).size === seats.length, "each seat once"),
});

export type SeatsSnapshot = z.infer<typeof seatsSnapshot>;

export type Seats = {
  /** Every seat, sorted by code. */
  readonly all: readonly Seat[];
  /** The ISO date that the directory describes; a corrected seat's own `asOf` can be later. */
  readonly asOf: string;
  readonly source: string;
  readonly licence: string;
  byCode(code: string): Seat | undefined;
  inNation(nation: (typeof NATIONS)[number]): readonly Seat[];
  /** At most 20 seats whose constituency or MP matches, best first; case, accents, punctuation and "and" are optional. */
  search(query: string): readonly Seat[];
};

/**
 * Reads a snapshot from the text of its file. Throws `Problem("file-invalid", { file, where, expected })`; `file` is
 * the name to say then.
 */
export function readSeatsSnapshot(text: string, file: string): SeatsSnapshot {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Problem("file-invalid", { file, where: "its text", expected: "JSON" });
  }
  const parsed = seatsSnapshot.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join(".") || "its text";
  throw new Problem("file-invalid", { file, where, expected: issue?.message ?? "a snapshot of the seats" });
}

/** Makes the directory out of a checked snapshot. */
export function createSeats(snapshot: SeatsSnapshot): Seats {
  const all = snapshot.seats;
  const byCode = new Map(all.map((seat) => [seat.code, seat]));
  const byNation = new Map(
    NATIONS.map((nation) => [nation, all.filter((seat) => seat.nation === nation)] as const),
  );
  return {
    all,
    asOf: snapshot.date,
    source: snapshot.source,
    licence: snapshot.licence,
    byCode: (code) => byCode.get(code),
    inNation: (nation) => byNation.get(nation) ?? [],
    search: createSeatSearch(all, snapshot.alsoKnownAs),
  };
}
