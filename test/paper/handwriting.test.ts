import { encode } from "uqr";
import { beforeAll, describe, expect, it } from "vitest";
import { handwritingText, type PrintedCampaign } from "../../src/paper/campaign-prints.ts";
import type { Fonts } from "../../src/paper/fonts.ts";
import { layoutHandwriting } from "../../src/paper/handwriting.ts";
import type { Layout, RuleItem } from "../../src/paper/layout.ts";
import type { HandwritingCards, Paper } from "../../src/paper/paper.ts";
import { createTypesetter } from "../../src/paper/typeset.ts";
import { examplePrintedCampaign } from "../support/campaign-print.ts";
import { exampleSeat, LONG_CONSTITUENCY } from "../support/letter.ts";
import { englishWords, examplePaper } from "../support/paper.ts";
import { type PdfText, readPdf } from "../support/pdf.ts";
import { type Extent, extentOf, overlap } from "../support/printed.ts";
import { modulesOf } from "../support/qr.ts";

let paper: Paper;
let fonts: Fonts;
beforeAll(async () => {
  ({ paper, fonts } = await examplePaper());
});

const pageUrl = "https://postbag.example.org/campaigns/eight-reasons";
const STAMP: Extent = { left: 148 - 75, top: 0, right: 148, bottom: 40 };
const BLANK_BOTTOM: Extent = { left: 74, top: 105 - 18, right: 148, bottom: 105 };
const longest = exampleSeat({
  name: "Kingston upon Hull West and Haltemprice",
  status: "vacant",
  member: null,
});

type Case = { seat?: HandwritingCards["seat"]; url?: string | null; campaign?: Partial<PrintedCampaign> };

function cards({ seat = null, url = pageUrl, campaign = {} }: Case): HandwritingCards {
  return {
    campaign: examplePrintedCampaign(campaign),
    seat,
    pageUrl: url,
    sheet: "card",
    copies: 1,
    madeOn: "2019-05-01",
  };
}

function backOf({ seat = null, url = pageUrl, campaign = {} }: Case): Layout {
  const text = handwritingText(examplePrintedCampaign(campaign), seat, url, englishWords());
  return layoutHandwriting(createTypesetter(fonts), text).back;
}

async function backLines(of: Case): Promise<readonly PdfText[]> {
  const { pages } = await readPdf(await paper.handwritingPdf(cards(of)));
  expect(pages).toHaveLength(2);
  return pages[1]?.lines ?? [];
}

function writingLines({ items }: Layout): RuleItem[] {
  return items.flatMap((item) => (item.kind === "rule" && item.from[1] === item.to[1] ? [item] : []));
}

const CASES: Record<string, Case> = {
  "to a named MP": { seat: exampleSeat() },
  "to the seat with the longest name": {
    seat: longest,
    campaign: {
      sample: false,
      imprint:
        "Promoted by A. Person, 1 Example Street, London, on behalf of Your Union at the same address.",
    },
  },
  "to a seat whose name has 120 characters": { seat: { ...longest, name: LONG_CONSTITUENCY } },
  "with the way to find the MP": {},
  "with neither": { url: null },
};

describe.each(Object.entries(CASES))("a card for handwriting %s", (_, of) => {
  it("has lines to write on, of one distance, in the message's half", () => {
    const lines = writingLines(backOf(of)).filter(({ from }) => from[0] < 72);
    expect(lines.length).toBeGreaterThanOrEqual(6);
    const distances = lines.slice(1).map((line, at) => line.from[1] - (lines[at]?.from[1] ?? 0));
    for (const distance of distances) expect(distance).toBeCloseTo(8.5, 6);
    for (const { from, to } of lines) {
      expect(from[0]).toBeGreaterThanOrEqual(7);
      expect(to[0]).toBeLessThanOrEqual(70);
      expect(from[1]).toBeLessThan(98);
    }
  });

  it("leaves the stamp's place and the blank strip empty, and 7 mm at every edge", async () => {
    const lines = await backLines(of);
    for (const line of lines) {
      const { left, top, right, bottom } = extentOf(line);
      expect(overlap(extentOf(line), STAMP), line.text).toBe(false);
      expect(overlap(extentOf(line), BLANK_BOTTOM), line.text).toBe(false);
      expect(Math.min(left, top, 148 - right, 105 - bottom), line.text).toBeGreaterThanOrEqual(6.99);
    }
    for (const { from, to } of writingLines(backOf(of))) {
      const drawn = { left: from[0], right: to[0], top: from[1] - 0.1, bottom: from[1] + 0.1 };
      expect(overlap(drawn, STAMP)).toBe(false);
      expect(overlap(drawn, BLANK_BOTTOM)).toBe(false);
    }
  });

  it("has no text over another", async () => {
    const lines = await backLines(of);
    for (const [at, line] of lines.entries())
      for (const other of lines.slice(at + 1)) {
        const close =
          Math.abs(other.y - line.y) < line.size * 0.3 && overlap(extentOf(line), extentOf(other));
        expect(close, `${line.text} | ${other.text}`).toBe(false);
      }
  });
});

