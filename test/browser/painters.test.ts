// Holds the screen's picture of a card against the print, pixel by pixel.
import type { Page } from "playwright-core";
import { afterEach, beforeAll, expect, it } from "vitest";
import { type FrontImage, frontImageUrl } from "../../src/campaigns/front-image.ts";
import { handwritingText } from "../../src/paper/campaign-prints.ts";
import type { Fonts } from "../../src/paper/fonts.ts";
import { layoutHandwriting } from "../../src/paper/handwriting.ts";
import type { Item, Layout } from "../../src/paper/layout.ts";
import { paintPdf } from "../../src/paper/paint-pdf.ts";
import { paintSvg } from "../../src/paper/paint-svg.ts";
import type { Paper } from "../../src/paper/paper.ts";
import { createTypesetter } from "../../src/paper/typeset.ts";
import { describeInBrowser } from "../support/browser.ts";
import { examplePrintedCampaign } from "../support/campaign-print.ts";
import { differingShare, pictureOptions, preparePainters } from "../support/compare-painters.ts";
import { exampleLetter } from "../support/letter.ts";
import { englishWords, examplePaper } from "../support/paper.ts";
import { frontImage, makeFadingPng, makeTestCard, pictureFile, turnedJpeg } from "../support/pictures.ts";

const LIMIT = 0.002;
const ABOUT = { title: "A card", language: "en", created: new Date("2019-05-01") };

describeInBrowser("the two painters", (open) => {
  let paper: Paper;
  let fonts: Fonts;
  beforeAll(async () => {
    ({ paper, fonts } = await examplePaper());
  });

  let opened: { width: number; height: number; page: Page } | undefined;
  afterEach(() => {
    opened = undefined;
  });

  /** A page of that size in mm with the painters in it: the one that the test has open already, if it fits. */
  async function pageFor(width: number, height: number): Promise<Page> {
    if (opened?.width === width && opened.height === height) return opened.page;
    const page = await open(pictureOptions(width, height));
    await preparePainters(page);
    opened = { width, height, page };
    return page;
  }

  /** The shares of pixels in which the print of layouts differs from pictures of the same, or of others. */
  async function shares(
    printed: readonly Layout[],
    drawn: readonly Layout[] = printed,
    pictures: readonly FrontImage[] = [],
  ): Promise<number[]> {
    const page = await pageFor(printed[0]?.width ?? 0, printed[0]?.height ?? 0);
    const pdf = await paintPdf(fonts, printed, ABOUT);
    const found: number[] = [];
    for (const [at, layout] of drawn.entries())
      found.push(await differingShare(page, pdf, at + 1, withPictures(paintSvg(layout, ""), pictures)));
    return found;
  }

  it("draw the same card, on both sides and with a code on it: under 0.2% of the pixels at 384 dpi differ", async () => {
    const card = paper.card(exampleLetter({ imprint: "Sample text", salutation: "Annwyl Gŵyr, ẹ̀kọ́" }));
    const text = handwritingText(
      examplePrintedCampaign(),
      null,
      "https://postbag.example.org/campaigns/a",
      englishWords(),
    );
    const byHand = layoutHandwriting(createTypesetter(fonts), text);
    const found = await shares([card.front, card.back, byHand.back]);
    for (const share of found) expect(share).toBeLessThan(LIMIT);
  });

  it("draw the same symbols, though one takes them from fonts and the other draws their outlines", async () => {
    const front = { ...exampleLetter().card.front, headline: "Safe → sound ★ ✔", line: "①②③ ☎ ✉ ♥ ✂" };
    const paragraphs = ["☐ reports → nights ✗ ☑ visits ★★☆ ☎ ✉️ ❤️ ✂ ⚠ ☀ ● ■ ▶ ☺ ♻ ⚖ ".repeat(4)];
    const card = paper.card(exampleLetter({ card: { front, paragraphs } }));
    const found = await shares([card.front, card.back]);
    for (const share of found) expect(share).toBeLessThan(LIMIT);
  });

  it("draw the same sheet with its cards turned and its colour over the edge", async () => {
    const cards = [paper.card(exampleLetter())];
    const found = await shares(paper.sheetPages(cards, "card-bleed"));
    for (const share of found) expect(share).toBeLessThan(LIMIT);
  });

  const pictured = (image: FrontImage) =>
    paper.card(exampleLetter({ card: { front: { ...exampleLetter().card.front, image } } }));

  const PICTURES: Readonly<Record<string, () => Uint8Array>> = {
    "with hard edges": () => makeTestCard(1500, 1100),
    "of another shape": () => makeTestCard(800, 1600),
    "that grows clear": () => makeFadingPng(600, 400),
    "of 16 bits": () => pictureFile("sixteen-bits.png"),
    ...Object.fromEntries(
      [1, 2, 3, 4, 5, 6, 7, 8].map((turn) => [
        `of a JPEG turned as ${turn}`,
        () => turnedJpeg(pictureFile("slope.jpg"), turn),
      ]),
    ),
  };

  it("draw the same picture, of every kind and turned in every way", async () => {
    for (const [kind, make] of Object.entries(PICTURES)) {
      const image = frontImage(make());
      const { front } = pictured(image);
      const [share] = await shares([front], [front], [image]);
      expect(share, kind).toBeLessThan(LIMIT);
    }
  });

  it("draw the same picture on a sheet, cut at the same place; and are caught when it is another", async () => {
    const image = frontImage(turnedJpeg(pictureFile("slope.jpg"), 6));
    const card = pictured(image);
    for (const sheet of ["card-bleed", "a4-duplex-long"] as const) {
      const pages = paper.sheetPages(sheet === "card-bleed" ? [card] : [card, card], sheet).slice(0, 1);
      for (const share of await shares(pages, pages, [image])) expect(share).toBeLessThan(LIMIT);
    }
    const other = frontImage(turnedJpeg(pictureFile("slope.jpg"), 8));
    const [share] = await shares([card.front], [pictured(other).front], [other]);
    expect(share).toBeGreaterThan(LIMIT);
  });

  it("are caught when one of them puts one line a millimetre lower", async () => {
    const { back } = paper.card(exampleLetter());
    const found = [];
    for (const line of [0, 3]) found.push(...(await shares([back], [lowered(back, line)])));
    for (const share of found) expect(share).toBeGreaterThan(LIMIT);
  });
});

/** A drawing whose pictures are in it: the page that it is put into has no server. */
function withPictures(svg: string, pictures: readonly FrontImage[]): string {
  return pictures.reduce(
    (markup, image) =>
      markup.replaceAll(
        frontImageUrl(image),
        `data:image/${image.type};base64,${Buffer.from(image.bytes).toString("base64")}`,
      ),
    svg,
  );
}

/** The same page with one line of its longest text 1 mm lower. */
function lowered(layout: Layout, line: number): Layout {
  let seen = 0;
  const items = layout.items.map((item): Item => {
    if (item.kind !== "text") return item;
    const runs = item.runs.map((run) => (seen++ === line ? { ...run, y: run.y + 1 } : run));
    return { ...item, runs };
  });
  return { ...layout, items };
}
