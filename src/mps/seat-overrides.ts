// What stands over every snapshot of the seats: an operator's own word on single seats, and a dissolution of Parliament.
import { z } from "zod";
import { seatCode } from "./seat.ts";
import type { SeatsSnapshot } from "./seats.ts";

/** One seat by hand: it has no member, or this copy cannot say; a sentence for people; and the ISO date since when. */
export const seatOverrides = z.record(
  seatCode,
  z.strictObject({
    status: z.enum(["vacant", "unknown"]),
    note: z.string().min(1).max(300).nullable(),
    date: z.iso.date(),
  }),
);

/** By the seat's code. */
export type SeatOverrides = z.infer<typeof seatOverrides>;

/** The snapshot with the overrides over it; one of a seat that there is not does nothing. */
export function overridden(snapshot: SeatsSnapshot, overrides: SeatOverrides): SeatsSnapshot {
  const seats = snapshot.seats.map((seat) => {
    const override = overrides[seat.code];
    if (override === undefined) return seat;
    const { status, note, date } = override;
    return { ...seat, status, note, member: null, attributes: [], asOf: date };
  });
  return { ...snapshot, seats };
}

/** The snapshot between the dissolution of Parliament and polling day: no seat has a member, and `note` says why. */
export function dissolved(snapshot: SeatsSnapshot, note: string): SeatsSnapshot {
  const seats = snapshot.seats.map((seat) => ({
    ...seat,
    status: "vacant" as const,
    member: null,
    attributes: [],
    note,
  }));
  return { ...snapshot, seats };
}
