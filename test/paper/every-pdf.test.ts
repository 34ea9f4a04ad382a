import { getDocument, OPS } from "pdfjs-dist/legacy/build/pdf.mjs";
import { beforeAll, describe, expect, it } from "vitest";
import type { Paper } from "../../src/paper/paper.ts";
import { SHEETS } from "../../src/paper/sheet.ts";
import { examplePrintedCampaign } from "../support/campaign-print.ts";
import { exampleLetter, exampleSeat } from "../support/letter.ts";
import { examplePaper } from "../support/paper.ts";
import { type Element, lookInside, xrefFaults } from "../support/pdf-inside.ts";

let paper: Paper;
beforeAll(async () => {
  ({ paper } = await examplePaper());
});

const letter = exampleLetter({
  imprint: "Sample text",
  body: { questions: { intro: "You could ask:", items: ["When will it end?", "Who pays for it?"] } },
});
const longLetter = exampleLetter({
  body: {
    paragraphs: Array.from(
      { length: 12 },
      (_, at) => `${at} ${"Words enough for some lines. ".repeat(14 + 3 * (at % 4))}`,
    ),
  },
});
const made = {
  campaign: examplePrintedCampaign(),
  pageUrl: "https://postbag.example.org/campaigns/eight-reasons",
  madeOn: "2019-05-01",
};

const KINDS: Record<string, () => Promise<Uint8Array>> = {
  ...Object.fromEntries(
    SHEETS.map((sheet) => [`a card on ${sheet}`, () => paper.postcardPdf(letter, sheet)]),
  ),
  "a letter": () => paper.letterPdf(letter),
  "a letter of several pages": () => paper.letterPdf(longLetter),
  "a poster": () => paper.posterPdf(made),
  "cards for handwriting to whoever it is": () =>
    paper.handwritingPdf({ ...made, seat: null, sheet: "a4-duplex-long", copies: 6 }),
  "cards for handwriting to an MP": () =>
    paper.handwritingPdf({ ...made, seat: exampleSeat(), sheet: "card-bleed", copies: 2 }),
};

/** What may stand below what (ISO 32000-1 §14.8.4); texts hold no elements. */
const BELOW: Readonly<Record<string, readonly string[]>> = {
  Document: ["Sect", "H1", "H2", "P", "L", "Figure"],
  Sect: ["Sect", "H1", "H2", "P", "L", "Figure"],
  L: ["LI"],
  LI: ["LBody"],
};

function everyElement(element: Element): Element[] {
  return [element, ...element.children.flatMap(everyElement)];
}

