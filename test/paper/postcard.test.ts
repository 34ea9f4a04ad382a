import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { contrast } from "../../src/campaigns/colour.ts";
import type { Letter } from "../../src/letters/letter.ts";
import { seatSchema } from "../../src/mps/seat.ts";
import { type Layout, textRuns } from "../../src/paper/layout.ts";
import type { Paper } from "../../src/paper/paper.ts";
import { exampleLetter, LONG_CONSTITUENCY } from "../support/letter.ts";
import { examplePaper } from "../support/paper.ts";
import { type PdfPage, readPdf } from "../support/pdf.ts";
import { type Extent, extentOf, overlap } from "../support/printed.ts";

let paper: Paper;
beforeAll(async () => {
  ({ paper } = await examplePaper());
});

const LONGEST = "The Member of Parliament for Kingston upon Hull West and Haltemprice";
const HOUSE = ["House of Commons", "LONDON", "SW1A 0AA"];
const STAMP: Extent = { left: 148 - 75, top: 0, right: 148, bottom: 40 };
const BLANK_BOTTOM: Extent = { left: 74, top: 105 - 18, right: 148, bottom: 105 };

const letters: Record<string, Letter> = {
  ordinary: exampleLetter(),
  "with no words of the member's own": exampleLetter({
    card: { paragraphs: ["Will you support one public service?"] },
  }),
  "to a seat with the longest name": exampleLetter({ to: [LONGEST, ...HOUSE] }),
  "to a seat whose name has 120 characters": exampleLetter({
    to: [`The Member of Parliament for ${LONG_CONSTITUENCY}`, ...HOUSE],
    card: { signature: ["Sam Carter", `your constituent in ${LONG_CONSTITUENCY}`] },
  }),
  "with an imprint on two lines": exampleLetter({
    imprint:
      "Sample text, facts of 2019. Promoted by A. Person on behalf of Your Union, both of 1 Example Street, London.",
  }),
  "as long as fits": exampleLetter({ card: { paragraphs: [Array(120).fill("word").join(" ")] } }),
  "with address, postcode and a very long name": exampleLetter({
    card: {
      signature: [
        "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh-Cholmondeley-Marjoribanks",
        "your constituent in Montgomeryshire and Glyndŵr",
        "12 Mill Lane, Aldershot, QQ1 1AA",
      ],
    },
  }),
};

