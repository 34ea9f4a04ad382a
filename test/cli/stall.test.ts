// `postbag stall` and `postbag stall check`, over streams of their own; the server itself is started in test/server.test.ts.
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { assemble } from "../../src/assemble.ts";
import { openBrowser } from "../../src/cli/open-browser.ts";
import { addStall, type StallOptions } from "../../src/cli/stall.ts";
import type { StallCheckParts } from "../../src/cli/stall-check.ts";
import { readConfig } from "../../src/config.ts";
import { PATHS } from "../../src/paths.ts";
import { madeOnce, TODAY } from "../support/app.ts";
import { keptIo } from "../support/cli-io.ts";
import { readPdf } from "../support/pdf.ts";

type Given = { check?: Partial<StallCheckParts>; folder?: string; opens?: boolean };

async function run(args: string[], { check = {}, folder = newFolder(), opens = true }: Given = {}) {
  const config = readConfig({ POSTCODES_IO_URL: "off", SEATS_REFRESH: "off", VAR_DIR: folder });
  const made = assemble(config, { today: () => TODAY, ...(await madeOnce()) });
  const started: StallOptions[] = [];
  const opened: string[] = [];
  const { io, said } = keptIo();
  const program = new Command("postbag")
    .exitOverride()
    .configureOutput({ writeErr: () => {}, writeOut: () => {} });
  addStall(program, io, {
    words: await made.words(),
    today: () => TODAY,
    serveStall: async (options, tell) => {
      started.push(options);
      tell("http://127.0.0.1:3000");
    },
    openBrowser: async (address) => {
      opened.push(address);
      return opens;
    },
    checkParts: async () => ({
      campaigns: await made.campaigns(),
      seats: await made.seats(),
      index: { date: "mid-2023", postcodes: 1_733_406 },
      proofParts: await made.proofParts(),
      stalls: await made.stalls(),
      paper: await made.paper(),
      folder,
      files: Object.values(PATHS),
      nodeVersion: "26.10.0",
      close: async () => (await made.database()).destroy(),
      ...check,
    }),
  });
  await program.parseAsync(["stall", ...args], { from: "user" });
  return { said: said.stdout + said.stderr, exitCode: said.code, started, opened, folder };
}

const newFolder = (): string => mkdtempSync(join(tmpdir(), "postbag-stall-cli-"));
const lookAt = (said: string): string[] => said.split("\n").filter((line) => line.startsWith("look at this"));

describe("postbag stall", () => {
  it("starts the campaign's stall, says where it is, and opens its page", async () => {
    const { started, opened, said } = await run([
      "--campaign",
      "safe-workloads",
      "--sheet",
      "a4",
      "--name",
      "AGM",
      "--port",
      "4000",
    ]);
    expect(started).toEqual([{ campaign: "safe-workloads", sheet: "a4", name: "AGM", port: 4000 }]);
    expect(opened).toEqual(["http://127.0.0.1:3000/stall"]);
    expect(said).toMatch(/^The stall is at http:\/\/127\.0\.0\.1:3000\/stall\nLeave this window open/);
  });

  it("says what to open where no browser could be, and opens none when told not to", async () => {
    const failed = await run(["--campaign", "safe-workloads"], { opens: false });
    expect(failed.said).toMatch(/could not be opened.*http:\/\/127\.0\.0\.1:3000\/stall/);
    expect(failed.exitCode).toBe(0);
    expect((await run(["--campaign", "safe-workloads", "--no-open"])).opened).toEqual([]);
  });

  it.each([
    [["--sheet", "a4"]],
    [["--campaign", "x", "--port", "70000"]],
    [["--campaign", "x", "--port", "3.5"]],
    [["--campaign", "x", "--sheet", "a5"]],
  ])("is wrong usage: %j", async (args) => {
    await expect(run(args)).rejects.toThrow();
  });
});

describe("opening a browser", () => {
  it("fails quietly where there is no such program", async () => {
    const path = process.env.PATH;
    process.env.PATH = newFolder();
    try {
      for (const platform of ["linux", "darwin", "win32"])
        expect(await openBrowser("http://127.0.0.1:1/stall", platform)).toBe(false);
    } finally {
      process.env.PATH = path;
    }
  });
});

