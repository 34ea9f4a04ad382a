// `postbag index`: building, saying, checking, and leaving the old index alone where the new one fails.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runDataCommand, SHIPPED } from "./run-data-command.ts";

const TABLE = "postcode,pcon24cd\nTR1 2HE,E14001554\nTR1 2HF,E14001554\nSW1A 1AA,E14001172\n";

let folder: string;
const path = (name: string): string => join(folder, name);
const index = (...args: string[]) =>
  runDataCommand(["index", ...args], { paths: { ...SHIPPED, index: path("postcodes.idx") } });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "postbag-index-"));
  writeFileSync(path("table.csv"), TABLE);
});

afterEach(() => rmSync(folder, { recursive: true }));

describe("postbag index build", () => {
  it("writes the index to its place, and says what it holds", async () => {
    const { stdout, exitCode } = await index("build", "--from", path("table.csv"));
    expect(stdout).toMatch(/postcodes\.idx”: 3 postcodes in \d+ bytes, digest [0-9a-f]{64}/);
    expect(exitCode).toBe(0);
    expect(readdirSync(folder).toSorted()).toEqual(["postcodes.idx", "table.csv"]);
  });

  it("writes the same bytes for the same table, gzip or not", async () => {
    writeFileSync(path("table.csv.gz"), gzipSync(TABLE));
    await index("build", "--from", path("table.csv"), "--out", path("plain.idx"));
    await index("build", "--from", path("table.csv.gz"), "--out", path("packed.idx"));
    expect(readFileSync(path("plain.idx"))).toEqual(readFileSync(path("packed.idx")));
  });

  it("keeps the source, date and licence that the operator gives", async () => {
    const origin = ["--source", "Our own", "--date", "May 2026", "--licence", "Ours"];
    await index("build", "--from", path("table.csv"), ...origin);
    const { stdout } = await index("info");
    expect(stdout).toContain(
      "Source: Our own\nDate: May 2026\nLicence: Ours\nPostcodes: 3, in 2 constituencies\n",
    );
  });

  it("refuses a bad table by file and line, and leaves the index that is there", async () => {
    await index("build", "--from", path("table.csv"));
    const before = readFileSync(path("postcodes.idx"));
    writeFileSync(path("bad.csv"), `${TABLE}TR1 2H,E14001554\n`);
    await expect(index("build", "--from", path("bad.csv"))).rejects.toMatchObject({
      code: "file-invalid",
      values: {
        file: path("bad.csv"),
        where: "line 5, column postcode",
        expected: expect.stringContaining("a postcode"),
      },
    });
    expect(readFileSync(path("postcodes.idx"))).toEqual(before);
    expect(readdirSync(folder).toSorted()).toEqual(["bad.csv", "postcodes.idx", "table.csv"]);
  });

  it("says of a directory of the ONS where it is from, and what was left out", async () => {
    const rows = "TR1 2HE,,E14001554\nTR1 2HF,202401,E14001554\nGY1 1AA,,L99999999\n";
    writeFileSync(path("ONSPD_MAY_2025_UK.csv"), `pcds,doterm,pcon24cd\n${rows}`);
    const { stdout } = await index("build", "--from", path("ONSPD_MAY_2025_UK.csv"));
    expect(stdout).toContain("Of 3 lines, left out: 1 no longer in use, 1 in no constituency");
    const info = (await index("info")).stdout;
    expect(info).toContain("Source: ONS Postcode Directory, Office for National Statistics\nDate: 2025-05\n");
    expect(info).toContain(
      "Source: Office for National Statistics licensed under the Open Government Licence",
    );
    writeFileSync(path("mine.csv"), `pcds,doterm,pcon24cd\n${rows}`);
    await expect(index("build", "--from", path("mine.csv"))).rejects.toMatchObject({
      code: "field-invalid",
      values: { field: "--date" },
    });
  });

  it("does not put an index in place that has lost a constituency or many postcodes, unless forced", async () => {
    await index("build", "--from", path("table.csv"));
    const before = readFileSync(path("postcodes.idx"));
    writeFileSync(path("less.csv"), TABLE.replace("SW1A 1AA,E14001172\n", ""));
    await expect(index("build", "--from", path("less.csv"))).rejects.toMatchObject({
      code: "index-loses",
      values: { before: 3, after: 2, seats: 1, named: "E14001172" },
    });
    writeFileSync(path("fewer.csv"), TABLE.replace("TR1 2HF,E14001554\n", ""));
    await expect(index("build", "--from", path("fewer.csv"))).rejects.toMatchObject({
      code: "index-loses",
      values: { seats: 0 },
    });
    expect(readFileSync(path("postcodes.idx"))).toEqual(before);
    expect((await index("build", "--from", path("less.csv"), "--force")).exitCode).toBe(0);
  });

  it("replaces an index that is damaged or of an older format without asking", async () => {
    writeFileSync(path("postcodes.idx"), "POSTBAG\n\u0001 something older");
    expect((await index("build", "--from", path("table.csv"))).exitCode).toBe(0);
  });

  it("refuses a constituency that there is not", async () => {
    writeFileSync(path("old.csv"), "postcode,pcon24cd\nTR1 2HE,E14000530\n");
    await expect(index("build", "--from", path("old.csv"))).rejects.toMatchObject({
      code: "file-invalid",
      values: { where: "line 2, column pcon24cd" },
    });
  });

  it("refuses a table that is not there, and a place that cannot be written", async () => {
    await expect(index("build", "--from", path("none.csv"))).rejects.toMatchObject({
      code: "file-unreadable",
      values: { file: path("none.csv") },
    });
    const out = path("no/such/folder.idx");
    await expect(index("build", "--from", path("table.csv"), "--out", out)).rejects.toMatchObject({
      code: "file-unwritable",
      values: { file: out },
    });
  });
});