describe.each(Object.entries(letters))("the card of a letter %s", (_, letter) => {
  let front: PdfPage;
  let back: PdfPage;
  beforeAll(async () => {
    const { pages } = await readPdf(await paper.postcardPdf(letter));
    expect(pages).toHaveLength(2);
    [front, back] = pages as [PdfPage, PdfPage];
  });

  it("has two A6 pages, front then back", () => {
    for (const page of [front, back]) {
      expect(page.points[0]).toBeCloseTo(419.53, 2);
      expect(page.points[1]).toBeCloseTo(297.64, 2);
    }
    expect(front.lines.map(({ text }) => text).join(" ")).toContain("Eight reasons");
  });

  it("has the address in the right half: first baseline at least 40 mm down, all lines from one x, nothing else there", () => {
    const address = back.lines.filter(({ x }) => x > 74);
    const [first] = address;
    expect(address.map(({ text }) => text).join(" ")).toBe(letter.to.join(" "));
    expect(address.slice(-3).map(({ text }) => text)).toEqual(HOUSE);
    expect(address.length).toBeLessThanOrEqual(8);
    expect(first?.y).toBeGreaterThanOrEqual(40);
    for (const line of address) {
      expect(line.x).toBeCloseTo(first?.x ?? 0, 3);
      expect(line.size).toBe(first?.size);
      expect(line.size).toBeGreaterThanOrEqual(10);
      expect(line.size).toBeLessThanOrEqual(12);
      expect(line.font).toBe(first?.font);
    }
  });

  it("keeps the address clear by 5 mm all round, of the stamp, the blank strip, the message and the edge", () => {
    const address = back.lines.filter(({ x }) => x > 74).map(extentOf);
    const round: Extent = {
      left: Math.min(...address.map(({ left }) => left)) - 5,
      top: Math.min(...address.map(({ top }) => top)) - 5,
      right: Math.max(...address.map(({ right }) => right)) + 5,
      bottom: Math.max(...address.map(({ bottom }) => bottom)) + 5,
    };
    expect(overlap(round, STAMP)).toBe(false);
    expect(overlap(round, BLANK_BOTTOM)).toBe(false);
    expect(round.right).toBeLessThanOrEqual(148);
    for (const line of back.lines)
      if (line.x < 74) expect(overlap(round, extentOf(line)), line.text).toBe(false);
  });

  it("leaves the stamp's area and the bottom of the address half empty", () => {
    for (const line of back.lines) {
      expect(overlap(extentOf(line), STAMP)).toBe(false);
      expect(overlap(extentOf(line), BLANK_BOTTOM)).toBe(false);
    }
    for (const drawn of drawnExtents(paper.card(letter).back)) {
      expect(overlap(drawn, STAMP)).toBe(false);
      expect(overlap(drawn, BLANK_BOTTOM)).toBe(false);
    }
  });

  it("keeps every text 7 mm from every edge, and no two lines over each other", () => {
    for (const page of [front, back]) {
      for (const [at, line] of page.lines.entries()) {
        const { left, top, right, bottom } = extentOf(line);
        expect(Math.min(left, top, page.width - right, page.height - bottom)).toBeGreaterThanOrEqual(6.99);
        for (const other of page.lines.slice(at + 1)) {
          const close =
            Math.abs(other.y - line.y) < line.size * 0.3 && overlap(extentOf(line), extentOf(other));
          expect(close, `${line.text} | ${other.text}`).toBe(false);
        }
      }
    }
  });

  it("says on the back what the letter says, word for word", () => {
    const message = back.lines.filter(({ x }) => x < 74).map(({ text }) => text);
    const expected = [
      `${letter.salutation},`,
      ...letter.card.paragraphs,
      `${letter.close},`,
      ...letter.card.signature,
      letter.imprint ?? "",
    ];
    expect(squash(message.join(""))).toBe(squash(expected.join("")));
  });

  it("says on the front the headline, the line beneath, who campaigns, and the imprint", () => {
    const { headline, line, organisation } = letter.card.front;
    expect(squash(front.lines.map(({ text }) => text).join(""))).toBe(
      squash(headline + line + organisation + (letter.imprint ?? "")),
    );
  });
});

