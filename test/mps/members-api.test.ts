// The Members API client against a real server on this machine that replies as Parliament's does, well and badly.
import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createMembersApi, type MembersApi } from "../../src/mps/members-api.ts";
import { readSeatsSnapshot } from "../../src/mps/seats.ts";
import { type FakeMembersApi, startMembersApi } from "../support/members-api.ts";

const file = join(import.meta.dirname, "../../data/seats.json");
const shipped = readSeatsSnapshot(readFileSync(file, "utf8"), file).seats;
const few = shipped.slice(0, 20);

let server: FakeMembersApi;
let waits: number[];
let api: MembersApi;

beforeEach(async () => {
  server = await startMembersApi(few);
  waits = [];
  const wait = async (ms: number): Promise<void> => void waits.push(ms);
  api = createMembersApi({ url: server.url, wait, timeoutMs: 1_000 });
});
afterEach(() => server.close());

/** Changes what the service says of its first constituency's member. */
function changeFirst(change: (member: Record<string, Record<string, unknown>>) => void): void {
  const copy = JSON.parse(JSON.stringify(server.items));
  change(copy[0].value.currentRepresentation.member.value);
  server.items = copy;
}

describe("the Members API", () => {
  it("is read page by page by what it returns, with a pause between", async () => {
    const seats = await api.seats();
    expect(seats.map(({ name }) => name)).toEqual(few.map(({ name }) => name));
    expect(server.asked.map((path) => /skip=(\d+)/.exec(path)?.[1])).toEqual(["0", "7", "14"]);
    expect(waits).toEqual([250, 250]);
    const { member } = few[0] ?? {};
    expect(seats[0]?.member).toEqual({
      id: member?.id,
      name: member?.name,
      addressAs: member?.addressAs,
      party: member?.party,
      since: "2024-07-04",
    });
  });

  it("has nobody where there is no representation, or the member has left, died or sits in the Lords", async () => {
    const ways = [
      (one: Record<string, Record<string, unknown>>) =>
        Object.assign(one.latestHouseMembership ?? {}, { house: 2 }),
      (one: Record<string, Record<string, unknown>>) =>
        Object.assign(one.latestHouseMembership ?? {}, { membershipEndDate: "2026-09-01T00:00:00" }),
      (one: Record<string, Record<string, unknown>>) =>
        Object.assign(one.latestHouseMembership ?? {}, { membershipStatus: { statusIsActive: false } }),
    ];
    for (const way of ways) {
      changeFirst(way);
      expect((await api.seats())[0]?.member).toBeNull();
    }
    for (const representation of [null, undefined, { member: null }]) {
      server.items = [{ value: { name: "Place", currentRepresentation: representation } }];
      expect(await api.seats()).toEqual([{ name: "Place", member: null }]);
    }
  });

  it("leaves constituencies of the past out", async () => {
    server.items = [{ value: { name: "Old", endDate: "2024-05-30T00:00:00", currentRepresentation: null } }];
    expect(await api.seats()).toEqual([]);
  });

  it.each([
    [
      "the Parliamentary office's",
      [
        { typeId: 4, email: "home@example.org" },
        { typeId: 1, email: " a.b.mp@parliament.uk " },
      ],
      "a.b.mp@parliament.uk",
    ],
    [
      "the member's own at Parliament, wherever it stands",
      [{ typeId: 4, email: "a.b.mp@parliament.uk" }],
      "a.b.mp@parliament.uk",
    ],
    ["none of a constituency office", [{ typeId: 4, email: "office@example.org" }], null],
    ["none that is two", [{ typeId: 1, email: "a@example.org; b@example.org" }], null],
    ["none where there is none", [{ typeId: 1, email: null }, { typeId: 1 }, { email: "" }], null],
    ["none where there are no contacts", null, null],
  ])("gives as email %s", async (_, value, expected) => {
    server.contacts.set(7, value);
    expect(await api.email(7)).toBe(expected);
    expect(waits).toEqual([250]);
  });

  const json = (body: unknown) => (response: ServerResponse) =>
    void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  it.each([
    ["breaks", (response: ServerResponse) => void response.writeHead(500).end(), "not 500"],
    [
      "is a page of something else",
      (response: ServerResponse) => void response.writeHead(200).end("<h1>Hello</h1>"),
      "JSON",
    ],
    ["lacks its items", json({ totalResults: 3 }), "items"],
    [
      "has null for a name",
      json({ items: [{ value: { name: null } }], totalResults: 1 }),
      "items.0.value.name",
    ],
    ["ends before its own count", json({ items: [], totalResults: 650 }), "650"],
    ["does not answer in time", () => undefined, "within"],
    ["hangs up", (response: ServerResponse) => void response.destroy(), "within"],
    [
      "sends elsewhere",
      (response: ServerResponse) => void response.writeHead(302, { location: "/" }).end(),
      "within",
    ],
  ])("fails by name where it %s", async (_, instead, expected) => {
    server.instead = instead;
    await expect(api.seats()).rejects.toMatchObject({
      code: "seats-source",
      values: {
        where: expect.stringContaining("/api/Location"),
        expected: expect.stringContaining(expected),
      },
    });
  });
});
