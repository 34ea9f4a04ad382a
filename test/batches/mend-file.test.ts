import { describe, expect, it } from "vitest";
import { findColumns } from "../../src/batches/columns.ts";
import { withoutApostrophe } from "../../src/batches/csv-line.ts";
import { mendHeading, mendLine } from "../../src/batches/mend-file.ts";

const HEADINGS = ["Name", "Postcode", "Own words"];
const columns = findColumns(HEADINGS);

describe("the rows to mend", () => {
  it("start with a mark that spreadsheets need, our two headings and the table's own", () => {
    expect(mendHeading(HEADINGS, columns)).toBe(
      '\uFEFF"Line in the file","What to mend","Name","Postcode","Own words"\r\n',
    );
  });

  it("have every cell in quotes, and quotes doubled", () => {
    expect(mendLine({ line: 7, cells: ["Sam", "", 'a "b",\nc'] }, "Mend it.", columns)).toBe(
      '"7","Mend it.","Sam","","a ""b"",\nc"\r\n',
    );
  });

  it("do not grow when they are mended twice", () => {
    const again = ["Line in the file", "What to mend", ...HEADINGS];
    const ours = findColumns(again);
    expect(mendHeading(again, ours)).toBe(mendHeading(HEADINGS, columns));
    expect(mendLine({ line: 2, cells: ["7", "Old.", "Sam", "M1", "x"] }, "New.", ours)).toBe(
      '"2","New.","Sam","M1","x"\r\n',
    );
  });

  it.each(["=1+1", "'=1", "- Kim", "'tis", "+44"])(
    "say %j the same however often they are mended",
    (cell) => {
      const again = findColumns(["Line in the file", "What to mend", ...HEADINGS]);
      const first = mendLine({ line: 1, cells: [cell, "M1", "x"] }, "x", columns);
      const [, written = ""] = /^"1","x","(.*)","M1","x"/.exec(first) ?? [];
      expect(mendLine({ line: 1, cells: ["1", "x", written, "M1", "x"] }, "x", again)).toBe(first);
    },
  );

  it.each(['=HYPERLINK("http://x.example","y")', "+44 7700 900123", "-1", "@SUM(A1)", "\tx", "'=1", "''=1"])(
    "hold no formula, and give back what was written: %j",
    (cell) => {
      const line = mendLine({ line: 1, cells: [cell] }, "x", columns);
      const written = line.slice('"1","x","'.length, -'"\r\n'.length).replaceAll('""', '"');
      expect(written).toBe(`'${cell}`);
      expect(withoutApostrophe(written)).toBe(cell);
    },
  );

  it.each(["O'Neill", "'tis", "a=b", ""])("leave other cells as they are: %j", (cell) => {
    expect(mendLine({ line: 1, cells: [cell] }, "x", columns)).toBe(`"1","x","${cell}"\r\n`);
    expect(withoutApostrophe(cell)).toBe(cell);
  });
});
