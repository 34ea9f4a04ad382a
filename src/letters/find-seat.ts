// The seat that a letter goes to: the one that was named, else the one where the postcode is.
import { fieldProblem } from "../errors.ts";
import type { FindMp } from "../mps/find-mp.ts";
import type { Seat } from "../mps/seat.ts";
import type { Seats } from "../mps/seats.ts";
import type { Postcode } from "../postcode/postcode.ts";

/** Finds it. Rejects with `seat-unknown`, and with `seat-needed` where the postcode can be in several. */
export async function findSeat(
  { seat, postcode }: { readonly seat: string | null | undefined; readonly postcode: Postcode },
  { seats, findMp }: { readonly seats: Pick<Seats, "byCode">; readonly findMp: FindMp },
): Promise<Seat> {
  if (seat) return namedSeat(seat, seats);
  const answer = await findMp(postcode);
  if (answer.seat) return answer.seat;
  throw fieldProblem("seat", "seat-needed");
}

/** The seat of that code. Throws `seat-unknown`. */
export function namedSeat(code: string, seats: Pick<Seats, "byCode">): Seat {
  const seat = seats.byCode(code);
  if (seat) return seat;
  throw fieldProblem("seat", "seat-unknown", { seat: code });
}
