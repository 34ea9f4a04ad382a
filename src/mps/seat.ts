// A seat of the House of Commons and who sits for it. This is the `Seat` of the API (DESIGN §9), field by field.
import { z } from "zod";
import { SEAT_CODE } from "../constituencies/seat-code.ts";

/** Nine-character GSS code of a 2024 Westminster constituency. */
export const seatCode = z.string().regex(SEAT_CODE);

export const NATIONS = ["england", "scotland", "wales", "northern-ireland"] as const;

/** What an ask can test besides party and nation. */
export const ATTRIBUTES = ["speaker", "deputy", "abstains"] as const;

/** The MP who holds a seat. `addressAs` is the name with style for an envelope, `salutation` what follows "Dear". */
export const memberSchema = z.object({
  id: z.number().int().positive(),
  name: z.string().min(1),
  addressAs: z.string().min(1),
  salutation: z.string().min(1),
  party: z.string().min(1),
  email: z.string().nullable(),
});

/**
 * One of the 650 seats. `member` is null unless `status` is `held`; `note` is a sentence for people about what this
 * copy of the data cannot say; `map` is the column and row in an odd-r hexagon map; `asOf` is an ISO date.
 */
export const seatSchema = z.object({
  code: seatCode,
  name: z.string().min(1),
  nameCy: z.string().nullable(),
  nation: z.enum(NATIONS),
  region: z.string().nullable(),
  status: z.enum(["held", "vacant", "unknown"]),
  member: memberSchema.nullable(),
  attributes: z.array(z.enum(ATTRIBUTES)),
  note: z.string().nullable(),
  map: z.object({ q: z.number().int(), r: z.number().int() }),
  asOf: z.iso.date(),
});

export type Seat = z.infer<typeof seatSchema>;
export type Member = z.infer<typeof memberSchema>;
