// A refresh as a proposal: what it takes, what it keeps, what it refuses. Over the shipped seats and a made-up API.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { ApiMember, ApiSeat, MembersApi } from "../../src/mps/members-api.ts";
import { checkProposal, foldSeatName, type Proposal, proposeSeats } from "../../src/mps/refresh.ts";
import { readSeatsSnapshot, type SeatsSnapshot } from "../../src/mps/seats.ts";

const file = join(import.meta.dirname, "../../data/seats.json");
const current = readSeatsSnapshot(readFileSync(file, "utf8"), file);
const EMAILS = new Map(current.seats.map(({ member }) => [member?.id, member?.email ?? null]));

let seats: { name: string; member: ApiMember | null }[];

beforeEach(() => {
  seats = current.seats.map(({ name, member }) => ({
    name,
    member: member && { ...member, since: "2024-07-04" },
  }));
});

function api(found: readonly ApiSeat[] = seats): MembersApi {
  return { seats: async () => found, email: async (id) => EMAILS.get(id) ?? null };
}
const propose = (given: { snapshot?: SeatsSnapshot; force?: boolean } = {}): Promise<Proposal> =>
  proposeSeats({
    current: given.snapshot ?? current,
    api: api(),
    date: "2026-11-22",
    force: given.force ?? false,
  });
const newMember = (since: string | null, id = 99_999): ApiMember => ({
  id,
  name: "A N Other",
  addressAs: "A N Other MP",
  party: "Labour",
  since,
});
/** The number of a seat without a member in the shipped snapshot. */
const empty = current.seats.findIndex(({ member }) => member === null);
const CHECK = { dissolution: false, force: false };

describe("a refresh of the seats", () => {
  it("changes nothing where nothing has changed but the date", async () => {
    const { snapshot, changes } = await propose();
    expect(changes).toEqual([]);
    expect(snapshot.date).toBe("2026-11-22");
    expect(snapshot.seats.find(({ code }) => code === "E14001063")?.asOf).toBe("2026-11-22");
    expect(() => checkProposal({ snapshot, changes }, CHECK)).not.toThrow();
  });

  it("puts a member who was elected since into a seat that was vacant or unknown", async () => {
    seats[empty] = { name: seats[empty]?.name ?? "", member: newMember("2026-10-08") };
    const { changes } = await propose();
    expect(changes).toHaveLength(1);
    expect(changes[0]?.after).toMatchObject({
      status: "held",
      member: { name: "A N Other", salutation: "A N Other" },
      note: null,
      asOf: "2026-11-22",
    });
  });

  it.each([["2024-07-04"], [null]])(
    "does not bring back a former member (since %s), unless forced",
    async (since) => {
      seats[empty] = { name: seats[empty]?.name ?? "", member: newMember(since) };
      const { snapshot, changes } = await propose();
      expect(changes).toEqual([]);
      expect(snapshot.seats[empty]).toEqual(current.seats[empty]);
      expect((await propose({ force: true })).changes).toHaveLength(1);
    },
  );

  it("makes a seat vacant where nobody sits for it any more", async () => {
    seats[0] = { name: seats[0]?.name ?? "", member: null };
    const { changes } = await propose();
    expect(changes[0]?.after).toMatchObject({
      status: "vacant",
      member: null,
      attributes: [],
      asOf: "2026-11-22",
    });
  });

  it("keeps the Speaker's mark with the person, and marks who does not take their seat", async () => {
    const speaker = current.seats.findIndex(({ attributes }) => attributes.includes("speaker"));
    expect((await propose()).snapshot.seats[speaker]?.attributes).toEqual(["speaker"]);
    seats[speaker] = { name: seats[speaker]?.name ?? "", member: { ...newMember(null), party: "Sinn Féin" } };
    expect((await propose()).snapshot.seats[speaker]?.attributes).toEqual(["abstains"]);
  });

  it.each([
    ["Ynys Môn", "Ynys Mon"],
    ["Brighton, Kemptown and Peacehaven", "brighton kemptown & peacehaven"],
    ["Montgomeryshire and Glyndŵr", "Montgomeryshire and Glyndw\u0302r"],
  ])("takes %s and %s for one", (one, other) => {
    expect(foldSeatName(one)).toBe(foldSeatName(other));
  });

  it("takes no name for another that is only like it", () => {
    expect(new Set(current.seats.map(({ name }) => foldSeatName(name))).size).toBe(650);
  });
});

describe("a refresh that cannot be right", () => {
  it.each([
    ["lacks a seat", () => void seats.pop(), "649 seats and not 650"],
    ["has a seat that there is not", () => void seats.push({ name: "Atlantis", member: null }), "“Atlantis”"],
    [
      "has a seat twice",
      () => void seats.push({ ...(seats[0] ?? { name: "", member: null }) }),
      "stands twice",
    ],
    [
      "has a member twice",
      () => void seats.splice(1, 1, { name: seats[1]?.name ?? "", member: seats[0]?.member ?? null }),
      "sits both for",
    ],
  ])("is refused: it %s", async (_, change, reason) => {
    change();
    await expect(propose()).rejects.toMatchObject({
      code: "seats-refused",
      values: { reason: expect.stringContaining(reason) },
    });
  });

  it("is refused with under 600 members, but in a dissolution", async () => {
    seats = seats.map(({ name }, number) => ({
      name,
      member: number < 599 ? (seats[number]?.member ?? null) : null,
    }));
    const proposal = await propose();
    expect(() => checkProposal(proposal, { dissolution: false, force: true })).toThrow(
      expect.objectContaining({ code: "seats-refused" }),
    );
    expect(() => checkProposal(proposal, { dissolution: true, force: true })).not.toThrow();
  });

  it("is refused with over 30 changes, unless forced", async () => {
    const change = (count: number): void => {
      seats = seats.map((seat, number) =>
        number < count && seat.member ? { ...seat, member: { ...seat.member, party: "Other" } } : seat,
      );
    };
    change(30);
    const thirty = await propose();
    expect(() => checkProposal(thirty, CHECK)).not.toThrow();
    change(31);
    const more = await propose();
    expect(() => checkProposal(more, CHECK)).toThrow(expect.objectContaining({ code: "seats-refused" }));
    expect(() => checkProposal(more, { ...CHECK, force: true })).not.toThrow();
  });
});
