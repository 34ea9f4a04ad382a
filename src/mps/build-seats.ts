// Builds data/seats.json out of a table of seats and the corrections over it: the same input, the same bytes.
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { Problem } from "../errors.ts";
import { salutationOf, withStyle } from "./salutation.ts";
import { type Seat, seatCode } from "./seat.ts";
import { corrected, type SeatCorrection, seatCorrection } from "./seat-corrections.ts";
import { type SeatsSnapshot, seatsSnapshot } from "./seats.ts";

/** A file's text, and its name for errors. */
export type NamedText = { readonly text: string; readonly file: string };

/** Where the table is from, the ISO date it describes, and its licence. */
export type SeatsOrigin = { readonly source: string; readonly date: string; readonly licence: string };

/** How many seats the House of Commons has, by nation, since 2024. */
const SEATS_OF: Readonly<Record<Seat["nation"], number>> = {
  england: 543,
  scotland: 57,
  wales: 32,
  "northern-ireland": 18,
};

/** Members of this party do not take their seats: an ask to vote or to speak makes no sense. */
const ABSTAINS = "Sinn Féin";

const nation = z
  .enum(["England", "Scotland", "Wales", "Northern Ireland"])
  .transform((country): Seat["nation"] => {
    if (country === "Northern Ireland") return "northern-ireland";
    return country === "England" ? "england" : country === "Scotland" ? "scotland" : "wales";
  });
const orNull = z.string().transform((text) => (text === "" ? null : text));

/** A row of the table. `region` of Scotland, Wales and Northern Ireland repeats the country there. */
const tableRow = z.strictObject({
  pcon24cd: seatCode,
  name: z.string().min(1),
  name_cy: orNull,
  country: nation,
  region: orNull,
  member_id: z
    .string()
    .regex(/^[1-9]\d*$/, "a member's number")
    .transform(Number),
  name_display: z.string().min(1),
  name_full_title: z.string().min(1),
  party: z.string().min(1),
  email: z.union([z.email(), z.literal("").transform(() => null)]),
  hex_q: z
    .string()
    .regex(/^-?\d+$/, "a whole number")
    .transform(Number),
  hex_r: z
    .string()
    .regex(/^-?\d+$/, "a whole number")
    .transform(Number),
});

/**
 * A CSV of the 650 seats and a CSV of corrections (`code,field,value,date,source`) → a checked snapshot.
 *
 * Throws `Problem("file-invalid", { file, where, expected })`, which names the line.
 */
export function buildSeats(table: NamedText, corrections: NamedText, origin: SeatsOrigin): SeatsSnapshot {
  const seats = new Map<string, Seat>();
  for (const { row, line } of readRows(table, tableRow)) {
    if (seats.has(row.pcon24cd))
      throw invalid(table, `line ${line}`, `each seat once, not ${row.pcon24cd} again`);
    seats.set(row.pcon24cd, seatOf(row, origin.date));
  }
  for (const [name, expected] of Object.entries(SEATS_OF)) {
    const there = [...seats.values()].filter((seat) => seat.nation === name).length;
    if (there !== expected) throw invalid(table, "all lines", `${expected} seats in ${name}, not ${there}`);
  }

  const alsoKnownAs: Record<string, string[]> = {};
  for (const { row, line } of readRows<SeatCorrection>(corrections, seatCorrection)) {
    const seat = seats.get(row.code);
    if (seat === undefined) throw invalid(corrections, `line ${line}`, `the code of a seat, not ${row.code}`);
    seats.set(row.code, corrected(seat, row));
    if (row.field === "alsoKnownAs") alsoKnownAs[row.code] = [...(alsoKnownAs[row.code] ?? []), row.value];
  }

  const sorted = [...seats.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
  return seatsSnapshot.parse({ ...origin, alsoKnownAs, seats: sorted });
}

/** A snapshot as its file: one seat a line, so that a change shows as the lines that changed. */
export function printSeats(snapshot: SeatsSnapshot): string {
  const { seats, ...about } = snapshot;
  const head = Object.entries(about).map(
    ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)},\n`,
  );
  const lines = seats.map((seat) => JSON.stringify(seat)).join(",\n");
  return `{\n${head.join("")}"seats": [\n${lines}\n]\n}\n`;
}

function seatOf(row: z.infer<typeof tableRow>, asOf: string): Seat {
  return {
    code: row.pcon24cd,
    name: row.name,
    nameCy: row.name_cy,
    nation: row.country,
    region: row.country === "england" ? row.region : null,
    status: "held",
    member: {
      id: row.member_id,
      name: row.name_display,
      addressAs: withStyle(row.name_full_title),
      salutation: salutationOf(row.name_display),
      party: row.party,
      email: row.email,
    },
    attributes: row.party === ABSTAINS ? ["abstains"] : [],
    note: null,
    map: { q: row.hex_q, r: row.hex_r },
    asOf,
  };
}

/** The rows of a CSV with a heading, each checked, with the line it stands on. */
function readRows<Row>(csv: NamedText, schema: z.ZodType<Row>): { row: Row; line: number }[] {
  let rows: { record: unknown; info: { lines: number } }[];
  try {
    rows = parse(csv.text, { columns: true, bom: true, info: true, skip_empty_lines: true });
  } catch (error) {
    const line = error instanceof Error ? /line (\d+)/.exec(error.message)?.[1] : undefined;
    throw invalid(csv, `line ${line ?? 1}`, "as many columns as its heading has");
  }
  return rows.map(({ record, info }) => {
    const parsed = schema.safeParse(record);
    if (parsed.success) return { row: parsed.data, line: info.lines };
    const [issue] = parsed.error.issues;
    const column = issue?.path.join(".") || "all columns";
    throw invalid(csv, `line ${info.lines}, ${column}`, issue?.message ?? "a row of this table");
  });
}

function invalid({ file }: NamedText, where: string, expected: string): Problem {
  return new Problem("file-invalid", { file, where, expected });
}
