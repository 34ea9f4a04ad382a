import { beforeAll, describe, expect, it } from "vitest";
import type { Fonts } from "../../src/paper/fonts.ts";
import type { Layout } from "../../src/paper/layout.ts";
import { paintPdf } from "../../src/paper/paint-pdf.ts";
import type { Paper } from "../../src/paper/paper.ts";
import type { Card } from "../../src/paper/postcard.ts";
import { cardsPerSheet, SHEETS, type SheetName } from "../../src/paper/sheet.ts";
import { exampleLetter, type LetterChanges } from "../support/letter.ts";
import { englishWords, examplePaper } from "../support/paper.ts";
import { type PdfPage, readPdf } from "../support/pdf.ts";

let paper: Paper;
let fonts: Fonts;
beforeAll(async () => {
  ({ paper, fonts } = await examplePaper());
});

type Point = { readonly x: number; readonly y: number };

const NUMBERS = ["one", "two", "three", "four"] as const;
const ABOUT = { title: "Cards", language: "en", created: new Date("2019-05-01") };

/** Cards that can be told apart on both sides. */
function numbered(name: string, changes: LetterChanges = {}): Card {
  const { front } = exampleLetter().card;
  return paper.card(
    exampleLetter({
      ...changes,
      card: {
        front: { ...front, headline: `Front ${name}`, organisation: `Union ${name}` },
        paragraphs: [`Back ${name}.`],
        signature: [`Signed ${name}`],
      },
    }),
  );
}

async function printed(pages: readonly Layout[]): Promise<readonly PdfPage[]> {
  return (await readPdf(await paintPdf(fonts, pages, ABOUT))).pages;
}

/**
 * Where a card's side was printed on a page, found by a text on it: the page's place for a point of the card. Turns
 * are read off the print.
 */