describe("a card for handwriting", () => {
  it("greets and addresses a named MP and says whose constituent writes", async () => {
    const lines = await backLines({ seat: exampleSeat() });
    const said = lines.map(({ text }) => text);
    expect(said).toContain("Dear Robin Example,");
    expect(said).toContain("your constituent in Aldershot");
    const address = lines.filter(({ x }) => x > 74).map(({ text }) => text);
    expect(address).toEqual(["Robin Example MP", "House of Commons", "LONDON", "SW1A 0AA"]);
  });

  it("has a line in place of a name that nobody knows yet, at least 40 mm from the top, above the House's address", async () => {
    const [nameLine] = writingLines(backOf({})).filter(({ from }) => from[0] > 74);
    const address = (await backLines({})).filter(({ x }) => x > 74);
    expect(address.map(({ text }) => text)).toEqual(["House of Commons", "LONDON", "SW1A 0AA"]);
    expect(nameLine?.from[1]).toBeGreaterThanOrEqual(40);
    expect(nameLine?.from[1]).toBeLessThan(extentOf(address[0] as PdfText).top);
  });

  it("leads to the page that finds the MP: by a code that can be read, with its quiet zone, and in print", async () => {
    const back = backOf({});
    const code = back.items.find((item) => item.kind === "figure");
    if (code?.kind !== "figure") throw new Error("there is no code");
    const drawn = modulesOf(code);
    expect(drawn).toEqual(encode(pageUrl, { ecc: "M", border: 0 }).data);
    expect(code.area.width / (drawn.length + 8)).toBeGreaterThan(0.45);
    const { x, y, width, height } = code.area;
    const square = { left: x, top: y, right: x + width, bottom: y + height };
    const lines = await backLines({});
    for (const line of lines) expect(overlap(extentOf(line), square), line.text).toBe(false);
    for (const { from, to } of writingLines(back))
      expect(overlap({ left: from[0], right: to[0], top: from[1], bottom: from[1] + 0.2 }, square)).toBe(
        false,
      );
    const said = lines.map(({ text }) => text).join(" ");
    expect(said).toContain("Find your MP:");
    expect(said).toContain("postbag.example.org/ campaigns/eight-reasons");
  });

  it("has no code where the site has no address, and none where the MP is named", () => {
    for (const of of [{ url: null }, { seat: exampleSeat() }])
      expect(backOf(of).items.some(({ kind }) => kind === "figure")).toBe(false);
  });

  it("comes as a stack: as many sheets as the copies need, the last with fewer", async () => {
    const print = async (copies: number) => {
      const about: HandwritingCards = { ...cards({}), sheet: "a4-duplex-long", copies };
      const { pages } = await readPdf(await paper.handwritingPdf(about));
      return pages.map(({ texts }) => texts.filter(({ text }) => text === "LONDON").length);
    };
    expect(await print(1)).toEqual([0, 1]);
    expect(await print(10)).toEqual([0, 4, 0, 4, 0, 2]);
    await expect(print(0)).rejects.toThrow(RangeError);
    await expect(print(1001)).rejects.toThrow(RangeError);
    await expect(print(Number.NaN)).rejects.toThrow(RangeError);
  });
});
