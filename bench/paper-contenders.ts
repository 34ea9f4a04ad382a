// What a user would pick instead of our painter, each drawing the same lines at the same places of an A6 card.
import { readFile } from "node:fs/promises";
import * as fontkit from "fontkit";
import { type PDFFont, type PDFPage, PDFDocument as PdfLibDocument, rgb } from "pdf-lib";
import PDFDocument from "pdfkit";
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
  return { name, perRound: files === null ? 10 : 1, run };
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

/** Chromium printing the same two sides: started, with the fonts loaded, before the clock runs. */
export async function chromiumContender(
  name: string,
  card: Card,
  files: FontBytes,
): Promise<{ contender: Contender; close: () => Promise<void> }> {
  const browser = await launchBrowser();
  const page = await browser.newPage();
  const weights = { regular: 400, bold: 700, black: 900 } as const;
  const faces = FACES.map((face) => {
    const data = Buffer.from(files[face]).toString("base64");
    return `@font-face{font-family:"Postbag Card";font-weight:${weights[face]};src:url(data:font/ttf;base64,${data})}`;
  });
  const style = `@page{size:148mm 105mm;margin:0}body{margin:0}svg{display:block;break-after:page}`;
  const sides = paintSvg(card.front, "front") + paintSvg(card.back, "back");
  await page.setContent(`<style>${faces.join("")}${style}</style>${sides}`);
  await page.evaluate("document.fonts.ready");
  const run = async () => {
    await page.evaluate((html) => {
      document.body.innerHTML = html;
    }, sides);
    return await page.pdf({ preferCSSPageSize: true, printBackground: true });
  };
  return { contender: { name, perRound: 1, run }, close: () => browser.close() };
}
