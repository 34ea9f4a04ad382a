import { beforeAll, describe, expect, it } from "vitest";
import { createMeasure, lineText, type Measure } from "../../src/paper/break-lines.ts";
import { examplePaper } from "../support/paper.ts";

let measure: Measure;
beforeAll(async () => {
  measure = createMeasure((await examplePaper()).fonts);
});

function lines(text: string, width: number): string[] {
  return measure.lines("regular", measure.text("regular", text), width).map(lineText);
}

describe("line breaking", () => {
  it("breaks at spaces, as late as it can, and no line is wider than asked", () => {
    const measured = measure.text("regular", "I work in probation, and I live in your constituency.");
    const broken = measure.lines("regular", measured, 10_000);
    expect(broken.map(lineText)).toEqual(["I work in probation,", "and I live in your", "constituency."]);
    for (const line of broken) expect(line.width).toBeLessThanOrEqual(10_000);
  });

  it("breaks after a hyphen or dash between letters, and not in dates and numbers", () => {
    expect(lines("end-to-end", 4000)).toEqual(["end-to-", "end"]);
    expect(lines("in 2018-19", 4300)).toEqual(["in", "2018-19"]);
  });

  it("keeps a no-break space together", () => {
    expect(lines("see 10\u00a0May", 4500)).toEqual(["see", "10\u00a0May"]);
  });

  it("keeps the author's own line ends, and empty lines between them", () => {
    expect(lines("one\n\ntwo three", 20_000)).toEqual(["one", "", "two three"]);
  });

  it("breaks a word that is wider than the line anywhere, and loses nothing", () => {
    const broken = lines("x".repeat(50), 6000);
    expect(broken.length).toBeGreaterThan(2);
    expect(broken.join("")).toBe("x".repeat(50));
  });

  it("sets a run of 5,000 characters in pieces, still one word", () => {
    const measured = measure.text("regular", "w".repeat(5000));
    expect(measured.words).toBe(1);
    expect(measured.lines[0]?.length).toBe(Math.ceil(5000 / 60));
    const broken = measure.lines("regular", measured, 22_000);
    expect(broken.map(lineText).join("")).toBe("w".repeat(5000));
  });

  it("never parts a letter from its accents, unless there are more accents than a run may hold", () => {
    const piled = "e\u0323\u0301".repeat(40);
    const pieces = measure.text("regular", piled).lines[0] ?? [];
    for (const piece of pieces) expect(piece.shape.text.startsWith("e")).toBe(true);
    const tower = measure.text("regular", `a${"\u0301".repeat(500)}`).lines[0] ?? [];
    expect(Math.max(...tower.map((piece) => piece.shape.text.length))).toBeLessThanOrEqual(60);
  });

  it("gives an empty text one empty line", () => {
    expect(lines("", 1000)).toEqual([""]);
  });
});
