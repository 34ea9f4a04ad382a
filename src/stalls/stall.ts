// A stall: a table in a hall where a rep makes cards of one campaign with members, and when it does.
import { Problem } from "../errors.ts";
import type { SheetName } from "../paper/sheet.ts";

/** `local` is the rep's own laptop and nothing else; `hosted` is a server that devices are paired with. */
export const STALL_KINDS = ["local", "hosted"] as const;
export type StallKind = (typeof STALL_KINDS)[number];

/** A stall. Instants are ISO 8601 in UTC. */
export type Stall = {
  readonly id: string;
  readonly kind: StallKind;
  readonly name: string;
  /** The id of the campaign whose cards it makes. */
  readonly campaign: string;
  /** How its cards lie on paper. */
  readonly sheet: SheetName;
  /** When the first card may be added, and the last; null: at any time. */
  readonly opens: string | null;
  readonly closes: string | null;
  readonly createdAt: string;
  /** When everything but its tally was deleted; null: not yet. */
  readonly wipedAt: string | null;
};

/** What whoever makes a stall says of it. */
export type NewStall = Pick<Stall, "kind" | "name" | "campaign" | "sheet" | "opens" | "closes">;

/** What may be changed of a stall that is there. */
export type StallChange = Partial<Pick<Stall, "name" | "sheet" | "opens" | "closes">>;

/** A card that a device kept while it had lost the server may come in for this long after the stall has closed, ms. */
export const LATE_MS = 60 * 60 * 1000;

/**
 * Refuses where the stall is wiped, not open yet, or closed for longer than `LATE_MS`. `now` in ms since 1970. Throws
 * `stall-wiped`, `stall-not-open`, `stall-closed`.
 */
export function requireOpen({ name, opens, closes, wipedAt }: Stall, now: number): void {
  requireKept({ name, wipedAt });
  if (opens !== null && now < Date.parse(opens))
    throw new Problem("stall-not-open", { name, opens: opens.slice(0, 10) });
  if (closes !== null && now > Date.parse(closes) + LATE_MS) throw new Problem("stall-closed", { name });
}

/** Refuses where the stall is wiped: there is no queue any more. Throws `stall-wiped`. */
export function requireKept({ name, wipedAt }: Pick<Stall, "name" | "wipedAt">): void {
  if (wipedAt !== null) throw new Problem("stall-wiped", { name });
}
