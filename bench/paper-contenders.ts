// What a user would pick instead of our painter, each drawing the same lines at the same places of an A6 card.
import { createServer } from "node:http";
import * as fontkit from "fontkit";
import { type PDFFont, type PDFPage, PDFDocument as PdfLibDocument, rgb } from "pdf-lib";
import PDFDocument from "pdfkit";
import type { Page } from "playwright-core";
import { channels } from "../src/paper/colour.ts";
import { FACES, type Face } from "../src/paper/fonts.ts";
import { type Item, type Layout, textRuns } from "../src/paper/layout.ts";
import { paintSvg } from "../src/paper/paint-svg.ts";
import type { Card } from "../src/paper/postcard.ts";
import { A6, PT_PER_MM } from "../src/paper/sizes.ts";
import { launchBrowser } from "../test/support/browser.ts";
import type { Contender } from "./rounds.ts";

type FontBytes = Readonly<Record<Face, Uint8Array>>;

const SIZE: [number, number] = [A6.width * PT_PER_MM, A6.height * PT_PER_MM];
const BUILT_IN = { regular: "Helvetica", bold: "Helvetica-Bold", black: "Helvetica-Bold" } as const;

/** pdfkit as its manual shows it: text at a position, in a built-in font, or in TTF files given as bytes. */
export function pdfkitContender(name: string, card: Card, files: FontBytes | null): Contender {
  const run = () =>
    new Promise<Uint8Array>((resolve, reject) => {
      const doc = new PDFDocument({ autoFirstPage: false, margin: 0, size: SIZE, info: { Title: "A card" } });
      const chunks: Uint8Array[] = [];
      doc.on("data", (chunk: Uint8Array) => chunks.push(chunk));
      doc.on("end", () => resolve(Buffer.concat(chunks)));
      doc.on("error", reject);
      if (files !== null) for (const face of FACES) doc.registerFont(face, files[face]);
      for (const side of [card.front, card.back]) {
        doc.addPage();
        for (const item of side.items) drawShape(doc, item);
        for (const { face, size, colour, text, x, y } of textRuns(side.items)) {
          doc
            .font(files === null ? BUILT_IN[face] : face)
            .fontSize(size)
            .fillColor(colour);
          doc.text(text, x * PT_PER_MM, y * PT_PER_MM, { lineBreak: false, baseline: "alphabetic" });
        }
      }
      doc.end();
    });
  return { name, perRound: files === null ? 20 : 1, run };
}

function drawShape(doc: PDFKit.PDFDocument, item: Item): void {
  if (item.kind === "shape") {
    doc.polygon(...item.points.map(([x, y]) => [x * PT_PER_MM, y * PT_PER_MM])).fill(item.fill);
  } else if (item.kind === "rule") {
    const [[fromX, fromY], [toX, toY]] = [item.from, item.to];
    doc.moveTo(fromX * PT_PER_MM, fromY * PT_PER_MM).lineTo(toX * PT_PER_MM, toY * PT_PER_MM);
    doc.lineWidth(item.thickness * PT_PER_MM).stroke(item.colour);
  }
}

/** pdf-lib with the same files embedded as subsets. */
export function pdfLibContender(name: string, card: Card, files: FontBytes): Contender {
  const run = async () => {
    const doc = await PdfLibDocument.create();
    doc.registerFontkit(adaptedFontkit());
    const fonts = {
      regular: await doc.embedFont(files.regular, { subset: true }),
      bold: await doc.embedFont(files.bold, { subset: true }),
      black: await doc.embedFont(files.black, { subset: true }),
    };
    for (const side of [card.front, card.back]) drawWithPdfLib(doc.addPage(SIZE), side, fonts);
    return await doc.save();
  };
  return { name, perRound: 1, run };
}

