// Whom the preview is for: any seat, or one of a kind that letters have trouble with.
import type { Seat } from "../../../mps/seat.ts";
import type { Seats } from "../../../mps/seats.ts";
import { everyKindOfSeat } from "../../../proofs/every-kind-of-seat.ts";

/** Kinds of seat, by the name that pages send; each is one click. */
export const SEAT_KINDS = [
  "usual",
  "longest",
  "vacant",
  "unknown",
  "speaker",
  "deputy",
  "abstains",
  "scotland",
  "wales",
  "northern-ireland",
] as const;

export type SeatKind = (typeof SEAT_KINDS)[number];

/** Whether a name that a page sent is one of the kinds. */
export function isSeatKind(wanted: string): wanted is SeatKind {
  return SEAT_KINDS.some((kind) => kind === wanted);
}

/** The seat of a code or of a kind; the usual one where there is none such. */
export function seatFor(wanted: string, seats: Seats): Seat {
  const seat = isSeatKind(wanted) ? seatOfKind(wanted, seats) : seats.byCode(wanted);
  const usual = seat ?? seatOfKind("usual", seats) ?? seats.all[0];
  if (usual === undefined) throw new Error("the directory has no seats");
  return usual;
}

function seatOfKind(kind: SeatKind, seats: Seats): Seat | undefined {
  const held = seats.all.filter((seat) => seat.status === "held");
  const plain = held.filter((seat) => seat.attributes.length === 0);
  switch (kind) {
    case "usual":
      return plain.find(({ nation }) => nation === "england") ?? plain[0];
    case "longest":
      return plain.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0];
    case "vacant":
    case "unknown":
      return everyKindOfSeat(seats.all).find(({ status, nation }) => status === kind && nation === "england");
    case "speaker":
    case "deputy":
    case "abstains":
      return everyKindOfSeat(seats.all).find(({ attributes }) => attributes.includes(kind));
    default:
      return plain.find(({ nation }) => nation === kind);
  }
}

/** How much room the names of an MP and of the constituency take on a card. */
function lengthOf({ name, member }: Seat): number {
  return name.length + (member?.addressAs.length ?? 0);
}
