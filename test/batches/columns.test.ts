import { describe, expect, it } from "vitest";
import { findColumns } from "../../src/batches/columns.ts";

describe("the columns of a table", () => {
  it("are found by their headings in any order, whatever their case, spaces and punctuation", () => {
    expect(findColumns(["OWN WORDS", "post_code", " Full Name: ", "Notes", "Reasons"])).toEqual({
      field: { name: 2, postcode: 1, ownWords: 0, reasons: 4 },
      address: [],
      ours: [],
      count: 5,
    });
    expect(findColumns(["Message", "Post code", "Name", "Seat code", "Greeting", "Language"]).field).toEqual({
      name: 2,
      postcode: 1,
      ownWords: 0,
      seat: 3,
      salutation: 4,
      language: 5,
    });
  });

  it("can hold the name in two and the address in several, in the order of the table", () => {
    const headings = ["Surname", "Forename", "Address line 1", "Address Line 2", "Town", "Postcode"];
    expect(findColumns(headings)).toMatchObject({
      field: { lastName: 0, firstName: 1, postcode: 5 },
      address: [2, 3, 4],
    });
    expect(findColumns(["Name", "Address", "Postcode"]).address).toEqual([1]);
  });

  it("do not include a constituency by name alone, which may be one of before 2024", () => {
    expect(findColumns(["Name", "Postcode", "Constituency"]).field.seat).toBeUndefined();
  });

  it("know those that an earlier run put before them", () => {
    expect(findColumns(["Line in the file", "What to mend", "Name", "Postcode"]).ours).toEqual([0, 1]);
  });

  it.each([
    [["Sam Carter", "M1 1AE"], "Name, Postcode"],
    [["Name", "Words"], "Postcode"],
    [["First name", "Postcode"], "Name"],
    [[], "Name, Postcode"],
  ])("are refused where name or postcode is missing: %j", (headings, missing) => {
    expect(() => findColumns(headings)).toThrow(expect.objectContaining({ values: { missing } }));
  });

  it("are refused where two could be the same, by their own names", () => {
    expect(() => findColumns(["Name", "Postcode", "Full name"])).toThrow(
      expect.objectContaining({ code: "table-column-twice", values: { one: "Name", other: "Full name" } }),
    );
  });
});