describe("postbag stall check", () => {
  const check = ["check", "--campaign", "safe-workloads", "--on", "2026-11-28"];

  it("tries everything, says what to look at, and leaves nothing behind but the empty store", async () => {
    const { said, exitCode, folder } = await run(check);
    expect(said.split("\n").filter((line) => line.startsWith("ok"))).toHaveLength(7);
    expect(lookAt(said)).toEqual([
      expect.stringMatching(/27 June 2026, 154 days before.*postbag seats refresh/),
    ]);
    expect(exitCode).toBe(1);
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(["keys", "postbag.sqlite"]);
  });

  it("ends with 0 where all is well, and writes the sheet with the rulers", async () => {
    const made = assemble(readConfig({}), { today: () => TODAY, ...(await madeOnce()) });
    const seats = { ...(await made.seats()), asOf: "2026-11-20" };
    const out = join(newFolder(), "test.pdf");
    const { said, exitCode } = await run([...check, "--out", out], { check: { seats } });
    expect(lookAt(said)).toEqual([]);
    expect(said).toContain("Everything is there.");
    expect(exitCode).toBe(0);
    const { pages } = await readPdf(new Uint8Array(readFileSync(out)));
    expect(pages).toHaveLength(1);
    const [page] = pages;
    const numbers = (page?.texts ?? []).filter(({ text }) => /^\d+$/.test(text));
    const across = numbers.filter(({ y }) => Math.abs(y - (numbers[0]?.y ?? 0)) < 0.1);
    const centre = (text: string): number => {
      const found = across.find((each) => each.text === text);
      return (found?.x ?? 0) + (found?.width ?? 0) / 2;
    };
    expect(centre("150") - centre("0")).toBeCloseTo(150, 1);
    const down = numbers.filter((each) => !across.includes(each));
    expect(
      (down.find(({ text }) => text === "200")?.y ?? 0) - (down.find(({ text }) => text === "0")?.y ?? 0),
    ).toBeCloseTo(200, 1);
  });

  it.each([
    ["an old Node", { nodeVersion: "22.1.0" }, /Node 22\.1\.0.*npm ci/],
    ["a file that is missing", { files: ["/nowhere/at/all"] }, /“\/nowhere\/at\/all” is missing/],
  ] as const)("finds %s", async (_, broken, expected) => {
    const { said, exitCode } = await run(check, { check: broken });
    expect(lookAt(said).join("\n")).toMatch(expected);
    expect(exitCode).toBe(1);
  });

  it("finds a clock that cannot be right, and a day that is over", async () => {
    const made = assemble(readConfig({}), { today: () => TODAY, ...(await madeOnce()) });
    const seats = { ...(await made.seats()), asOf: "2027-06-01" };
    expect(lookAt((await run(check, { check: { seats } })).said).join("\n")).toMatch(
      /clock says 22 November 2026, which cannot be right/,
    );
    const gone = await run(["check", "--campaign", "safe-workloads", "--on", "2026-11-21"]);
    expect(lookAt(gone.said).join("\n")).toMatch(/was on 21 November 2026 and today is 22 November 2026/);
  });

  it("finds a damaged key file and a store that cannot be used, and says what to do", async () => {
    const folder = newFolder();
    await run(check, { folder });
    writeFileSync(join(folder, "keys", "stalls.keys"), "nonsense\n");
    const damaged = await run(check, { folder });
    expect(lookAt(damaged.said).join("\n")).toMatch(/Line 1 of “.*stalls\.keys” is not a key/);
    expect(readFileSync(join(folder, "keys", "stalls.keys"), "utf8")).toBe("nonsense\n");
    const other = newFolder();
    writeFileSync(join(other, "postbag.sqlite"), "no database ".repeat(1000));
    await expect(run(check, { folder: other })).rejects.toMatchObject({ code: "store-unusable" });
  });

  it("is refused for a campaign that does not exist and a date that is none", async () => {
    await expect(run(["check", "--campaign", "none"])).rejects.toMatchObject({ code: "campaign-unknown" });
    for (const date of ["tomorrow", "2026-02-30", "28/11/2026"])
      await expect(run(["check", "--campaign", "safe-workloads", "--on", date])).rejects.toThrow();
    expect(existsSync("/nowhere/at/all")).toBe(false);
  });
});
