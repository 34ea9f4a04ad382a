import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinAnswers } from "../../src/letters/answers.ts";

describe("three answers become one text", () => {
  it("one paragraph each, in their order, with a full stop where none ends one", () => {
    expect(joinAnswers(["I had nine appointments", "Two reports went in late.", "Was it safe?"])).toBe(
      "I had nine appointments.\n\nTwo reports went in late.\n\nWas it safe?",
    );
  });

  it("without those left empty", () => {
    expect(joinAnswers(["", "I lay awake", " \n\t "])).toBe("I lay awake.");
    expect(joinAnswers(["", "  "])).toBe("");
    expect(joinAnswers([])).toBe("");
  });

  it("as they were typed, but for white space around them", () => {
    expect(joinAnswers(["  i drive forty miles \n", "\n\nand  back\nagain"])).toBe(
      "i drive forty miles.\n\nand  back\nagain.",
    );
  });

  it("with the paragraphs of each", () => {
    expect(joinAnswers(["One\r\n\r\nTwo\n \nThree", "Four"])).toBe("One.\n\nTwo.\n\nThree.\n\nFour.");
  });

  it.each([
    ["a word", "I am tired", "I am tired."],
    ["a figure", "My WLMT is 210", "My WLMT is 210."],
    ["a percentage", "My WLMT is at 210%", "My WLMT is at 210%."],
    ["a bracket", "I was late (again)", "I was late (again)."],
    ["a quotation", "He said “no”", "He said “no”."],
    ["an accent in pieces", "Caffe\u0301 a the\u0301", "Caffe\u0301 a the\u0301."],
    ["a Welsh letter", "Mae’r tŷ", "Mae’r tŷ."],
  ])("and %s at the end gets its full stop", (_what, answer, joined) => {
    expect(joinAnswers([answer])).toBe(joined);
  });

  it.each([
    "Enough.",
    "Enough!",
    "Enough?",
    "And so on …",
    "They are these:",
    "I came,",
    "“Enough.”",
    "(I was late.)",
    "够了。",
    "Thank you 🙂",
    "Not this –",
  ])("and “%s” stays as it is", (answer) => {
    expect(joinAnswers([answer])).toBe(answer);
  });

  it("which joined again is the same, whole or in paragraphs", () => {
    const part = fc.constantFrom(
      "a",
      "B",
      ".",
      "!",
      "\n",
      "\n\n",
      " ",
      ")",
      "”",
      "1",
      "%",
      ":",
      "é",
      "\r\n",
      "\u2028",
    );
    const answer = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 4 }), (answers) => {
        const joined = joinAnswers(answers);
        expect(joinAnswers([joined])).toBe(joined);
        expect(joinAnswers(joined.split("\n\n"))).toBe(joined);
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it("however long and odd", () => {
    for (const piece of [")", "\n", " \n", "”)", "a"]) {
      expect(joinAnswers([`${piece.repeat(5_000)}x`])).toMatch(/x\.$/);
    }
  });
});
