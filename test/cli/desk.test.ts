// postbag desk, as it is typed.
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPeople, type People } from "../../src/accounts/people.ts";
import { addDesk } from "../../src/cli/desk.ts";
import { PATHS } from "../../src/paths.ts";
import { createAccountStore } from "../../src/storage/accounts.ts";
import { createAuditLog } from "../../src/storage/audit.ts";
import { type Database, openDatabase } from "../../src/storage/database.ts";
import { readWords } from "../../src/storage/words-file.ts";
import { keptIo } from "../support/cli-io.ts";

const PASSWORD = "seven lamps on a quiet quay";
const words = await readWords(PATHS.words, "en");
let clock: Temporal.Instant;
let database: Database;
let people: People;
beforeEach(async () => {
  clock = Temporal.Instant.from("2026-11-22T09:00:00Z");
  database = await openDatabase("sqlite::memory:");
  people = createPeople({
    store: createAccountStore(database),
    audit: createAuditLog(database),
    ownWords: [],
    hashCost: { memory: 8, passes: 1 },
    now: () => clock,
  });
});
afterEach(() => database.destroy());

async function run(...args: string[]) {
  const { io, said } = keptIo();
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  addDesk(program, io, {
    accounts: async () => people.accounts,
    siteUrl: async () => "https://postbag.example",
    words,
    now: () => clock,
  });
  for (const command of program.commands.flatMap((each) => [each, ...each.commands])) command.exitOverride();
  await program.parseAsync(["node", "postbag", "desk", ...args]);
  return said;
}

const LINK = /^https:\/\/postbag\.example\/desk\/password\/([\w-]{43})\n$/;
const tokenIn = ({ stdout }: { stdout: string }): string => LINK.exec(stdout)?.[1] ?? "";
const usable = async (token: string) => (await people.signIn.linkOwner(token)) !== null;

describe("postbag desk", () => {
  it("adds somebody, and prints a link alone on standard output, with what to do with it beside", async () => {
    const said = await run("add", "Ada@Union.example", "--role", "publisher");
    expect(said.stdout).toMatch(LINK);
    expect(said.stderr).toContain("ada@union.example is added as a publisher.");
    expect(said.stderr).toContain("It works once, within 72 hours.");
    expect(await people.signIn.linkOwner(tokenIn(said))).toMatchObject({
      email: "ada@union.example",
      role: "publisher",
    });
  });

  it.each([
    [["add", "ada"], "email-invalid"],
    [["add", "ADA@union.example"], "account-exists"],
  ])("refuses %j", async (args, code) => {
    await run("add", "ada@union.example", "--role", "editor");
    await expect(run(...args, "--role", "editor")).rejects.toMatchObject({ code });
  });

  it.each([[["add", "ada@union.example"]], [["add", "ada@union.example", "--role", "owner"]], [["add"]]])(
    "takes %j for wrong usage",
    async (args) => {
      await expect(run(...args)).rejects.toMatchObject({ exitCode: 1, name: "CommanderError" });
      expect(await people.accounts.list()).toEqual([]);
    },
  );

  it("lists everybody with the state of their password", async () => {
    expect(await run("list")).toMatchObject({
      stdout: "",
      stderr: expect.stringContaining("Nobody may work"),
    });
    await run("add", "ben@union.example", "--role", "editor");
    const ada = await run("add", "ada@union.example", "--role", "publisher");
    await people.signIn.setPassword({ token: tokenIn(ada), password: PASSWORD, address: "x" });
    expect((await run("list")).stdout).toBe(
      "ada@union.example\tpublisher\thas a password\nben@union.example\teditor\thas a link, no password yet\n",
    );
    clock = clock.add({ hours: 73 });
    expect((await run("list")).stdout).toContain(
      "ben@union.example\teditor\thas no password, and their link is too old",
    );
  });

  it("resets: a new link, the old one and the password no longer work, sessions end", async () => {
    const first = await run("add", "ada@union.example", "--role", "editor");
    const second = await run("reset", "Ada@union.example");
    expect([await usable(tokenIn(first)), await usable(tokenIn(second))]).toEqual([false, true]);
    await people.signIn.setPassword({ token: tokenIn(second), password: PASSWORD, address: "x" });
    const given = { email: "ada@union.example", password: PASSWORD, address: "x" };
    const { token } = await people.signIn.signIn(given);
    const third = await run("reset", "ada@union.example");
    expect(await people.signIn.session(token)).toBeNull();
    await expect(people.signIn.signIn(given)).rejects.toMatchObject({ code: "sign-in-failed" });
    expect(await usable(tokenIn(third))).toBe(true);
  });

  it("removes somebody, and says so where there is nobody", async () => {
    const { stdout } = await run("add", "ada@union.example", "--role", "editor");
    expect((await run("remove", "ada@union.example")).stderr).toContain("ada@union.example is removed.");
    expect(await usable(tokenIn({ stdout }))).toBe(false);
    for (const command of ["remove", "reset"])
      await expect(run(command, "ada@union.example")).rejects.toMatchObject({ code: "account-unknown" });
  });

  it("leaves every change in the audit log, as done from the command line", async () => {
    for (const args of [
      ["add", "ada@union.example", "--role", "editor"],
      ["reset", "ada@union.example"],
      ["remove", "ada@union.example"],
    ])
      await run(...args);
    const { entries } = await createAuditLog(database).entries({ limit: 9 });
    expect(entries.map(({ by, what, account }) => [by, what, account])).toEqual(
      ["account-removed", "reset-asked", "account-added"].map((what) => [
        "command line",
        what,
        "ada@union.example",
      ]),
    );
  });
});
