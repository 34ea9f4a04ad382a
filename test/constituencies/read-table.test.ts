// Tables as they are published, read from disk: zip, folder, gzip, CSV; and files that are not what they claim to be.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { postcodeAt, rowParts } from "../../src/constituencies/postcode-table.ts";
import { type ReadTableOptions, readTable } from "../../src/constituencies/read-table.ts";
import { zipOf } from "../support/zip.ts";

/** As the ONS Postcode Directory is: quoted text, more columns, terminated postcodes, pseudo-codes, the Crown dependencies. */
const DIRECTORY = `"pcd7","pcd8","pcds","dointr","doterm","ctry25cd","pcon24cd","lat"
"AB1 0AA","AB1  0AA","AB1 0AA","198001","199606","S92000003","S14000060",57.1
"AB101AA","AB10 1AA","AB10 1AA","201106","","S92000003","S14000060",57.1
"TR1 2HE","TR1  2HE","TR1 2HE","198001","","E92000001","E14001554",50.2
"BT1 1AA","BT1  1AA","BT1 1AA","198001","","N92000002","N05000003",54.5
"GY1 1AA","GY1  1AA","GY1 1AA","198001","","L93000001","L99999999",99.9
"IM1 1AA","IM1  1AA","IM1 1AA","198001","","M83000003","M99999999",99.9
"JE1 1AA","JE1  1AA","JE1 1AA","198001","","L93000001","E14001554",99.9
"TR1 2HF","TR1  2HF","TR1 2HF","202501","","E92000001","",50.2
`;
const HELD = ["AB10 1AA S14000060", "BT1 1AA N05000003", "TR1 2HE E14001554"];
const PLAIN = "postcode,pcon24cd\nTR1 2HE,E14001554\nM1 2AE,E14001351\nM1 2AE,E14001352\n";

let folder: string;
const path = (name: string): string => join(folder, name);

/** Writes a file and reads it as a table: its rows as text, and what was left out. */
async function read(name: string, content: string | Uint8Array, options: ReadTableOptions = {}) {
  writeFileSync(path(name), content);
  return rowsOf(path(name), options);
}

async function rowsOf(from: string, options: ReadTableOptions = {}) {
  const { table, counts, isDirectory } = await readTable(from, options);
  const rows = [...table.rows].map((row) => {
    const { key, unit, seat } = rowParts(row);
    return `${postcodeAt(key, unit)} ${table.codes[seat]}`;
  });
  return { rows, counts, isDirectory };
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "postbag-table-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a table of postcodes", () => {
  it("is read from a directory of the Office for National Statistics, and what is left out is counted", async () => {
    expect(await read("ONSPD_MAY_2025_UK.csv", DIRECTORY)).toEqual({
      rows: HELD,
      counts: { rows: 8, terminated: 1, nowhere: 3, noMp: 1 },
      isDirectory: true,
    });
  });

  it.each([
    ["pcd7,pcon24cd,doterm,x", "AB101AA,S14000060,,"],
    ["pcd8,pcon25cd,doterm,x", "AB10 1AA,S14000060,,"],
    ["PCD,oslaua,PCON,DOTERM", "AB101AA,E07000001,S14000060,"],
    ["pcds,pcon19cd,pcon24cd,x", "AB10 1AA,S14000001,S14000060,"],
  ])("finds its columns by the heading %s", async (heading, row) => {
    const { rows } = await read("t.csv", `${heading}\n${row}\n`);
    expect(rows).toEqual(["AB10 1AA S14000060"]);
  });

  it("has a postcode for each seat that a plain table gives it", async () => {
    expect(await read("t.csv", PLAIN)).toMatchObject({
      rows: ["M1 2AE E14001351", "M1 2AE E14001352", "TR1 2HE E14001554"],
      isDirectory: false,
    });
  });

  it("reads fields with commas, quotes and line ends in their quotes", async () => {
    const text = `pcds,name,pcon24cd\nTR1 2HE,"a, ""b""\nc",E14001554\nTR1 2HF,,"E14001554"\n`;
    expect((await read("t.csv", text)).rows).toEqual(["TR1 2HE E14001554", "TR1 2HF E14001554"]);
  });

  it("is read packed with gzip, whatever its name", async () => {
    expect((await read("t.csv", gzipSync(DIRECTORY))).rows).toEqual(HELD);
  });

  it("is read from the zip as published: the one CSV under Data, not the documents beside it", async () => {
    const zip = zipOf([
      { name: "Documents/names and codes/pcon.csv", content: "a,b\n1,2\n" },
      { name: "Data/ONSPD_MAY_2025_UK.csv", content: DIRECTORY },
      { name: "Data/multi_csv/ONSPD_MAY_2025_UK_AB.csv", content: "never read" },
    ]);
    expect((await read("ONSPD_MAY_2025.zip", zip)).rows).toEqual(HELD);
  });

  it("is read from the parts under multi_csv, in a zip or its folder", async () => {
    const [heading = "", ...rows] = DIRECTORY.trimEnd().split("\n");
    const parts = rows.map((row, at) => ({
      name: `Data/multi_csv/ONSPD_${at}.csv`,
      content: `${heading}\n${row}\n`,
    }));
    expect((await read("parts.zip", zipOf(parts))).rows).toEqual(HELD);
    mkdirSync(path("unpacked/Data/multi_csv"), { recursive: true });
    for (const { name, content } of parts) writeFileSync(path(`unpacked/${name}`), content);
    expect((await rowsOf(path("unpacked"))).rows).toEqual(HELD);
  });

  it("says how far it is", async () => {
    const said: number[] = [];
    const rows = Array.from({ length: 1_100_000 }, () => "AB1 0AA,199606,\n");
    const text = `pcds,doterm,pcon24cd\n${rows.join("")}TR1 2HE,,E14001554\n`;
    await read("t.csv", text, { onProgress: (count) => said.push(Math.floor(count / 500_000)) });
    expect(said).toEqual([1, 2]);
  });
});

