// `postbag seats`: building the directory and saying what is in it.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { correctionsCsv, tableLines } from "../mps/table.ts";
import { runDataCommand, SHIPPED } from "./run-data-command.ts";

let folder: string;
const path = (name: string): string => join(folder, name);
const seats = (...args: string[]) =>
  runDataCommand(["seats", ...args], {
    paths: { ...SHIPPED, seats: path("seats.json"), seatCorrections: path("corrections.csv") },
  });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "postbag-seats-"));
  writeFileSync(path("seats-2026-06-27.csv"), `${tableLines().join("\n")}\n`);
  writeFileSync(path("corrections.csv"), correctionsCsv("E14001063,note,A note.,2026-07-01,somebody"));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe("postbag seats build", () => {
  it("writes the directory to its place, of the day in the table's name", async () => {
    const { stdout, exitCode } = await seats("build", "--from", path("seats-2026-06-27.csv"));
    expect(stdout).toMatch(/seats\.json”: 650 seats as of 27 June 2026\./);
    expect(exitCode).toBe(0);
    expect((await seats("info")).stdout).toMatch(/^As of: 27 June 2026$/m);
  });

  it("writes the same bytes again", async () => {
    await seats("build", "--from", path("seats-2026-06-27.csv"));
    const first = readFileSync(path("seats.json"));
    await seats("build", "--from", path("seats-2026-06-27.csv"));
    expect(readFileSync(path("seats.json"))).toEqual(first);
  });

  it("takes the day from an option, and asks for it where nothing tells it", async () => {
    writeFileSync(path("table.csv"), `${tableLines().join("\n")}\n`);
    await expect(seats("build", "--from", path("table.csv"))).rejects.toMatchObject({
      code: "field-invalid",
      values: { field: "--date" },
    });
    await expect(seats("build", "--from", path("table.csv"), "--date", "27.6.2026")).rejects.toMatchObject({
      code: "field-invalid",
    });
    expect((await seats("build", "--from", path("table.csv"), "--date", "2026-07-01")).stdout).toContain(
      "1 July 2026",
    );
  });

  it("refuses bad corrections, and leaves the directory that is there", async () => {
    await seats("build", "--from", path("seats-2026-06-27.csv"));
    const before = readFileSync(path("seats.json"));
    writeFileSync(path("corrections.csv"), correctionsCsv("E14001063,status,held,2026-07-01,somebody"));
    await expect(seats("build", "--from", path("seats-2026-06-27.csv"))).rejects.toMatchObject({
      code: "file-invalid",
      values: { file: path("corrections.csv"), where: "line 2, value" },
    });
    expect(readFileSync(path("seats.json"))).toEqual(before);
    expect(readdirSync(folder)).toHaveLength(3);
  });
});

describe("postbag seats info", () => {
  it("says what the shipped directory holds, and what it does not know", async () => {
    const { stdout } = await runDataCommand(["seats", "info"]);
    for (const line of ["England: 543", "Scotland: 57", "Wales: 32", "Northern Ireland: 18"]) {
      expect(stdout).toContain(`${line}\n`);
    }
    expect(stdout).toContain("Seats with an MP: 649, of whom 4 publish no email address\n");
    expect(stdout).toContain("Holborn and St Pancras: A by-election was held here on 8 October 2026;");
  });
});

describe("the shipped directory", () => {
  const table = process.env.POSTBAG_SEATS_CSV;

  it.skipIf(table === undefined)("is what its table and the corrections make, byte for byte", async () => {
    await runDataCommand(["seats", "build", "--from", table ?? "", "--out", path("made.json")]);
    expect(readFileSync(path("made.json"), "utf8")).toBe(readFileSync(SHIPPED.seats, "utf8"));
  });
});
