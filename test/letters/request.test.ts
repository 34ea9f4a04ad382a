import { describe, expect, it } from "vitest";
import { Problem } from "../../src/errors.ts";
import { OWN_WORDS_MAX, parseLetterRequest } from "../../src/letters/request.ts";

const REQUEST = { campaign: "safe", postcode: "SW1A 1AA", sender: { name: "Sam Taylor" } };

function problemOf(input: unknown): Problem {
  try {
    parseLetterRequest(input);
  } catch (error) {
    if (error instanceof Problem) return error;
  }
  throw new Error("it was taken");
}

describe("parseLetterRequest", () => {
  it("fills what may be left out", () => {
    expect(parseLetterRequest(REQUEST)).toEqual({
      ...REQUEST,
      sender: { name: "Sam Taylor", address: [], email: null },
      showOnCard: [],
      salutation: null,
      reasons: [],
      ownWords: "",
    });
  });

  it("makes one line of a name, and drops empty lines of an address", () => {
    const { sender } = parseLetterRequest({
      ...REQUEST,
      sender: { name: "Sam\r\nTaylor", address: ["", " 12 Example Street ", "\u200b"] },
    });
    expect(sender).toMatchObject({ name: "Sam Taylor", address: ["12 Example Street"] });
  });

  it("counts own words after cleaning, in characters as people see them counted", () => {
    expect(
      parseLetterRequest({ ...REQUEST, ownWords: `${"😀".repeat(OWN_WORDS_MAX)}\u0000` }).ownWords,
    ).toHaveLength(2 * OWN_WORDS_MAX);
    const problem = problemOf({ ...REQUEST, ownWords: "a".repeat(OWN_WORDS_MAX + 7) });
    expect(problem).toMatchObject({ code: "words-too-long", values: { max: OWN_WORDS_MAX, over: 7 } });
  });

  it("takes accents that come as characters of their own, and does not clean what is far too long in any case", () => {
    const letter = "e\u0302\u0323\u0301";
    const most = { ...REQUEST, sender: { name: letter.repeat(60) }, ownWords: letter.repeat(2500) };
    expect(parseLetterRequest(most).ownWords).toBe(letter.normalize("NFC").repeat(2500));
    // Counted as they came: to put a million accents on their letters would keep everybody else waiting.
    const problem = problemOf({ ...REQUEST, ownWords: letter.repeat(100_000) });
    expect(problem).toMatchObject({ code: "words-too-long", values: { over: 400_000 - OWN_WORDS_MAX } });
    expect(problemOf({ ...REQUEST, sender: { name: letter.repeat(100_000) } }).code).toBe("field-invalid");
  });

  it("names every field at fault at once", () => {
    const problem = problemOf({ ...REQUEST, sender: { name: "", email: "x" }, reasons: 5 });
    expect(problem.code).toBe("name-missing");
    expect(problem.fields.map(({ field, code }) => [field, code])).toEqual([
      ["sender.name", "name-missing"],
      ["sender.email", "field-invalid"],
      ["reasons", "field-invalid"],
    ]);
  });

  it.each([null, [], "text", 5, undefined])("refuses %j, which is no request at all", (input) => {
    expect(problemOf(input).code).toBe("field-invalid");
  });

  it("takes no more than six lines of address, and names of at most 120 characters", () => {
    expect(
      problemOf({ ...REQUEST, sender: { name: "S", address: ["1", "2", "3", "4", "5", "6", "7"] } }).fields,
    ).toEqual([expect.objectContaining({ field: "sender.address" })]);
    expect(problemOf({ ...REQUEST, sender: { name: "n".repeat(121) } }).fields).toEqual([
      expect.objectContaining({ field: "sender.name" }),
    ]);
    expect(parseLetterRequest({ ...REQUEST, sender: { name: "n".repeat(120) } }).sender.name).toHaveLength(
      120,
    );
  });
});
