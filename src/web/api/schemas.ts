// The shapes of the JSON API (DESIGN §9), as zod schemas that check, type and document at once.
import { z } from "zod";
import { seatSchema } from "../../mps/seat.ts";
import { SHEETS } from "../../paper/sheet.ts";

const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })]).nullable();

export const campaignsAnswer = z.object({
  campaigns: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      summary: z.string(),
      opens: moment.describe("A day from whose start it is open, or the time from which it is"),
      closes: moment.describe("The last day on which it is open, or the time from which it is closed"),
      open: z.boolean().describe("Whether letters can be written in it now"),
      sample: z.boolean().describe("A campaign to try and to copy; its facts are of its own year"),
      languages: z.array(z.string()),
      reasons: z.array(z.object({ id: z.string(), title: z.string() })),
    }),
  ),
});

export const seatsQuery = z.object({
  q: z.string().max(80).default("").describe("Part of a constituency's or an MP's name; accents optional"),
});

export const seatsAnswer = z.object({ seats: z.array(seatSchema) });

export const mpQuery = z.object({ postcode: z.string().describe("As typed; for example sw1a1aa") });

export const emailAnswer = z.object({
  to: z.string().nullable().describe("Null where the MP publishes no address"),
  subject: z.string(),
  body: z.string(),
  mailto: z.string().nullable(),
  complete: z.boolean().describe("False where the mailto link is too long for the body: copy it instead"),
  links: z.object({ gmail: z.string(), outlook: z.string(), outlookPersonal: z.string(), yahoo: z.string() }),
});

/** A sheet's name is checked by `readSheet`, whose error lists those there are. */
export const sheetQuery = z.object({
  sheet: z
    .string()
    .max(40)
    .default("card")
    .describe(`How the card lies on paper: ${SHEETS.join(", ")}`),
});
