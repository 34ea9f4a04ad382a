// `postbag seats refresh|diff|set|unset`, over a Members API on this machine and a folder of its own.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { assemble } from "../../src/assemble.ts";
import { readConfig } from "../../src/config.ts";
import { createMembersApi } from "../../src/mps/members-api.ts";
import { checkProposal, proposeSeats } from "../../src/mps/refresh.ts";
import { readSeatsSnapshot } from "../../src/mps/seats.ts";
import { createSeatFiles } from "../../src/storage/seat-files.ts";
import { type FakeMembersApi, itemOf, startMembersApi } from "../support/members-api.ts";
import { runDataCommand, SHIPPED } from "./run-data-command.ts";

const shipped = readSeatsSnapshot(readFileSync(SHIPPED.seats, "utf8"), SHIPPED.seats).seats;
const [first] = shipped;
const empty = shipped.find(({ member }) => member === null);
if (!first || !empty) throw new Error("the shipped seats have a first one and one without a member");

let folder: string;
let server: FakeMembersApi;

/** Runs `postbag seats …` as the program does, without the pauses between requests. */
function seats(...args: string[]) {
  const files = createSeatFiles({ shipped: SHIPPED.seats, folder });
  const api = createMembersApi({ url: server.url, wait: async () => undefined });
  return runDataCommand(["seats", ...args], {
    varDir: folder,
    seatRefresh: {
      propose: async ({ force }) =>
        proposeSeats({ current: await files.current(), api, date: "2026-11-22", force }),
      check: (proposal, { force }) => checkProposal(proposal, { dissolution: false, force }),
      apply: ({ snapshot }) => files.save(snapshot),
    },
  });
}

beforeEach(async () => {
  folder = join(mkdtempSync(join(tmpdir(), "postbag-refresh-")), "var");
  server = await startMembersApi(shipped);
});
afterEach(async () => {
  await server.close();
  rmSync(join(folder, ".."), { recursive: true });
});

/** Lets a new member sit for the seat that has none. */
function elect(): void {
  const member = {
    id: 99_999,
    name: "A N Other",
    addressAs: "A N Other MP",
    salutation: "",
    party: "Labour",
    email: null,
  };
  const at = shipped.indexOf(empty as (typeof shipped)[number]);
  server.items[at] = itemOf({ ...shipped[at], member } as (typeof shipped)[number], "2026-10-08");
}

describe("postbag seats diff and refresh", () => {
  it("say that nothing has changed", async () => {
    expect(await seats("diff")).toMatchObject({ stdout: "Nothing has changed.\n", exitCode: 0 });
    expect(existsSync(folder)).toBe(false);
  });

  it("show a change as a line, and refresh puts it in place", async () => {
    elect();
    expect((await seats("diff")).stdout).toBe("Holborn and St Pancras: unknown → A N Other\n");
    expect(existsSync(folder)).toBe(false);
    const { stdout } = await seats("refresh");
    expect(stdout).toContain(
      "Holborn and St Pancras: unknown → A N Other\nDone. The seats are now those of 22 November 2026",
    );
    expect((await seats("info")).stdout).toContain(
      "Seats with an MP: 650, of whom 5 publish no email address\n",
    );
    expect((await seats("diff")).stdout).toBe("Nothing has changed.\n");
  });

  it("show what changes of the same member", async () => {
    const id = first.member?.id ?? 0;
    server.contacts.set(id, [{ typeId: 1, email: null }]);
    expect((await seats("diff")).stdout).toMatch(
      new RegExp(`^${first.name}: \\S+@\\S+ → no email address\\n$`),
    );
  });

  it("change nothing where the service fails or its seats are refused", async () => {
    server.instead = (response) => void response.writeHead(500).end();
    await expect(seats("refresh")).rejects.toMatchObject({ code: "seats-source" });
    server.instead = null;
    server.items = server.items.slice(1);
    await expect(seats("refresh")).rejects.toMatchObject({ code: "seats-refused" });
    expect(existsSync(folder)).toBe(false);
  });
});

describe("postbag seats set and unset", () => {
  it("say of a seat that it has no MP, through every refresh, until it is taken back", async () => {
    const note = "A by-election is on its way.";
    const { stdout } = await seats("set", first.code, "--vacant", "--note", note);
    expect(stdout).toContain(`${first.name} is now vacant`);
    await seats("refresh");
    const program = (): ReturnType<typeof assemble> => assemble(readConfig({ VAR_DIR: folder }));
    expect((await program().seats()).byCode(first.code)).toMatchObject({
      status: "vacant",
      member: null,
      note,
    });
    expect((await seats("unset", first.code)).stdout).toContain("as Parliament has it again");
    expect((await program().seats()).byCode(first.code)).toMatchObject({ status: "held", note: first.note });
    expect((await seats("unset", first.code)).stdout).toContain("Nothing was said");
  });

  it.each([
    ["a seat that there is not", ["E14000001", "--vacant"], "seat-unknown"],
    ["neither vacant nor unknown", [first.code], "field-invalid"],
    ["both", [first.code, "--vacant", "--unknown"], "field-invalid"],
    ["an empty note", [first.code, "--vacant", "--note", " "], "field-invalid"],
  ])("refuse %s", async (_, args, code) => {
    await expect(seats("set", ...args)).rejects.toMatchObject({ code });
  });
});

describe("a running server", () => {
  it("has no MP in a dissolution, and says why and what to do", async () => {
    const { seats } = assemble(readConfig({ VAR_DIR: folder, DISSOLUTION: "on" }));
    const directory = await seats();
    expect(directory.all.filter(({ member }) => member !== null)).toEqual([]);
    expect(directory.byCode(first.code)?.note).toMatch(/dissolved.*candidates/);
  });

  it("answers from a refresh without a restart, and stays as it was where one is refused", async () => {
    elect();
    const program = assemble(readConfig({ VAR_DIR: folder }), { today: () => "2026-11-22" });
    const directory = await program.seats();
    const files = createSeatFiles({ shipped: SHIPPED.seats, folder });
    const api = createMembersApi({ url: server.url, wait: async () => undefined });
    const current = await files.current();
    const proposal = await proposeSeats({ current, api, date: "2026-11-22", force: false });
    await program.seatRefresh.apply(proposal);
    expect(directory.byCode(empty.code)).toMatchObject({ status: "held", member: { name: "A N Other" } });
    expect(directory.search("a n other").map(({ code }) => code)).toEqual([empty.code]);
    expect(directory.asOf).toBe("2026-11-22");
  });
});