describe("a card", () => {
  it("is drawn with the layout's own positions: text in the PDF is where the layout says, within a tenth of a millimetre", async () => {
    const letter = exampleLetter({ salutation: "Dear Gŵyr Ynys Môn" });
    const { back } = paper.card(letter);
    const { pages } = await readPdf(await paper.postcardPdf(letter));
    const printed = pages[1]?.lines ?? [];
    const runs = textRuns(back.items);
    expect(printed.map(({ text }) => text.normalize("NFC"))).toEqual(runs.map(({ text }) => text));
    for (const [at, run] of runs.entries()) {
      const line = printed[at];
      expect(Math.abs((line?.x ?? 0) - run.x)).toBeLessThan(0.1);
      expect(Math.abs((line?.y ?? 0) - run.y)).toBeLessThan(0.1);
      expect(Math.abs((line?.width ?? 0) - run.width)).toBeLessThan(0.1);
      expect(line?.size).toBeCloseTo(run.size, 2);
    }
  });

  it("holds every seat's address, held or vacant, on three first lines at most and above the blank strip", () => {
    const { seats } = z
      .object({ seats: z.array(seatSchema) })
      .parse(JSON.parse(readFileSync(new URL("../../data/seats.json", import.meta.url), "utf8")));
    const names = seats.flatMap((seat) => [
      `The Member of Parliament for ${seat.name}`,
      seat.member?.addressAs ?? "",
    ]);
    expect(names.length).toBe(1300);
    for (const name of names.filter((text) => text !== "")) {
      const runs = textRuns(paper.card(exampleLetter({ to: [name, ...HOUSE] })).back.items).filter(
        ({ x }) => x > 74,
      );
      expect(runs.length, name).toBeLessThanOrEqual(6);
      expect(Math.max(...runs.map((run) => extentOf(run).right)), name).toBeLessThanOrEqual(141);
      expect(Math.max(...runs.map((run) => extentOf(run).bottom)), name).toBeLessThanOrEqual(82);
    }
  });

  it("puts text on any colour that reads: white or ink, at least 4.5 to 1, and small print in ink where the colour is pale", () => {
    for (const colour of ["#8c1d40", "#ffc20e", "#005a5b", "#1d3f8c", "#e4002b", "#f2f2f2", "#000000"]) {
      const { front } = exampleLetter().card;
      const runs = textRuns(paper.card(exampleLetter({ card: { front: { ...front, colour } } })).front.items);
      for (const run of runs)
        expect(contrast(run.colour, run.y < 66 ? colour : "#ffffff"), colour).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("breaks neither a headline nor the name of who campaigns at a hyphen, and sets a long name smaller or on two lines", () => {
    const organisation =
      "The National Association of Probation, Family-Court and Youth-Justice Professionals of England, Wales and Northern Ireland";
    const front = { ...exampleLetter().card.front, headline: "Come to the drop-in", organisation };
    const { front: layout, fit } = paper.card(exampleLetter({ card: { front }, imprint: "Sample text" }));
    expect(fit.ok).toBe(true);
    const texts = textRuns(layout.items).map(({ text }) => text);
    expect(texts.slice(0, 2)).toEqual(["Come to", "the drop-in"]);
    expect(texts.join(" ")).toContain(organisation);
  });

  it("leaves an imprint that has no room off the front, never off the back", () => {
    const imprint =
      `Promoted by A. Person on behalf of Your Union, both of 1 Example Street, London. ${"More of it. ".repeat(20)}`.trim();
    const { front, back } = paper.card(exampleLetter({ imprint }));
    expect(textRuns(front.items).some(({ text }) => text.includes("Promoted"))).toBe(false);
    expect(
      textRuns(back.items)
        .map(({ text }) => text)
        .join(" "),
    ).toContain(imprint);
  });

  it("does not fit where its headline cannot be set", () => {
    const front = { ...exampleLetter().card.front, headline: Array(80).fill("headline").join(" ") };
    expect(paper.card(exampleLetter({ card: { front } })).fit).toMatchObject({ ok: false });
  });

  it("sets a two-word headline very large and a long one smaller, never breaking a word", () => {
    const sizeOf = (headline: string) => {
      const { front } = exampleLetter().card;
      const card = paper.card(exampleLetter({ card: { front: { ...front, headline } } }));
      expect(card.fit.ok).toBe(true);
      const [run] = textRuns(card.front.items);
      const lines = textRuns(card.front.items).filter(({ face }) => face === "black");
      expect(lines.map(({ text }) => text).join(" ")).toBe(headline);
      return run?.size ?? 0;
    };
    expect(sizeOf("Too much")).toBeGreaterThan(60);
    expect(
      sizeOf("Come to the drop-in and hear from those who do the work every day of the year"),
    ).toBeLessThan(40);
  });
});

function drawnExtents(layout: Layout): Extent[] {
  return layout.items.flatMap((item) => {
    const points = item.kind === "rule" ? [item.from, item.to] : item.kind === "shape" ? item.points : [];
    const half = item.kind === "rule" ? item.thickness / 2 : 0;
    if (points.length === 0) return [];
    const xs = points.map(([x]) => x);
    const ys = points.map(([, y]) => y);
    return [
      {
        left: Math.min(...xs) - half,
        right: Math.max(...xs) + half,
        top: Math.min(...ys),
        bottom: Math.max(...ys),
      },
    ];
  });
}

function squash(text: string): string {
  return text.replace(/\s+/g, "").normalize("NFC");
}
