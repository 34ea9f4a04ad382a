// `postbag lookup`: as a table and as JSON, from arguments and from standard input, with bad postcodes among good ones.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { beforeAll, describe, expect, it } from "vitest";
import { createFindConstituency } from "../../src/constituencies/find-constituency.ts";
import { openPostcodeIndex } from "../../src/constituencies/postcode-index.ts";
import { createFindMp, type FindMp, mpAnswer } from "../../src/mps/find-mp.ts";
import { createSeats, readSeatsSnapshot } from "../../src/mps/seats.ts";
import { readWords } from "../../src/storage/words-file.ts";
import { runDataCommand, SHIPPED } from "./run-data-command.ts";

let findMp: FindMp;

beforeAll(async () => {
  const index = openPostcodeIndex(readFileSync(SHIPPED.index), "postcodes.idx");
  const seats = createSeats(readSeatsSnapshot(readFileSync(SHIPPED.seats, "utf8"), "seats.json"));
  const words = await readWords(join(import.meta.dirname, "../../templates/words"), "en");
  findMp = createFindMp({
    findConstituency: createFindConstituency({ index, askPostcodesIo: null }),
    seats,
    words,
  });
});

const lookup = (args: string[], stdin: Iterable<string | Uint8Array> = []) =>
  runDataCommand(["lookup", ...args], { stdin, findMp });
const objects = (text: string): unknown[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line): unknown => JSON.parse(line));

describe("postbag lookup", () => {
  it("prints a table with the MP of each postcode", async () => {
    const { stdout, stderr, exitCode } = await lookup(["sw1a1aa", "TR1 2HE"]);
    const [heading, first, second, ...rest] = stdout.split("\n");
    expect(heading).toMatch(/^POSTCODE +CONSTITUENCY +MP +PARTY +EMAIL$/);
    expect(first).toMatch(
      /^SW1A 1AA +Cities of London and Westminster +Rachel Blake +Labour \(Co-op\) +rachel\.blake/,
    );
    expect(second).toMatch(/^TR1 2HE +Truro and Falmouth +Jayne Kirkham /);
    expect([rest, stderr, exitCode]).toEqual([[""], "", 0]);
  });

  it("prints the seats to choose from below the reason", async () => {
    const { stdout, exitCode } = await lookup(["AB10 1ZZ"]);
    expect(stdout).toMatch(/^AB10 1ZZ +Our list does not have AB10 1ZZ\./m);
    expect(stdout).toMatch(/^ {10}Aberdeen South +Douglas Lumsden/m);
    expect(stdout).toMatch(/^ {10}Aberdeen North /m);
    expect(exitCode).toBe(0);
  });

  it("prints that an MP is not known, or publishes no email", async () => {
    const { stdout } = await lookup(["NW1 1ZZ", "BT1 1AA"]);
    expect(stdout).toMatch(/Holborn and St Pancras +\(not known to this copy\)/);
    expect(stdout).toMatch(/West Tyrone +Órfhlaith Begley +Sinn Féin +\(publishes none\)/);
  });

  it("says on standard error what is wrong with a bad postcode, answers the rest, and ends with 1", async () => {
    const { stdout, stderr, exitCode } = await lookup(["QQ1 1AA", "TR1 2HE", "AB12", "x".repeat(500)]);
    expect(stdout.split("\n").filter((line) => /^[A-Z]{2}\d/.test(line))).toHaveLength(1);
    expect(stderr).toMatch(/^“QQ1 1AA”: No UK postcode starts like that\./);
    expect(stderr).toMatch(/^“AB12”: That postcode is not complete\./m);
    expect(stderr).toMatch(/^“x{40}…”: /m);
    expect(exitCode).toBe(1);
  });

  it("prints with --json what POST /api/v1/mp answers, one object a line", async () => {
    const { stdout, exitCode } = await lookup(["--json", "SW1A 1AA", "BT1 1AA"]);
    const [found, choose] = objects(stdout).map((object) => mpAnswer.parse(object));
    expect(found).toMatchObject({ outcome: "found", postcode: "SW1A 1AA", seat: { code: "E14001172" } });
    expect(choose).toMatchObject({ outcome: "choose", source: "nation", seat: null });
    expect(choose?.choices).toHaveLength(18);
    expect(exitCode).toBe(0);
  });

  it("prints with --json a bad postcode in its place, as typed", async () => {
    const { stdout, stderr, exitCode } = await lookup(["--json", "je2 4wf", "TR1 2HE", "qq1 1aa"]);
    expect(objects(stdout)).toMatchObject([
      { outcome: "invalid", postcode: "je2 4wf", code: "postcode-jersey", title: "Jersey has no MP" },
      { outcome: "found", postcode: "TR1 2HE" },
      {
        outcome: "invalid",
        postcode: "qq1 1aa",
        code: "postcode-area",
        detail: expect.stringContaining("“QQ”"),
      },
    ]);
    expect([stderr, exitCode]).toEqual(["", 1]);
  });

  it("reads lines from standard input, however they are cut into pieces and ended", async () => {
    const bytes = new TextEncoder().encode("TR1 2HE\r\n\nＳＷ１Ａ　１ＡＡ\nCF10 1EP");
    const pieces = Array.from(bytes, (byte) => Uint8Array.of(byte));
    const { stdout, exitCode } = await lookup(["--json"], pieces);
    expect(objects(stdout)).toMatchObject([
      { outcome: "found", postcode: "TR1 2HE" },
      { outcome: "invalid", postcode: "", code: "postcode-missing" },
      { outcome: "found", postcode: "SW1A 1AA" },
      { outcome: "found", postcode: "CF10 1EP" },
    ]);
    expect(exitCode).toBe(1);
  });

  it("prints only the heading for no lines", async () => {
    expect(await lookup([])).toMatchObject({
      stdout: expect.stringMatching(/^POSTCODE .*EMAIL\n$/),
      exitCode: 0,
    });
    expect(await lookup(["--json"])).toEqual({ stdout: "", stderr: "", exitCode: 0 });
  });

  it("answers thousands of lines in order for a slow reader", async () => {
    const lines: string[] = [];
    let rest = "";
    const slow = new Writable({
      highWaterMark: 16,
      write(chunk, _encoding, done) {
        const parts = (rest + String(chunk)).split("\n");
        rest = parts.pop() ?? "";
        lines.push(...parts);
        setImmediate(done);
      },
    });
    const postcodes = Array.from({ length: 4_000 }, (_, at) => (at % 2 === 0 ? "TR1 2HE" : "CF10 1EP"));
    await runDataCommand(["lookup", "--json"], {
      stdin: [`${postcodes.join("\n")}\n`],
      findMp,
      stdout: slow,
    });
    expect(lines.map((line) => mpAnswer.parse(JSON.parse(line)).postcode)).toEqual(postcodes);
  });

  it("stops quietly where nobody reads on, as behind head", async () => {
    let asked = 0;
    const counting: FindMp = (postcode) => {
      asked++;
      return findMp(postcode);
    };
    const closed = new Writable({
      write(_chunk, _encoding, done) {
        done(Object.assign(new Error("closed"), { code: "EPIPE" }));
      },
    });
    const stdin = Array.from({ length: 50 }, () => "TR1 2HE\n".repeat(200));
    await runDataCommand(["lookup", "--json"], { stdin, findMp: counting, stdout: closed });
    expect(asked).toBeLessThan(10_000);
  });
});
