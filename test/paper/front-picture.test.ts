import { getDocument, OPS } from "pdfjs-dist/legacy/build/pdf.mjs";
import { beforeAll, describe, expect, it } from "vitest";
import { frontImageUrl } from "../../src/campaigns/front-image.ts";
import type { Letter } from "../../src/letters/letter.ts";
import { paintSvg } from "../../src/paper/paint-svg.ts";
import type { Paper } from "../../src/paper/paper.ts";
import { pictureCorners } from "../../src/paper/picture.ts";
import { SHEETS, type SheetName } from "../../src/paper/sheet.ts";
import { A6, BLEED } from "../../src/paper/sizes.ts";
import { createStack, type StackPiece } from "../../src/paper/stack.ts";
import { examplePrintedCampaign } from "../support/campaign-print.ts";
import { exampleLetter } from "../support/letter.ts";
import { examplePaper } from "../support/paper.ts";
import { lookInside, xrefFaults } from "../support/pdf-inside.ts";
import { frontImage, makeTestCard, pictureFile, turnedJpeg } from "../support/pictures.ts";

let paper: Paper;
let example: Awaited<ReturnType<typeof examplePaper>>;
beforeAll(async () => {
  example = await examplePaper();
  ({ paper } = example);
});

const image = frontImage(makeTestCard(1300, 900));
const { headline, line } = exampleLetter().card.front;

function letterWith(picture = image): Letter {
  return exampleLetter({ card: { front: { ...exampleLetter().card.front, image: picture } } });
}

/** Numbers of image objects in a file, and how often each page draws one; pdf.js has to be able to decode them all. */
async function picturesIn(bytes: Uint8Array): Promise<{ objects: number; drawn: number[] }> {
  const doc = await getDocument({ data: bytes.slice(), stopAtErrors: true, verbosity: 0 }).promise;
  const drawn: number[] = [];
  for (let number = 1; number <= doc.numPages; number++) {
    const { fnArray } = await (await doc.getPage(number)).getOperatorList();
    drawn.push(fnArray.filter((operator) => operator === OPS.paintImageXObject).length);
  }
  await doc.loadingTask.destroy();
  const file = new TextDecoder("latin1").decode(bytes);
  return { objects: file.match(/\/Subtype \/Image/g)?.length ?? 0, drawn };
}

/** The picture's area in mm on a sheet's page by the operators that place it: left, top, right, bottom. */
function clipsOn(svg: string): number[][] {
  return [...svg.matchAll(/<svg x="([\d.-]+)" y="([\d.-]+)" width="([\d.-]+)" height="([\d.-]+)"/g)].map(
    ([, ...numbers]) => numbers.map(Number),
  );
}