describe("a file that is not what it claims to be", () => {
  const big = Buffer.alloc(200_000, "a");
  it.each([
    ["nothing", "t.csv", "", "line 1", "not an empty file"],
    ["UTF-16", "t.csv", Buffer.from(`\ufeff${PLAIN}`, "utf16le"), "line 1, character 1", "not UTF-16"],
    ["UTF-16 without a mark", "t.csv", Buffer.from(PLAIN, "utf16le"), "line 1, character 1", "not UTF-16"],
    [
      "a picture",
      "t.csv",
      Buffer.from("\x89PNG\r\n\x1a\n\x00\x00", "latin1"),
      "line 1, character 1",
      "UTF-8",
    ],
    [
      "Windows-1252",
      "t.csv",
      Buffer.from("pcds,name,pcon24cd\nTR1 2HE,Truro,E14001554\nLL1 1AA,M\xf4n,W07000112\n", "latin1"),
      "line 3, character 10",
      "UTF-8 text",
    ],
    ["a row cut off", "t.csv", DIRECTORY.slice(0, -20), "line 9, column", "8 columns"],
    ["one endless line", "t.csv", big, "line 1", "lines of at most"],
    ["a gzip cut off", "t.gz", gzipSync(DIRECTORY.repeat(9)).subarray(0, -12), "byte", "whole gzip"],
    [
      "a zip cut off",
      "t.zip",
      zipOf([{ name: "a.csv", content: PLAIN }]).subarray(0, -30),
      "list of files",
      "sound zip",
    ],
    [
      "a zip that reaches out of itself",
      "t.zip",
      zipOf([{ name: "../../etc/a.csv", content: PLAIN }]),
      "list of files",
      "sound zip (invalid relative path",
    ],
    [
      "a zip with more in it than it says",
      "t.zip",
      zipOf([{ name: "a.csv", content: PLAIN.repeat(99), says: { size: 90 } }]),
      "byte",
      "sound zip",
    ],
    [
      "a zip that was altered",
      "t.zip",
      zipOf([{ name: "a.csv", content: PLAIN, says: { sum: 1 } }]),
      "its checksum",
      "sound zip",
    ],
    ["a zip without a CSV", "t.zip", zipOf([{ name: "a.txt", content: PLAIN }]), "0 CSVs", "one CSV"],
    [
      "a zip with two CSVs",
      "t.zip",
      zipOf(["a.csv", "b.csv"].map((name) => ({ name, content: PLAIN }))),
      "2 CSVs",
      "one CSV",
    ],
  ])("is refused by file and place: %s", async (_, name, content, where, expected) => {
    await expect(read(name, content)).rejects.toMatchObject({
      code: "file-invalid",
      values: {
        file: expect.stringContaining(path(name)),
        where: expect.stringContaining(where),
        expected: expect.stringContaining(expected),
      },
    });
  });

  it("is refused when it unpacks to more than the limit: gzip, zip that says so, zip that does not", async () => {
    const much = `postcode,pcon24cd\n${"AB1 0AA,E99999999\n".repeat(10_000)}`;
    const limits = { mostBytes: 50_000 };
    for (const bomb of [
      gzipSync(much),
      zipOf([{ name: "a.csv", content: much }]),
      zipOf([{ name: "a.csv", content: much, says: { size: 40_000 } }]),
    ]) {
      await expect(read("bomb", bomb, { limits })).rejects.toMatchObject({ code: "file-invalid" });
    }
  });

  it("is refused where its codes are of older boundaries", async () => {
    const isSeat = (code: string): boolean => code === "E14001554";
    const text = "postcode,pcon24cd\nTR1 2HE,E14001554\nTR1 2HF,E14000530\n";
    await expect(read("t.csv", text, { isSeat })).rejects.toMatchObject({
      values: { where: "line 3, column pcon24cd", expected: expect.stringContaining("not “E14000530”") },
    });
  });

  it("is said to be missing where it is not there", async () => {
    await expect(readTable(path("none.csv"))).rejects.toMatchObject({ code: "file-unreadable" });
  });
});
