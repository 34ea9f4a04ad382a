import { describe, expect, it } from "vitest";
import { findFormat, readRows, type TableRow } from "../../src/batches/table.ts";
import { opening } from "../support/batch.ts";

async function read(text: string, size?: number): Promise<TableRow[]> {
  const open = opening(new TextEncoder().encode(text), size);
  const rows: TableRow[] = [];
  for await (const row of readRows(open, await findFormat(open))) rows.push(row);
  return rows;
}

const cells = async (text: string) => (await read(text)).map((row) => row.cells);

describe("reading a table", () => {
  it.each([
    ["a comma", ","],
    ["a semicolon", ";"],
    ["a tab", "\t"],
  ])("finds %s between the cells, whatever stands in quotes", async (_, delimiter) => {
    const heading = ["Name", '"A, b; c, d; e"', "Postcode"].join(delimiter);
    const row = ["Sam", '"1; 2, 3"', "M1 1AE"].join(delimiter);
    expect(await cells(`${heading}\n${row}\n`)).toEqual([
      ["Name", "A, b; c, d; e", "Postcode"],
      ["Sam", "1; 2, 3", "M1 1AE"],
    ]);
  });

  it("keeps commas, quotes and line ends in quotes, and says on which line each row starts", async () => {
    const table = 'Name,Words\r\n\r\nSam,"one,\r\ntwo ""three""\nfour"\r\n,\r\nKim,five\r\n';
    expect(await read(table)).toEqual([
      { line: 1, cells: ["Name", "Words"] },
      { line: 3, cells: ["Sam", 'one,\r\ntwo "three"\nfour'] },
      { line: 7, cells: ["Kim", "five"] },
    ]);
  });

  it("reads line ends of every system, and a last line without one", async () => {
    for (const end of ["\n", "\r\n", "\r"]) {
      expect(await cells(`a,b${end}c,d${end}e,f`)).toEqual([
        ["a", "b"],
        ["c", "d"],
        ["e", "f"],
      ]);
    }
    expect(await cells("a,b\r\nc,d\ne,f")).toHaveLength(3);
  });

  it("takes quotes inside a cell as they are", async () => {
    expect(await cells('Name,Words\nSam "Sammy" Carter,"He said ""no"""\n')).toEqual([
      ["Name", "Words"],
      ['Sam "Sammy" Carter', 'He said "no"'],
    ]);
  });

  it("leaves rows as long or as short as they are", async () => {
    expect(await cells("a,b,c\n1\n1,2,3,4\n")).toEqual([["a", "b", "c"], ["1"], ["1", "2", "3", "4"]]);
  });

  it("reads a cell of a megabyte", async () => {
    const long = "word ".repeat(210_000);
    const rows = await read(`Name,Words\nSam,"${long}"\nKim,short\n`, 65_536);
    expect(rows.map(({ cells }) => cells[1]?.length)).toEqual([5, long.length, 5]);
  });

  it("says on which line the row starts whose quotes never close", async () => {
    await expect(read('Name,Words\nSam,fine\nKim,"never\nLee,closed\n')).rejects.toMatchObject({
      code: "table-unclosed-quote",
      values: { line: 3 },
    });
  });

  it("rejects as the file does when it cannot be read to its end", async () => {
    let opened = 0;
    const open = async function* () {
      const time = ++opened;
      yield new TextEncoder().encode("Name,Postcode\nSam,M1 1AE\n");
      if (time === 3) throw new Error("the disk is gone");
    };
    const format = await findFormat(open);
    await expect(Array.fromAsync(readRows(open, format))).rejects.toThrow("the disk is gone");
  });
});