function printedSide(page: PdfPage, side: PdfPage, text: string): (point: Point) => Point {
  const at = (from: PdfPage) => {
    const found = from.texts.filter((each) => each.text === text);
    if (found.length !== 1) throw new Error(`"${text}" is on the page ${found.length} times`);
    return found[0] ?? { x: Number.NaN, y: Number.NaN, turn: Number.NaN };
  };
  const [onPage, onCard] = [at(page), at(side)];
  const angle = (onPage.turn * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return ({ x, y }) => {
    const [dx, dy] = [x - onCard.x, y - onCard.y];
    return { x: onPage.x + dx * cos - dy * sin, y: onPage.y + dx * sin + dy * cos };
  };
}

/** What a printer does between the two sides: where a point of the second page lies, seen through the first. */
const TURN_OVER: Readonly<Record<string, (point: Point, page: PdfPage) => Point>> = {
  "a4-duplex-long": ({ x, y }, page) => ({ x: page.width - x, y }),
  "a4-duplex-short": ({ x, y }, page) => ({ x, y: page.height - y }),
  sra4: ({ x, y }, page) => ({ x: page.width - x, y }),
};

describe.each(["a4-duplex-long", "a4-duplex-short", "sra4"] as const)("four cards on %s", (sheet) => {
  it("are on their own fronts when the printer turns the sheet over: two opposite corners within 0.1 mm", async () => {
    const cards = NUMBERS.map((name) => numbered(name));
    const [fronts, backs] = (await printed(paper.sheetPages(cards, sheet))) as [PdfPage, PdfPage];
    for (const [at, name] of NUMBERS.entries()) {
      const { front, back } = cards[at] as Card;
      const [frontAlone, backAlone] = (await printed([front, back])) as [PdfPage, PdfPage];
      const onFronts = printedSide(fronts, frontAlone, `Union ${name}`);
      const onBacks = printedSide(backs, backAlone, `Signed ${name}`);
      for (const corner of [
        { x: 0, y: 0 },
        { x: 148, y: 105 },
      ]) {
        const seen = onFronts(corner);
        // Turned over like a page, the card's left is its right.
        const behind = TURN_OVER[sheet]?.(onBacks({ x: 148 - corner.x, y: corner.y }), backs);
        expect(Math.hypot(seen.x - (behind?.x ?? 99), seen.y - (behind?.y ?? 99)), name).toBeLessThan(0.1);
      }
    }
  });

  it("each have a place of their own that lies wholly on the page, in rows from the top left", async () => {
    const cards = NUMBERS.map((name) => numbered(name));
    const [fronts] = (await printed(paper.sheetPages(cards, sheet))) as [PdfPage];
    const places = await Promise.all(
      NUMBERS.map(async (name, at) => {
        const [alone] = (await printed([(cards[at] as Card).front])) as [PdfPage];
        const to = printedSide(fronts, alone, `Union ${name}`);
        const [one, other] = [to({ x: 0, y: 0 }), to({ x: 148, y: 105 })];
        return {
          left: Math.min(one.x, other.x),
          right: Math.max(one.x, other.x),
          top: Math.min(one.y, other.y),
          bottom: Math.max(one.y, other.y),
        };
      }),
    );
    for (const [at, place] of places.entries()) {
      expect(Math.min(place.left, place.top)).toBeGreaterThan(-0.05);
      expect(place.right).toBeLessThan(fronts.width + 0.05);
      expect(place.bottom).toBeLessThan(fronts.height + 0.05);
      for (const other of places.slice(at + 1)) {
        const apart =
          other.left > place.right - 0.05 ||
          other.right < place.left + 0.05 ||
          other.top > place.bottom - 0.05;
        expect(apart).toBe(true);
      }
    }
    expect(places[1]?.left).toBeGreaterThan(places[0]?.left ?? 0);
    expect(places[2]?.top).toBeGreaterThan(places[0]?.top ?? 0);
  });

  it("leave the places empty that have no card, on both pages alike", async () => {
    const cards = [numbered("one"), numbered("two"), numbered("three")];
    for (const count of [1, 2, 3]) {
      const [fronts, backs] = (await printed(paper.sheetPages(cards.slice(0, count), sheet))) as [
        PdfPage,
        PdfPage,
      ];
      const named = (page: PdfPage, start: string) =>
        page.texts.map(({ text }) => text).filter((text) => text.startsWith(start));
      expect(named(fronts, "Union")).toEqual(NUMBERS.slice(0, count).map((name) => `Union ${name}`));
      expect(named(backs, "Signed")).toEqual(NUMBERS.slice(0, count).map((name) => `Signed ${name}`));
    }
    expect(paper.sheetPages([], sheet)).toEqual([]);
  });
});

describe("a sheet", () => {
  it("says how many cards it holds, and takes no more", () => {
    const card = numbered("one");
    expect(SHEETS.map(cardsPerSheet)).toEqual([1, 1, 1, 4, 4, 4, 4]);
    for (const sheet of SHEETS) {
      const tooMany = Array<Card>(cardsPerSheet(sheet) + 1).fill(card);
      expect(() => paper.sheetPages(tooMany, sheet)).toThrow(RangeError);
    }
  });

  it.each<[SheetName, number, number, number]>([
    ["card", 2, 148, 105],
    ["card-bleed", 2, 154, 111],
    ["a4-single", 1, 210, 297],
    ["a4", 1, 210, 297],
    ["a4-duplex-long", 2, 210, 297],
    ["a4-duplex-short", 2, 210, 297],
    ["sra4", 2, 225, 320],
  ])("%s has %i pages of %i × %i mm, full of copies of the one card", async (sheet, count, width, height) => {
    const { pages } = await readPdf(await paper.postcardPdf(exampleLetter(), sheet));
    expect(pages).toHaveLength(count);
    for (const page of pages) {
      expect(page.width).toBeCloseTo(width, 2);
      expect(page.height).toBeCloseTo(height, 2);
    }
    const signed = pages.flatMap(({ texts }) => texts).filter(({ text }) => text === "Sam Carter");
    expect(signed).toHaveLength(cardsPerSheet(sheet));
  });

  it("a4 has the backs alone, for cards whose fronts are printed already", async () => {
    const { pages } = await readPdf(await paper.postcardPdf(exampleLetter(), "a4"));
    expect(pages[0]?.texts.some(({ text }) => text.includes("Eight reasons"))).toBe(false);
  });

  it("for cutting keeps its guides off the cards: A4 in the half millimetre between rows, SRA4 beyond the bleed", () => {
    const card = numbered("one");
    const rulesOn = (sheet: SheetName) =>
      paper
        .sheetPages([card], sheet)
        .flatMap(({ items }) => items.flatMap((item) => (item.kind === "rule" ? [item] : [])));
    for (const { from, to, thickness } of rulesOn("a4-duplex-long")) {
      expect(from[1]).toBe(to[1]);
      expect(Math.abs(from[1] - 148.5) + thickness / 2).toBeLessThan(0.25);
    }
    for (const { from, to } of rulesOn("sra4")) {
      const outside = [from, to].every(
        ([x, y]) => x < 7.5 - 3 || x > 225 - 7.5 + 3 || y < 12 - 3 || y > 320 - 12 + 3,
      );
      expect(outside).toBe(true);
    }
    expect(rulesOn("sra4")).toHaveLength(24);
  });

  it("sra4 says outside the cards to print at 100%", async () => {
    const [front, back] = (await printed(paper.sheetPages([numbered("one")], "sra4"))) as [PdfPage, PdfPage];
    for (const page of [front, back]) {
      const note = page.lines.find(({ text }) => text === englishWords()("paper.printAt100"));
      expect(note?.turn).toBe(0);
      expect(note?.y).toBeLessThan(12 - 3);
    }
  });
});