describe("a front that is a picture", () => {
  it("covers the card and nothing else is on it, and its text is the campaign's own words", async () => {
    const { front, fit } = paper.card(letterWith());
    expect(fit.ok).toBe(true);
    expect(front.items).toHaveLength(1);
    expect(front.items[0]).toMatchObject({
      kind: "picture",
      alt: `${headline}. ${line}`,
      area: { x: 0, y: 0, ...A6 },
    });
  });

  it.each(SHEETS)(
    "is embedded once on %s, drawn on its fronts, and said once for each card",
    async (sheet) => {
      const bytes = await paper.postcardPdf(letterWith(), sheet);
      const cards = sheet === "a4" ? 0 : sheet.startsWith("a4-duplex") || sheet === "sra4" ? 4 : 1;
      const overEdge = sheet === "card-bleed" ? 1 : sheet === "sra4" ? 4 : 0;
      const found = await picturesIn(bytes);
      expect(found.objects).toBe(cards === 0 ? 0 : 1);
      expect(found.drawn[0]).toBe(cards + overEdge);
      expect(xrefFaults(bytes)).toEqual([]);
      const { structure, pages } = await lookInside(bytes);
      for (const { unmarked } of pages) expect(unmarked).toEqual([]);
      const figures = JSON.stringify(structure).match(/"role":"Figure","alt":"([^"]*)","hasBox":true/g) ?? [];
      expect(figures).toHaveLength(cards);
      for (const figure of figures) expect(figure).toContain(`${headline}. ${line}`);
    },
  );

  it("runs over the edges that are cut, as colour does, and over no other card", () => {
    const svgOf = (sheet: SheetName) =>
      paper
        .sheetPages([paper.card(letterWith())], sheet)
        .slice(0, 1)
        .map((page) => paintSvg(page, ""))
        .join("");
    expect(clipsOn(svgOf("card-bleed"))).toEqual([
      [-BLEED, -BLEED, A6.width + 2 * BLEED, A6.height + 2 * BLEED],
      [0, 0, A6.width, A6.height],
    ]);
    expect(clipsOn(svgOf("a4-duplex-long"))).toEqual([[0, 0, A6.width, A6.height]]);
    // The first of four: its head and one side are at the sheet's edges.
    const [over] = clipsOn(svgOf("sra4"));
    expect((over?.[2] ?? 0) * (over?.[3] ?? 0)).toBeCloseTo((A6.width + BLEED) * (A6.height + BLEED), 6);
  });

  it("keeps its middle and its proportions, whatever its shape and however it is turned", () => {
    const covers = { x: -3, y: -3, width: 154, height: 111 };
    for (const [width, height] of [
      [10, 10],
      [400, 10],
      [10, 400],
      [154, 111],
    ] as const) {
      const { topLeft, topRight, bottomLeft } = pictureCorners({
        image: frontImage(makeTestCard(width, height)),
        covers,
      });
      const [wide, high] = [topRight[0] - topLeft[0], bottomLeft[1] - topLeft[1]];
      expect(wide / high).toBeCloseTo(width / height, 6);
      expect([topLeft[0] + wide / 2, topLeft[1] + high / 2]).toEqual([
        expect.closeTo(74, 6),
        expect.closeTo(52.5, 6),
      ]);
      expect(Math.min(wide - 154, high - 111)).toBeCloseTo(0, 6);
    }
    const jpeg = pictureFile("baseline.jpg");
    /** Where the stored top left and top right are seen (Exif): T, B, L, R. */
    const seen = ["TL TR", "TR TL", "BR BL", "BL BR", "TL BL", "TR BR", "BR TR", "BL TL"];
    for (const [at, where] of seen.entries()) {
      const turned = frontImage(turnedJpeg(jpeg, at + 1));
      const { topLeft, topRight } = pictureCorners({ image: turned, covers });
      const name = ([x, y]: readonly [number, number]) => (y < 52.5 ? "T" : "B") + (x < 74 ? "L" : "R");
      expect(`${name(topLeft)} ${name(topRight)}`).toBe(where);
    }
  });

  it("is one object in a stack of many cards, for every campaign's picture its own", async () => {
    const stack = createStack(example);
    const other = frontImage(pictureFile("clear.png"));
    const letters = Array.from({ length: 40 }, (_, at) => letterWith(at % 5 === 0 ? other : image));
    const pieces = async function* (): AsyncGenerator<StackPiece> {
      for (const letter of letters) yield { kind: "card", card: stack.card(letter) };
    };
    const about = { title: "A stack", language: "en", created: new Date("2026-11-22") };
    const chunks = await Array.fromAsync(stack.pdf(pieces(), "a4-duplex-long", about));
    const bytes = new Uint8Array(Buffer.concat(chunks));
    const { objects, drawn } = await picturesIn(bytes);
    expect(objects).toBe(2);
    expect(drawn).toEqual(Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? 4 : 0)));
    expect(xrefFaults(bytes)).toEqual([]);
    expect(bytes.length).toBeLessThan(image.pixels.data.length + 200_000);
  });

  it("gives the same bytes for the same letter, and others for another picture", async () => {
    const one = await paper.postcardPdf(letterWith());
    expect(Buffer.from(await paper.postcardPdf(letterWith())).equals(one)).toBe(true);
    const other = await paper.postcardPdf(letterWith(frontImage(makeTestCard(1301, 900))));
    expect(Buffer.from(other).equals(one)).toBe(false);
  });

  it("is printed from every kind of file: pdf.js decodes what is embedded", async () => {
    for (const name of [
      "plain.png",
      "clear-interlaced.png",
      "sixteen-bits.png",
      "progressive.jpg",
      "grey.jpg",
    ]) {
      const found = await picturesIn(await paper.postcardPdf(letterWith(frontImage(pictureFile(name)))));
      expect(found, name).toEqual({ objects: 1, drawn: [1, 0] });
    }
  });

  it("survives the way to a worker thread", async () => {
    const letter = letterWith();
    const clone = structuredClone(letter);
    expect(Buffer.from(await paper.postcardPdf(clone)).equals(await paper.postcardPdf(letter))).toBe(true);
  });

  it("is on a card for handwriting too, and the poster keeps its words", async () => {
    const campaign = examplePrintedCampaign();
    const pictured = { ...campaign, card: { ...campaign.card, image } };
    const pageUrl = "https://postbag.example.org/campaigns/a";
    const cards = await paper.handwritingPdf({
      campaign: pictured,
      seat: null,
      pageUrl,
      sheet: "card",
      copies: 2,
      madeOn: "2019-05-01",
    });
    expect(await picturesIn(cards)).toEqual({ objects: 1, drawn: [1, 0, 1, 0] });
    const poster = await paper.posterPdf({ campaign: pictured, pageUrl, madeOn: "2019-05-01" });
    expect((await picturesIn(poster)).objects).toBe(0);
  });

  it("is fetched by a page from an address of its own, and cut by the drawing itself", () => {
    const { front } = paper.cardSvg(letterWith(), { front: "The front", back: "" });
    expect(front).toContain(`href="${frontImageUrl(image)}"`);
    expect(frontImageUrl(image)).toMatch(/^\/fronts\/[0-9a-f]{32}\.png$/);
    expect(front).not.toMatch(/style=|<style|data:|clip-path/);
  });
});
