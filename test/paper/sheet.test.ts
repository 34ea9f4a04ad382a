import { beforeAll, describe, expect, it } from "vitest";
import { Problem } from "../../src/errors.ts";
import type { Paper } from "../../src/paper/paper.ts";
import { readSheet, SHEETS } from "../../src/paper/sheet.ts";
import { exampleLetter } from "../support/letter.ts";
import { englishWords, examplePaper } from "../support/paper.ts";
import { type PdfPage, type PdfText, readPdf } from "../support/pdf.ts";
import { extentOf } from "../support/printed.ts";

let paper: Paper;
beforeAll(async () => {
  ({ paper } = await examplePaper());
});

describe("sheets", () => {
  it("are known by the names of the design, and any other is refused", () => {
    expect(SHEETS).toEqual([
      "card",
      "card-bleed",
      "a4-single",
      "a4",
      "a4-duplex-long",
      "a4-duplex-short",
      "sra4",
    ]);
    for (const name of SHEETS) expect(readSheet(name)).toBe(name);
    for (const name of ["A4", "A6", "", "x".repeat(1000), "__proto__", "constructor"]) {
      expect(() => readSheet(name)).toThrow(Problem);
    }
  });
});

describe("one card on plain A4", () => {
  let page: PdfPage;
  let front: PdfPage;
  let back: PdfPage;
  const left = 31;
  const top = 57;
  const fold = top + 105;

  beforeAll(async () => {
    const letter = exampleLetter({ imprint: "Sample text" });
    [page] = (await readPdf(await paper.postcardPdf(letter, "a4-single"))).pages as [PdfPage];
    [front, back] = (await readPdf(await paper.postcardPdf(letter))).pages as [PdfPage, PdfPage];
  });

  const find = (text: string, turn: number): PdfText => {
    const found = page.texts.find((line) => line.turn === turn && line.text.startsWith(text));
    if (found === undefined) throw new Error(`"${text}" is not on the page at ${turn} degrees`);
    return found;
  };

  it("is one A4 page, upright", () => {
    expect(page.points[0]).toBeCloseTo(595.28, 1);
    expect(page.points[1]).toBeCloseTo(841.89, 1);
  });

  it("has the back upright above the fold, each line where the card has it", () => {
    for (const line of back.texts) {
      const found = find(line.text, 0);
      expect(found.x).toBeCloseTo(left + line.x, 1);
      expect(found.y).toBeCloseTo(top + line.y, 1);
    }
  });

  it("has the front upside down below the fold, so that its bottom edge meets the back's and it turns over upright", () => {
    for (const line of front.texts) {
      const found = find(line.text, 180);
      // Folded backwards at the fold, a point of the lower half lands mirrored behind the upper half, and turning the
      // card over like a page mirrors it left to right: there it must be where the card has it.
      const behind = { x: found.x, y: fold - (found.y - fold) };
      const turnedOver = { x: left + 148 - (behind.x - left), y: behind.y };
      expect(turnedOver.x - left).toBeCloseTo(line.x, 1);
      expect(turnedOver.y - top).toBeCloseTo(line.y, 1);
    }
    expect(find("Eight reasons", 180).y).toBeGreaterThan(find("Your union", 180).y);
  });

  it("says what to do, above the card and clear of it, and keeps everything 15 mm from the sheet's edges", () => {
    const said = page.lines.filter((line) => line.turn === 0 && line.y < top);
    const steps = englishWords()
      .list("paper.a4Single")
      .map((step, at) => `${at + 1}. ${step}`);
    expect(
      said
        .map(({ text }) => text)
        .join("")
        .replace(/\s/g, ""),
    ).toBe(steps.join("").replace(/\s/g, ""));
    for (const line of said) {
      const { left: from, right, top: highest, bottom } = extentOf(line);
      expect(Math.min(from, 210 - right, highest)).toBeGreaterThanOrEqual(15);
      expect(bottom).toBeLessThan(top - 5);
    }
  });
});
