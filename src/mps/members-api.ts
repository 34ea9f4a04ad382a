// Asks the UK Parliament Members API who sits for each constituency and how its office is written to.
import { z } from "zod";
import { Problem } from "../errors.ts";
import { withStyle } from "./salutation.ts";

/** A member as the API shows them, and the ISO date since when they have sat for the seat; null where it does not say. */
export type ApiMember = {
  readonly id: number;
  readonly name: string;
  readonly addressAs: string;
  readonly party: string;
  readonly since: string | null;
};

/** A constituency of today by its name, and who sits for it; null where nobody does. */
export type ApiSeat = { readonly name: string; readonly member: ApiMember | null };

export type MembersApi = {
  /** Every constituency of today. */
  seats(): Promise<readonly ApiSeat[]>;
  /** The email address of a member's Parliamentary office; null where they publish none. */
  email(memberId: number): Promise<string | null>;
};

export type MembersApiParts = {
  /** Where the service is, "https://members-api.parliament.uk". */
  readonly url: string;
  /** Waits so many milliseconds: between two requests, so that the service is not pressed. */
  readonly wait: (ms: number) => Promise<unknown>;
  /** Milliseconds until an answer is given up; 15 s where none is given. */
  readonly timeoutMs?: number;
};

const TIMEOUT_MS = 15_000;
const BETWEEN_MS = 250;
const PAGE = 20;
/** 650 seats come in 33 pages; a service that never ends is not followed for ever. */
const MOST_PAGES = 200;
const HOUSE_OF_COMMONS = 1;
/** The kind of contact that is the Parliamentary office. Others are constituency offices, often homes. */
const PARLIAMENTARY = 1;

const member = z.object({
  id: z.number().int().positive(),
  nameDisplayAs: z.string().trim().min(1),
  nameFullTitle: z.string().trim().min(1),
  latestParty: z.object({ name: z.string().trim().min(1) }),
  latestHouseMembership: z.object({
    house: z.number(),
    membershipStartDate: z.string().nullish(),
    membershipEndDate: z.string().nullish(),
    membershipStatus: z.object({ statusIsActive: z.boolean().nullish() }).nullish(),
  }),
});

/** A page of `GET /api/Location/Constituency/Search`. */
const searchPage = z.object({
  items: z.array(
    z.object({
      value: z.object({
        name: z.string().trim().min(1),
        endDate: z.string().nullish(),
        currentRepresentation: z.object({ member: z.object({ value: member }).nullish() }).nullish(),
      }),
    }),
  ),
  totalResults: z.number().int().nonnegative(),
});

/** `GET /api/Members/{id}/Contact`. */
const contacts = z.object({
  value: z.array(z.object({ typeId: z.number().nullish(), email: z.string().nullish() })).nullable(),
});

/** Makes the client. Its calls reject with `Problem("seats-source", { where, expected })`: what failed, and nothing else. */
export function createMembersApi({ url, wait, timeoutMs = TIMEOUT_MS }: MembersApiParts): MembersApi {
  async function get<Reply>(path: string, schema: z.ZodType<Reply>): Promise<Reply> {
    const refuse = (expected: string): Problem => new Problem("seats-source", { where: path, expected });
    const reply = await fetch(url + path, {
      headers: { accept: "application/json" },
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    })
      .then(async (response) => {
        if (response.ok) return { status: 200, text: await response.text() };
        await response.body?.cancel();
        return { status: response.status, text: "" };
      })
      .catch(() => {
        throw refuse(`an answer within ${timeoutMs / 1_000} seconds`);
      });
    if (reply.status !== 200) throw refuse(`status 200, not ${reply.status}`);
    let json: unknown;
    try {
      json = JSON.parse(reply.text);
    } catch {
      throw refuse("JSON");
    }
    const parsed = schema.safeParse(json);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw refuse(`another “${issue?.path.join(".") ?? ""}” (${issue?.message ?? ""})`);
  }

  return {
    async seats() {
      const seats: ApiSeat[] = [];
      // Pages may be shorter than asked for: what was returned is what is skipped next.
      for (let skip = 0, page = 0; page < MOST_PAGES; page++) {
        if (page > 0) await wait(BETWEEN_MS);
        const path = `/api/Location/Constituency/Search?searchText=&skip=${skip}&take=${PAGE}`;
        const { items, totalResults } = await get(path, searchPage);
        for (const { value } of items) {
          if (value.endDate === null || value.endDate === undefined) {
            seats.push({ name: value.name, member: sitting(value.currentRepresentation?.member?.value) });
          }
        }
        skip += items.length;
        if (skip >= totalResults) return seats;
        if (items.length === 0)
          throw new Problem("seats-source", {
            where: path,
            expected: `${totalResults} constituencies, not ${skip}`,
          });
      }
      throw new Problem("seats-source", { where: "its pages", expected: `at most ${MOST_PAGES}` });
    },
    async email(memberId) {
      await wait(BETWEEN_MS);
      const { value } = await get(`/api/Members/${memberId}/Contact`, contacts);
      const offices = (value ?? [])
        .map(({ typeId, email }) => ({ typeId, email: (email ?? "").trim() }))
        .filter(({ email }) => z.email().safeParse(email).success);
      const own = offices.find(({ typeId }) => typeId === PARLIAMENTARY) ?? offices.find(isOwn);
      return own?.email ?? null;
    },
  };
}

/** Whether an address of another office is the member's own at Parliament: "sam.taylor.mp@parliament.uk". */
function isOwn({ email }: { email: string }): boolean {
  return /\.mp@parliament\.uk$/i.test(email);
}

/** The member where they sit in the House of Commons now; null for one who has died, resigned or left. */
function sitting(found: z.infer<typeof member> | undefined): ApiMember | null {
  if (found === undefined) return null;
  const { house, membershipStartDate, membershipEndDate, membershipStatus } = found.latestHouseMembership;
  const ended = membershipEndDate !== null && membershipEndDate !== undefined;
  if (house !== HOUSE_OF_COMMONS || ended || membershipStatus?.statusIsActive === false) return null;
  return {
    id: found.id,
    name: found.nameDisplayAs,
    addressAs: withStyle(found.nameFullTitle),
    party: found.latestParty.name,
    since: membershipStartDate?.slice(0, 10) ?? null,
  };
}
