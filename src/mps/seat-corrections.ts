// The hand-kept corrections that stand over every snapshot of the seats: what a published table cannot know yet.
import { z } from "zod";
import { ATTRIBUTES, type Seat, seatCode } from "./seat.ts";

const common = { code: seatCode, date: z.iso.date(), source: z.string().min(1) };

/**
 * One correction: a seat's code, which field, its value, since when (ISO date) and who says so. `status` takes the
 * member out; `note` is a sentence for people; `attribute` adds one; `alsoKnownAs` adds a name to search by.
 */
export const seatCorrection = z.discriminatedUnion("field", [
  z.strictObject({ ...common, field: z.literal("status"), value: z.enum(["vacant", "unknown"]) }),
  z.strictObject({ ...common, field: z.literal("note"), value: z.string().min(1) }),
  z.strictObject({ ...common, field: z.literal("attribute"), value: z.enum(ATTRIBUTES) }),
  z.strictObject({ ...common, field: z.literal("nameCy"), value: z.string() }),
  z.strictObject({ ...common, field: z.literal("alsoKnownAs"), value: z.string().min(1) }),
  z.strictObject({ ...common, field: z.literal("party"), value: z.string().min(1) }),
  z.strictObject({ ...common, field: z.literal("email"), value: z.union([z.email(), z.literal("")]) }),
]);

export type SeatCorrection = z.infer<typeof seatCorrection>;

/** The seat with one correction made; `asOf` moves on to the correction's date where that is later. */
export function corrected(seat: Seat, correction: SeatCorrection): Seat {
  const { field, value, date } = correction;
  const dated = { ...seat, asOf: date > seat.asOf ? date : seat.asOf };
  const { member } = seat;
  switch (field) {
    case "status":
      return { ...dated, status: value, member: null, attributes: [] };
    case "note":
      return { ...dated, note: value };
    case "attribute":
      return { ...dated, attributes: [...new Set([...seat.attributes, value])] };
    case "nameCy":
      return { ...dated, nameCy: value === "" ? null : value };
    case "party":
      return member === null ? seat : { ...dated, member: { ...member, party: value } };
    case "email":
      return member === null ? seat : { ...dated, member: { ...member, email: value === "" ? null : value } };
    case "alsoKnownAs":
      return seat;
  }
}