describe.each(Object.entries(KINDS))("the PDF of %s", (_, make) => {
  let bytes: Uint8Array;
  let inside: Awaited<ReturnType<typeof lookInside>>;
  beforeAll(async () => {
    bytes = await make();
    inside = await lookInside(bytes);
  });

  it("parses without a fault: strictly in pdf.js, in pdf-lib, and with every object where the table says", async () => {
    const doc = await getDocument({ data: bytes.slice(), stopAtErrors: true, verbosity: 0 }).promise;
    for (let page = 1; page <= doc.numPages; page++) await (await doc.getPage(page)).getOperatorList();
    expect(doc.numPages).toBe(inside.pages.length);
    await doc.loadingTask.destroy();
    expect(xrefFaults(bytes)).toEqual([]);
  });

  it("draws nothing outside its structure but what is marked as decoration, and each mark is in the tree once", () => {
    const held = everyElement(inside.structure).flatMap(({ marks }) => marks);
    for (const [page, { marks, unmarked }] of inside.pages.entries()) {
      expect(unmarked).toEqual([]);
      expect(marks).toEqual(marks.map((__, at) => at));
      const inTree = held.filter((mark) => mark.page === page).map(({ mark }) => mark);
      expect(inTree.toSorted((a, b) => a - b)).toEqual(marks);
    }
    expect(held.every(({ page }) => page >= 0)).toBe(true);
  });

  it("has a structure of known roles in their right places, each with something in it, read in the order drawn", () => {
    const elements = everyElement(inside.structure);
    expect(inside.structure.role).toBe("Document");
    for (const { role, children, marks } of elements) {
      expect(children.length + marks.length, role).toBeGreaterThan(0);
      for (const child of children)
        expect(BELOW[role] ?? [], `${child.role} in ${role}`).toContain(child.role);
    }
    const order = elements.flatMap(({ marks }) => marks.map(({ page, mark }) => page * 10_000 + mark));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it("says of every picture what it shows and where it is", () => {
    for (const { role, alt, hasBox } of everyElement(inside.structure)) {
      if (role !== "Figure") continue;
      expect(alt).toContain("postbag.example.org/campaigns/eight-reasons");
      expect(hasBox).toBe(true);
    }
  });

  it("is tagged, has a language, shows its title, and asks to be printed at its own size", () => {
    const { marked, language, preferences, pages } = inside;
    expect({ marked, language }).toEqual({ marked: true, language: "en" });
    expect(preferences).toMatchObject({ DisplayDocTitle: "true", PrintScaling: "/None" });
    for (const { tabs } of pages) expect(tabs).toBe("/S");
  });

  it("has its boxes within each other", () => {
    for (const { media, bleed, trim } of inside.pages) {
      for (const [outer, inner] of [
        [media, bleed],
        [bleed, trim],
      ] as const) {
        expect(inner[0]).toBeGreaterThanOrEqual(outer[0] ?? 0);
        expect(inner[1]).toBeGreaterThanOrEqual(outer[1] ?? 0);
        expect(inner[2]).toBeLessThanOrEqual(outer[2] ?? 0);
        expect(inner[3]).toBeLessThanOrEqual(outer[3] ?? 0);
      }
    }
  });
});

describe("the boxes of what a print shop cuts", () => {
  const MM = 72 / 25.4;

  it("of one card: 3 mm in from a page of 154 × 111 mm", async () => {
    const { pages } = await lookInside(await paper.postcardPdf(letter, "card-bleed"));
    for (const { media, bleed, trim } of pages) {
      expectBox(media, [0, 0, 154, 111]);
      expectBox(bleed, [0, 0, 154, 111]);
      expectBox(trim, [3, 3, 151, 108]);
    }
  });

  it("of four on SRA4: 210 × 296 mm in the middle, and 3 mm of bleed round that", async () => {
    const { pages } = await lookInside(await paper.postcardPdf(letter, "sra4"));
    for (const { media, bleed, trim } of pages) {
      expectBox(media, [0, 0, 225, 320]);
      expectBox(trim, [7.5, 12, 217.5, 308]);
      expectBox(bleed, [4.5, 9, 220.5, 311]);
    }
  });

  function expectBox(box: readonly number[], mm: readonly number[]): void {
    for (const [at, side] of mm.entries()) expect(box[at]).toBeCloseTo(side * MM, 2);
  }
});

describe("the structure of a letter", () => {
  it("keeps a paragraph that goes over the page as one", async () => {
    const { structure, pages } = await lookInside(await paper.letterPdf(longLetter));
    expect(pages.length).toBeGreaterThan(1);
    const parted = everyElement(structure).filter(
      ({ marks }) => new Set(marks.map(({ page }) => page)).size > 1,
    );
    expect(parted.map(({ role }) => role)).toContain("P");
  });

  it("keeps the words at a line's end and the next one's start apart, also over the page, and the halves of a word together", async () => {
    const compound = "Sun-drenched-Featherstonehaugh-Cholmondeley-Marjoribanks-";
    const paragraphs = [...longLetter.body.paragraphs, compound.repeat(8), "x".repeat(200)];
    const bytes = await paper.letterPdf(exampleLetter({ body: { paragraphs } }));
    const read = (await spelled(bytes)).replace(/\d \/ \d /g, "");
    for (const text of paragraphs) expect(read).toContain(`${text.trim()} `);
    expect(read).toContain("House of Commons LONDON SW1A 0AA ");
  });

  it("has one heading, and its questions as a list", async () => {
    const { structure } = await lookInside(await paper.letterPdf(letter));
    const roles = structure.children.map(({ role }) => role);
    expect(roles.filter((role) => role === "H1")).toHaveLength(1);
    const list = structure.children.find(({ role }) => role === "L");
    expect(list?.children.map(({ role }) => role)).toEqual(["LI", "LI"]);
  });
});

describe("a sheet turned over", () => {
  it.each([
    ["a4-duplex-long", "/DuplexFlipLongEdge"],
    ["a4-duplex-short", "/DuplexFlipShortEdge"],
    ["sra4", "/DuplexFlipLongEdge"],
    ["a4", undefined],
  ] as const)("%s tells the printer about which edge", async (sheet, duplex) => {
    const { preferences } = await lookInside(await paper.postcardPdf(letter, sheet));
    expect(preferences).toHaveProperty("PrintScaling");
    expect(new Map(Object.entries(preferences)).get("Duplex")).toBe(duplex);
  });
});

/** Every glyph of every page as the characters that it stands for, in the order of the file: what there is to be read out. */
async function spelled(bytes: Uint8Array): Promise<string> {
  const doc = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
  let text = "";
  for (let number = 1; number <= doc.numPages; number++) {
    const { fnArray, argsArray } = await (await doc.getPage(number)).getOperatorList();
    for (const [at, operator] of fnArray.entries()) {
      if (operator !== OPS.showText) continue;
      const glyphs: (number | { unicode: string })[] = argsArray[at][0];
      for (const glyph of glyphs) if (typeof glyph !== "number") text += glyph.unicode;
    }
  }
  await doc.loadingTask.destroy();
  return text;
}
