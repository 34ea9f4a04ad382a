// A Members API on this machine: replies in the shapes of Parliament's, over a snapshot that a test may change.
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Seat } from "../../src/mps/seat.ts";

/** A page's item: a constituency, and who represents it. */
export type ApiItem = { value: Record<string, unknown> };

export type FakeMembersApi = {
  readonly url: string;
  /** Every path that was asked for. */
  readonly asked: string[];
  /** The constituencies it has; change them as the test needs. */
  items: ApiItem[];
  /** What a member's contacts are, by the member's number; one at the Parliamentary office where it is not set. */
  contacts: Map<number, unknown>;
  /** Replies in place of the service where it is set. */
  instead: ((response: ServerResponse) => void) | null;
  readonly close: () => Promise<void>;
};

/** A constituency as the search shows it; `since` is when its member was last elected. */
export function itemOf(seat: Seat, since = "2024-07-04"): ApiItem {
  const { member } = seat;
  const representation = member && {
    member: {
      value: {
        id: member.id,
        nameListAs: member.name,
        nameDisplayAs: member.name,
        nameFullTitle: member.addressAs,
        nameAddressAs: null,
        latestParty: { id: 1, name: member.party, abbreviation: "X" },
        gender: "F",
        latestHouseMembership: {
          membershipFrom: seat.name,
          house: 1,
          membershipStartDate: `${since}T00:00:00`,
          membershipEndDate: null,
          membershipStatus: { statusIsActive: true, statusDescription: "Current Member" },
        },
      },
      links: [],
    },
    representation: { membershipFrom: seat.name },
  };
  return {
    value: {
      id: 1,
      name: seat.name,
      startDate: "2024-05-31T00:00:00",
      endDate: null,
      currentRepresentation: representation,
    },
  };
}

/** Starts it over these seats: pages of 7, though 20 are asked for. */
export async function startMembersApi(seats: readonly Seat[]): Promise<FakeMembersApi> {
  const emails = new Map(seats.flatMap(({ member }) => (member === null ? [] : [[member.id, member.email]])));
  const server: Server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    api.asked.push(request.url ?? "");
    if (api.instead !== null) return api.instead(response);
    const id = Number(/^\/api\/Members\/(\d+)\/Contact$/.exec(pathname)?.[1]);
    const skip = Number(searchParams.get("skip"));
    const office = {
      type: "Parliamentary office",
      typeId: 1,
      email: emails.get(id) ?? null,
      line1: "House of Commons",
    };
    const reply = Number.isNaN(id)
      ? { items: api.items.slice(skip, skip + 7), totalResults: api.items.length, skip, take: 7, links: [] }
      : { value: api.contacts.has(id) ? api.contacts.get(id) : [office], links: [] };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(reply));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const api: FakeMembersApi = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    items: seats.map((seat) => itemOf(seat)),
    contacts: new Map(),
    instead: null,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return api;
}
