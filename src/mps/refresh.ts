// A refresh of the seats: what the Members API says, laid over the snapshot in use, checked before it may take its place.
import { Problem } from "../errors.ts";
import type { ApiMember, ApiSeat, MembersApi } from "./members-api.ts";
import { salutationOf } from "./salutation.ts";
import type { Member, Seat } from "./seat.ts";
import type { SeatsSnapshot } from "./seats.ts";

/** Fewer members than this outside a dissolution is a fault of the source, not an election. */
const FEWEST_HELD = 600;
/** More changes than this in one refresh are for a person to look at first. */
const MOST_CHANGES = 30;
/** Members of this party do not take their seats. */
const ABSTAINS = "Sinn Féin";

/** What a seat's line in the difference says: who sat, and who would. */
export type SeatChange = { readonly before: Seat; readonly after: Seat };

/** A snapshot that could take the place of the one in use, and what it would change. */
export type Proposal = { readonly snapshot: SeatsSnapshot; readonly changes: readonly SeatChange[] };

export type ProposeParts = {
  readonly current: SeatsSnapshot;
  readonly api: MembersApi;
  /** The ISO date of today. */
  readonly date: string;
  /** Whether a member may come back to a seat that is vacant here, whenever they were elected. */
  readonly force: boolean;
};

/** What lets a proposal through that is refused otherwise. */
export type Leave = { readonly dissolution: boolean; readonly force: boolean };

/**
 * Asks for every seat and every member's address, and lays it over the snapshot. Constituencies are matched by their exact
 * names, but for accents, commas, case and "and" or "&".
 *
 * Rejects with `Problem("seats-source")` where the API fails, and `Problem("seats-refused", { reason })` where its seats are
 * not those of the snapshot or a member sits twice.
 */
export async function proposeSeats({ current, api, date, force }: ProposeParts): Promise<Proposal> {
  const found = matchSeats(current, await api.seats());
  const seats: Seat[] = [];
  for (const before of current.seats) {
    const member = found.get(before.code) ?? null;
    if (member === null || !(force || mayTake(before, member))) {
      seats.push(before.status === "held" ? emptied(before, date) : before);
      continue;
    }
    seats.push(held(before, { member, email: await api.email(member.id), date }));
  }
  const snapshot = { ...current, date, seats };
  const changes = seats.flatMap((after, at) => {
    const before = current.seats[at];
    return before !== undefined && differs(before, after) ? [{ before, after }] : [];
  });
  return { snapshot, changes };
}

/** Throws `Problem("seats-refused", { reason })` for a proposal that nobody should put in place unseen. */
export function checkProposal({ snapshot, changes }: Proposal, { dissolution, force }: Leave): void {
  const refuse = (reason: string): Problem => new Problem("seats-refused", { reason });
  const held = snapshot.seats.filter(({ status }) => status === "held").length;
  if (held < FEWEST_HELD && !dissolution)
    throw refuse(`only ${held} seats have a member, where at least ${FEWEST_HELD} should`);
  if (changes.length > MOST_CHANGES && !force)
    throw refuse(`${changes.length} seats would change, where at most ${MOST_CHANGES} may without --force`);
}

/** A constituency's name as it is compared: without accents, commas, case and the spelling of "and". */
export function foldSeatName(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replaceAll("’", "'")
    .replaceAll("&", " and ")
    .replaceAll(",", " ")
    .toLowerCase()
    .trim()
    .replace(/\s+/g, " ");
}

/** Who sits for each seat's code. */
function matchSeats(current: SeatsSnapshot, found: readonly ApiSeat[]): Map<string, ApiMember | null> {
  const refuse = (reason: string): Problem => new Problem("seats-refused", { reason });
  const codes = new Map(current.seats.map(({ name, code }) => [foldSeatName(name), code]));
  const members = new Map<string, ApiMember | null>();
  const seatOf = new Map<number, string>();
  for (const { name, member } of found) {
    const code = codes.get(foldSeatName(name));
    if (code === undefined) throw refuse(`no seat of ours is called “${name}”`);
    if (members.has(code)) throw refuse(`“${name}” stands twice`);
    members.set(code, member);
    if (member === null) continue;
    const other = seatOf.get(member.id);
    if (other !== undefined) throw refuse(`${member.name} sits both for “${other}” and for “${name}”`);
    seatOf.set(member.id, name);
  }
  const missing = current.seats.find(({ code }) => !members.has(code));
  if (missing !== undefined)
    throw refuse(
      `there are ${members.size} seats and not ${current.seats.length}: “${missing.name}” is missing`,
    );
  return members;
}

/**
 * Whether a member may sit where the snapshot has nobody: only one elected since it fell vacant. A former member whom the
 * API still names does not come back.
 */
function mayTake(before: Seat, member: ApiMember): boolean {
  return before.status === "held" || (member.since !== null && member.since >= before.asOf);
}

function emptied(seat: Seat, asOf: string): Seat {
  return { ...seat, status: "vacant", member: null, attributes: [], note: null, asOf };
}

function held(before: Seat, now: { member: ApiMember; email: string | null; date: string }): Seat {
  const { id, name, addressAs, party } = now.member;
  const same = before.member?.id === id;
  // What we have of the Speaker and the deputies is by hand; it stays with the person.
  const kept = same ? before.attributes.filter((attribute) => attribute !== "abstains") : [];
  const member: Member = {
    id,
    name,
    addressAs,
    salutation: same && before.member?.name === name ? before.member.salutation : salutationOf(name),
    party,
    email: now.email,
  };
  return {
    ...before,
    status: "held",
    member,
    attributes: party === ABSTAINS ? [...kept, "abstains"] : kept,
    note: same ? before.note : null,
    asOf: now.date,
  };
}

function differs(before: Seat, after: Seat): boolean {
  const what = ({ status, member, attributes }: Seat): string => JSON.stringify([status, member, attributes]);
  return what(before) !== what(after);
}
