// From a postcode to the MP: what `POST /api/v1/mp`, the member's pages and `postbag lookup` all answer.
import { z } from "zod";
import type { FindConstituency, Lookup } from "../constituencies/find-constituency.ts";
import { Problem } from "../errors.ts";
import { areaOf, districtOf, type Postcode, sectorOf } from "../postcode/postcode.ts";
import type { Words } from "../words.ts";
import { type Seat, seatSchema } from "./seat.ts";
import type { Seats } from "./seats.ts";

/**
 * The answer of DESIGN §9. `found`: `seat` is the postcode's and `choices` are the other seats of its sector. `choose`:
 * `seat` is null and `choices` are the seats it can be in. `why` is a sentence for the member; `terminated` says when
 * Royal Mail stopped using the postcode, `month` from 1.
 */
export const mpAnswer = z.object({
  outcome: z.enum(["found", "choose"]),
  postcode: z.string(),
  seat: seatSchema.nullable(),
  choices: z.array(seatSchema),
  source: z.enum(["index", "postcodes.io", "sector", "district", "area", "nation"]),
  why: z.string(),
  terminated: z.object({ year: z.number().int(), month: z.number().int().min(1).max(12) }).optional(),
});

export type MpAnswer = z.infer<typeof mpAnswer>;

/** Answers for a well-formed postcode. Rejects only with `Problem("internal")`: a code that the directory lacks. */
export type FindMp = (postcode: Postcode) => Promise<MpAnswer>;

export type FindMpParts = {
  readonly findConstituency: FindConstituency;
  readonly seats: Pick<Seats, "byCode">;
  /** Of the language the answer is read in. */
  readonly words: Words;
  /** Today's ISO date; an old directory is not spoken of where it is not given. */
  readonly today?: () => string;
};

/** A directory older than this is said to be so: by-elections come about every two months. */
const STALE_DAYS = 30;
const DAY_MS = 86_400_000;

/** Whether what is known of a seat, as of one ISO date, is so old on another that people are told. */
export function isStale(asOf: string, today: string): boolean {
  return Date.parse(today) - Date.parse(asOf) > STALE_DAYS * DAY_MS;
}

/** Makes the lookup from its two halves: where the postcode is, and who sits there. */
export function createFindMp({ findConstituency, seats, words, today }: FindMpParts): FindMp {
  function seatOf(code: string): Seat {
    const seat = seats.byCode(code);
    if (seat === undefined) throw new Problem("internal");
    return seat;
  }

  return async function findMp(postcode) {
    const lookup = await findConstituency(postcode);
    const why = sayWhy(lookup, words);
    const { source } = lookup;
    if (lookup.outcome === "found") {
      const choices = lookup.others.map(seatOf);
      const seat = seatOf(lookup.code);
      const old = today !== undefined && seat.member !== null && isStale(seat.asOf, today());
      const said = old ? `${why} ${words("lookup.why.stale", { date: seat.asOf })}` : why;
      return { outcome: "found", postcode, seat, choices, source, why: said };
    }
    const { terminated } = lookup;
    const choices = lookup.codes.map(seatOf);
    return {
      outcome: "choose",
      postcode,
      seat: null,
      choices,
      source,
      why,
      ...(terminated === undefined ? {} : { terminated: { ...terminated } }),
    };
  };
}

/** The sentence that says how sure the answer is, and what it rests on. */
function sayWhy(lookup: Lookup, words: Words): string {
  const { postcode } = lookup;
  const values = {
    postcode,
    sector: sectorOf(postcode),
    district: districtOf(postcode),
    area: areaOf(postcode),
  };
  if (lookup.outcome === "found") {
    if (lookup.source === "postcodes.io") return words("lookup.why.found.live", values);
    return words(`lookup.why.found.${lookup.others.length > 0 ? "spans" : "index"}`, values);
  }
  const count = lookup.codes.length;
  const narrowed = count === 0 ? "nothing" : lookup.source;
  const choose = words(`lookup.why.choose.${narrowed}`, { ...values, count });
  if (lookup.terminated === undefined) return choose;
  const { year, month } = lookup.terminated;
  const ended = new Intl.DateTimeFormat(words.language, {
    year: "numeric",
    month: "long",
    timeZone: "UTC",
  }).format(Date.UTC(year, month - 1));
  return `${words("lookup.why.terminated", { ...values, ended })} ${choose}`;
}