function drawWithPdfLib(page: PDFPage, side: Layout, fonts: Readonly<Record<Face, PDFFont>>): void {
  const height = SIZE[1];
  for (const item of side.items) {
    if (item.kind !== "shape") continue;
    const path = item.points.map(([x, y], at) => `${at === 0 ? "M" : "L"}${x * PT_PER_MM} ${y * PT_PER_MM}`);
    page.drawSvgPath(`${path.join("")}Z`, { x: 0, y: height, color: rgb(...channels(item.fill)) });
  }
  for (const { face, size, colour, text, x, y } of textRuns(side.items)) {
    const at = { x: x * PT_PER_MM, y: height - y * PT_PER_MM };
    page.drawText(text, { ...at, size, font: fonts[face], color: rgb(...channels(colour)) });
  }
}

/**
 * pdf-lib asks for its own fork of fontkit, whose subsets are streams. This gives it fontkit itself, with the subset's
 * bytes as such a stream: the parsing, shaping and subsetting are fontkit's own.
 */
function adaptedFontkit(): Parameters<PdfLibDocument["registerFontkit"]>[0] {
  return {
    create(bytes: Uint8Array) {
      const font = fontkit.create(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      if ("fonts" in font) throw new Error("bench: one font, not a collection");
      const subset = font.createSubset();
      Reflect.set(font, "createSubset", () => {
        Reflect.set(subset, "encodeStream", () => ({
          on(event: string, listener: (bytes?: Uint8Array) => void) {
            if (event === "data") listener(subset.encode());
            if (event === "end") listener();
            return this;
          },
        }));
        return subset;
      });
      return font as never;
    },
  };
}

/** Chromium printing the same two sides as a page of HTML, in two ways, and what stops it again. */
export type Browsers = {
  readonly fresh: Contender;
  readonly kept: Contender;
  readonly close: () => Promise<void>;
};

/**
 * Starts Chromium, and a server on this machine that its pages get the fonts from. Rejects where no browser starts.
 *
 * `fresh` opens a page for each card and closes it, as one does where pages hold different people's words; `kept`
 * changes the content of one open page whose fonts are loaded, the least that a browser can do.
 */
export async function chromiumContenders(card: Card, files: FontBytes): Promise<Browsers> {
  const browser = await launchBrowser();
  const server = await serveFonts(files);
  const html = cardHtml(card, server.origin);
  const print = (page: Page) => page.pdf({ preferCSSPageSize: true, printBackground: true });
  const open = async () => {
    const page = await browser.newPage();
    await page.setContent(html, { waitUntil: "load" });
    await page.evaluate("document.fonts.ready");
    return page;
  };
  const keptPage = await open();
  return {
    fresh: {
      name: "headless Chromium, a page for each card",
      perRound: 1,
      async run() {
        const page = await open();
        await print(page);
        await page.close();
      },
    },
    kept: {
      name: "headless Chromium, one page kept open",
      perRound: 2,
      async run() {
        await keptPage.evaluate((sides) => {
          document.body.innerHTML = sides;
        }, sidesOf(card));
        await print(keptPage);
      },
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

function sidesOf(card: Card): string {
  return paintSvg(card.front, "front") + paintSvg(card.back, "back");
}

function cardHtml(card: Card, fonts: string): string {
  const weights = { regular: 400, bold: 700, black: 900 } as const;
  const faces = FACES.map(
    (face) => `@font-face{font-family:"Postbag Card";font-weight:${weights[face]};src:url(${fonts}/${face})}`,
  );
  const style = "@page{size:148mm 105mm;margin:0}body{margin:0}svg{display:block;break-after:page}";
  return `<!doctype html><style>${faces.join("")}${style}</style>${sidesOf(card)}`;
}

/** Serves the three files on a free port, to be kept by the browser as long as it likes. */
async function serveFonts(files: FontBytes): Promise<{ origin: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const face = FACES.find((name) => request.url === `/${name}`);
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("cache-control", "max-age=31536000, immutable");
    if (face === undefined) response.writeHead(404).end();
    else response.end(files[face]);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("bench: the font server has no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