describe("postbag index verify", () => {
  it("finds a fresh index to be as it should, with and without its table", async () => {
    await index("build", "--from", path("table.csv"));
    expect(await index("verify")).toMatchObject({ exitCode: 0, stderr: "" });
    const { stdout, exitCode } = await index("verify", "--against", path("table.csv"));
    expect([stdout, exitCode]).toEqual([expect.stringMatching(/as it should be: 3 postcodes/), 0]);
  });

  it.each([
    ["a postcode more", `${TABLE}ZE3 9JZ,S14000051\n`, "", "ZE3 9JZ S14000051"],
    ["a postcode fewer", TABLE.replace("TR1 2HF,E14001554\n", ""), "TR1 2HF E14001554", ""],
    ["another seat", TABLE.replace("E14001172", "E14001081"), "SW1A 1AA E14001172", "SW1A 1AA E14001081"],
  ])("names the first difference from a table with %s", async (_, other, has, should) => {
    await index("build", "--from", path("table.csv"));
    writeFileSync(path("other.csv"), other);
    const { stdout, stderr, exitCode } = await index("verify", "--against", path("other.csv"));
    expect(stderr).toContain(`has “${has}” where the table has “${should}”`);
    expect([stdout, exitCode]).toEqual(["", 1]);
  });

  it("refuses an index that was altered", async () => {
    await index("build", "--from", path("table.csv"));
    const bytes = readFileSync(path("postcodes.idx"));
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(path("postcodes.idx"), bytes);
    await expect(index("verify")).rejects.toMatchObject({
      code: "file-invalid",
      values: { where: "byte 16" },
    });
  });
});

describe("the shipped index", () => {
  it("tells its digest and what is in it", async () => {
    const digest = "7a3d4bfa131b9fde23f0bf6cfaa1d0a55c899089b379d24753d5a47eb0481e0d";
    expect((await runDataCommand(["index", "digest"])).stdout).toBe(`${digest}\n`);
    const { stdout } = await runDataCommand(["index", "info"]);
    expect(stdout).toContain("Postcodes: 1,733,406, in 632 constituencies\n");
    expect(stdout).toContain("Sectors: 10,849, of which 6,681 lie in one constituency\n");
    expect(stdout).toContain(`Digest: ${digest}\n`);
  });
});
