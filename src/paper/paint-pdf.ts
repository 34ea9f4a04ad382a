// Paints layouts as one PDF: embedded fonts, fixed dates, structure for those who listen to it, bytes buffered to the end.
import PDFDocument from "pdfkit";
import { channels } from "./colour.ts";
import type { Fonts } from "./fonts.ts";
import type { Area, Item, Layout, RuleItem, ShapeItem, TextItem } from "./layout.ts";
import { createPdfFonts, number, type PdfFonts, rounded, showRun } from "./pdf-text.ts";
import { PT_PER_MM } from "./sizes.ts";

/** What a PDF says of itself: nothing personal. `created` is the date its bytes hold, so that same input gives same bytes. */
export type About = { readonly title: string; readonly language: string; readonly created: Date };

/** One PDF with a page for each layout. Rejects where pdfkit throws; there is never half a document. */
export function paintPdf(fonts: Fonts, pages: readonly Layout[], about: About): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    // Deflating takes as long as all the rest of the painting, to make 16 kB of 23.
    const doc = openPdf(about, { compress: false });
    const chunks: Uint8Array[] = [];
    doc.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    doc.on("end", () => resolve(joined(chunks)));
    doc.on("error", reject);
    const used = createPdfFonts(doc, fonts);
    const document = doc.struct("Document");
    doc.addStructure(document);
    for (const page of pages) paintPage(doc, used, document, page);
    document.end();
    doc.end();
  });
}

/** An empty document as all of ours are: tagged, with a title and a language, and none of pdfkit's own fonts. */
export function openPdf(about: About, { compress }: { readonly compress: boolean }): PDFKit.PDFDocument {
  return new PDFDocument({
    autoFirstPage: false,
    // An empty name keeps pdfkit from opening a built-in font: those garble "Gŵyr".
    font: "",
    compress,
    pdfVersion: "1.7",
    tagged: true,
    lang: about.language,
    displayTitle: true,
    info: { Title: about.title, Creator: "Postbag", Producer: "Postbag", CreationDate: about.created },
  });
}

/** Adds a page and paints a layout on it; its texts go into `document`, an element of the structure, in reading order. */
export function paintPage(
  doc: PDFKit.PDFDocument,
  fonts: PdfFonts,
  document: PDFKit.PDFStructureElement,
  layout: Layout,
): void {
  const height = layout.height * PT_PER_MM;
  doc.addPage({ size: [layout.width * PT_PER_MM, height], margin: 0 });
  setBoxes(doc.page, layout);
  // pdfkit has turned the page's y axis down; our operators count up from the bottom as PDF does.
  doc.addContent(`1 0 0 -1 0 ${number(height)} cm`);
  paintItems(layout.items, { x: 0, y: 0, turn: 0 });

  function paintItems(items: readonly Item[], place: Place): void {
    for (const item of items) {
      switch (item.kind) {
        case "text":
          paintText(item, place);
          break;
        case "rule":
          doc.addContent(`/Artifact BMC ${ruleOperators(item, (x, y) => point(place, height, x, y))} EMC`);
          break;
        case "shape":
          doc.addContent(`/Artifact BMC ${shapeOperators(item, (x, y) => point(place, height, x, y))} EMC`);
          break;
        case "group":
          paintItems(item.items, within(place, item));
      }
    }
  }

  function paintText(item: TextItem, place: Place): void {
    const content = doc.markStructureContent(item.role);
    const colours = new Set(item.runs.map((run) => run.colour));
    let operators = "";
    for (const run of item.runs) {
      if (colours.size > 1 || operators === "") operators += `${fill(run.colour)} `;
      operators += `${showRun(run, fonts, doc.page, (along, up) => textMatrix(place, height, run, along, up))}\n`;
    }
    doc.addContent(operators);
    doc.endMarkedContent();
    document.add(doc.struct(item.role, {}, [content]));
  }
}

/** Says where the page is cut, for the print shop's program (ISO 32000-1 §14.11.2): corners from the bottom left, in pt. */
function setBoxes(page: PDFKit.PDFPage, { height, trim, bleed }: Layout): void {
  const box = ({ x, y, ...size }: Area) =>
    [x, height - y - size.height, x + size.width, height - y].map((length) => rounded(length * PT_PER_MM));
  Object.assign(page.dictionary.data, {
    ...(bleed === undefined ? {} : { BleedBox: box(bleed) }),
    ...(trim === undefined ? {} : { TrimBox: box(trim) }),
  });
}

/** Where a group's top left corner is on the page in mm, and how far it is turned clockwise. */
type Place = { readonly x: number; readonly y: number; readonly turn: 0 | 90 | 180 | 270 };

/** Cosine and sine of a quarter turn, exact. */
const TURNS: Readonly<Record<Place["turn"], readonly [cos: number, sin: number]>> = {
  0: [1, 0],
  90: [0, 1],
  180: [-1, 0],
  270: [0, -1],
};

function within(outer: Place, inner: Place): Place {
  const [cos, sin] = TURNS[outer.turn];
  const turns = [0, 90, 180, 270] as const;
  return {
    x: outer.x + inner.x * cos - inner.y * sin,
    y: outer.y + inner.x * sin + inner.y * cos,
    turn: turns[((outer.turn + inner.turn) / 90) % 4] ?? 0,
  };
}

/** A point in mm from a group's top left, as "x y" in pt from the page's bottom left. */
function point(place: Place, height: number, x: number, y: number): string {
  const at = within(place, { x, y, turn: 0 });
  return `${number(at.x * PT_PER_MM)} ${number(height - at.y * PT_PER_MM)}`;
}

function textMatrix(
  place: Place,
  height: number,
  run: { readonly x: number; readonly y: number },
  along: number,
  up: number,
): string {
  const [cos, sin] = TURNS[place.turn];
  const at = point(place, height, run.x + along / PT_PER_MM, run.y - up / PT_PER_MM);
  return `${cos} ${0 - sin} ${sin} ${cos} ${at}`;
}

function shapeOperators(item: ShapeItem, at: (x: number, y: number) => string): string {
  const path = item.points.map(([x, y], index) => `${at(x, y)} ${index === 0 ? "m" : "l"}`);
  return `${fill(item.fill)} ${path.join(" ")} h f`;
}

function ruleOperators(item: RuleItem, at: (x: number, y: number) => string): string {
  const dash = item.dash === undefined ? "[]" : `[${number(item.dash * PT_PER_MM)}]`;
  const line = `${at(...item.from)} m ${at(...item.to)} l S`;
  return `${channels(item.colour).map(number).join(" ")} RG ${number(item.thickness * PT_PER_MM)} w ${dash} 0 d ${line}`;
}

function fill(colour: string): string {
  return `${channels(colour).map(number).join(" ")} rg`;
}

/** Pieces of a file as one. */
export function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
