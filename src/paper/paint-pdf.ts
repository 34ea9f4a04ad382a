// Paints layouts as one PDF: embedded fonts, fixed dates, structure for those who listen to it, bytes buffered to the end.
import PDFDocument from "pdfkit";
import { channels } from "./colour.ts";
import type { FontName, Fonts } from "./fonts.ts";
import type { Flip } from "./four-up.ts";
import type { Area, FigureItem, Item, Layout, PictureItem, RuleItem, ShapeItem, TextItem } from "./layout.ts";
import { createStructure, type PdfStructure } from "./pdf-structure.ts";
import { createPdfFonts, number, type PdfFonts, showRun } from "./pdf-text.ts";
import { pictureCorners } from "./picture.ts";
import { areaOnPage, type Place, point, TURNS, within } from "./place.ts";
import { PT_PER_MM } from "./sizes.ts";

/** What a PDF says of itself: nothing personal. `created` is the date its bytes hold, so that same input gives same bytes. */
export type About = {
  readonly title: string;
  readonly language: string;
  readonly created: Date;
  /** About which edge the printer has to turn the paper over, where there is something on both sides. */
  readonly flip?: Flip | undefined;
};

/** One PDF with a page for each layout, each forgotten when it is painted. Rejects where pdfkit throws; there is never half a document. */
export function paintPdf(fonts: Fonts, pages: Iterable<Layout>, about: About): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    // Deflating takes as long as all the rest of the painting, to make 16 kB of 23.
    const doc = openPdf(about, { compress: false });
    const chunks: Uint8Array[] = [];
    doc.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    doc.on("end", () => resolve(joined(chunks)));
    doc.on("error", reject);
    const used = createPdfFonts(doc, fonts);
    const structure = createStructure(doc);
    for (const page of pages) paintPage(doc, used, structure, page);
    structure.end();
    doc.end();
  });
}

/** An empty document as all of ours are: tagged, with a title and a language, and none of pdfkit's own fonts. */
export function openPdf(about: About, { compress }: { readonly compress: boolean }): PDFKit.PDFDocument {
  const doc = new PDFDocument({
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
  preferPaper(doc, about.flip);
  return doc;
}

/** Adds a page and paints a layout on it; what it says goes into the structure, in the layout's order. */
export function paintPage(
  doc: PDFKit.PDFDocument,
  fonts: PdfFonts,
  structure: PdfStructure,
  layout: Layout,
): void {
  const height = layout.height * PT_PER_MM;
  doc.addPage({ size: [layout.width * PT_PER_MM, height], margin: 0 });
  setBoxes(doc.page, layout);
  const content = gatherContent(doc);
  // pdfkit has turned the page's y axis down; our operators count up from the bottom as PDF does.
  doc.addContent(`1 0 0 -1 0 ${number(height)} cm`);
  paintItems(layout.items, { x: 0, y: 0, turn: 0, repeated: false });
  content.write();

  function paintItems(items: readonly Item[], place: Place): void {
    for (const item of items) {
      switch (item.kind) {
        case "text":
          structure.text(item.role, item.continues ?? false, () => draw(item, place, textOperators));
          break;
        case "rule":
          structure.decoration(() => draw(item, place, ruleOperators));
          break;
        case "shape":
          structure.decoration(() => draw(item, place, shapeOperators));
          break;
        case "figure":
          structure.figure(item.alt, areaOnPage(item.area, place), () => draw(item, place, figureOperators));
          break;
        case "picture": {
          const paint = () => draw(item, place, pictureOperators);
          if (item.alt === "") structure.decoration(paint);
          else structure.figure(item.alt, areaOnPage(item.area, place), paint);
          break;
        }
        case "group":
          structure.section(() => paintItems(item.items, within(place, item)));
      }
    }
  }

  function draw<T extends Item>(
    item: T,
    place: Place,
    operators: (item: T, at: PlaceOnPage, fonts: PdfFonts, page: PDFKit.PDFPage) => string,
  ): void {
    const make = () => operators(item, { place, height }, fonts, doc.page);
    if (!place.repeated) {
      doc.addContent(make());
      return;
    }
    if (item.kind === "text") for (const font of fontsOf(item)) fonts.name(font, doc.page);
    if (item.kind === "picture") fonts.picture(item.image, doc.page);
    const key = `${place.x} ${place.y} ${place.turn} ${height}`;
    doc.addContent(fonts.remember(item, key, make));
  }
}

/** Every font that a text is set in. */
function fontsOf({ runs }: TextItem): Set<FontName> {
  const names = new Set<FontName>(runs.map((run) => run.face));
  for (const { line } of runs)
    for (const { shape } of line.pieces)
      for (const { symbol } of shape.glyphs) if (symbol !== undefined) names.add(symbol.font);
  return names;
}

/** pdfkit makes bytes of each piece of content, letter by letter: this gathers a page's pieces and makes them once. */
function gatherContent(doc: PDFKit.PDFDocument): { write(): void } {
  const pieces: string[] = [];
  const own = doc.addContent;
  doc.addContent = (piece: string) => {
    pieces.push(piece);
    return doc;
  };
  return {
    write() {
      doc.addContent = own;
      doc.addContent(new TextEncoder().encode(`${pieces.join("\n")}\n`));
    },
  };
}

/** Where an item stands: its group's place on a page of `height` pt. */
type PlaceOnPage = { readonly place: Place; readonly height: number };

function textOperators(
  { runs }: TextItem,
  { place, height }: PlaceOnPage,
  fonts: PdfFonts,
  page: PDFKit.PDFPage,
): string {
  const colours = new Set(runs.map((run) => run.colour));
  let operators = "";
  for (const run of runs) {
    if (colours.size > 1 || operators === "") operators += `${fill(run.colour)} `;
    operators += `${showRun(run, fonts, page, (along, up) => textMatrix(place, height, run, along, up))}\n`;
  }
  return operators;
}

/**
 * Tells the viewer to print at the size that it is, on paper of that size, and which edge to turn it about (ISO 32000-1
 * §12.2). Many viewers do; a person can still choose otherwise.
 */
function preferPaper(doc: PDFKit.PDFDocument, flip: Flip | undefined): void {
  const duplex = { long: "DuplexFlipLongEdge", short: "DuplexFlipShortEdge" } as const;
  Object.assign(doc._root.data.ViewerPreferences.data, {
    PrintScaling: "None",
    PickTrayByPDFSize: true,
    ...(flip === undefined ? {} : { Duplex: duplex[flip] }),
  });
}

/** Says where the page is cut, for the print shop's program (ISO 32000-1 §14.11.2): corners from the bottom left, in pt. */
function setBoxes(page: PDFKit.PDFPage, { height, trim, bleed }: Layout): void {
  const box = ({ x, y, ...size }: Area) =>
    [x, height - y - size.height, x + size.width, height - y].map((length) => length * PT_PER_MM);
  Object.assign(page.dictionary.data, {
    ...(bleed === undefined ? {} : { BleedBox: box(bleed) }),
    ...(trim === undefined ? {} : { TrimBox: box(trim) }),
  });
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

function shapeOperators({ points, fill }: ShapeItem, at: PlaceOnPage): string {
  return filled([points], fill, at);
}

function figureOperators({ parts, fill }: FigureItem, at: PlaceOnPage): string {
  return filled(parts, fill, at);
}

/** The picture's unit square, whose y points up, laid on three corners of the page; nothing is drawn outside the area. */
function pictureOperators(
  item: PictureItem,
  { place, height }: PlaceOnPage,
  fonts: PdfFonts,
  page: PDFKit.PDFPage,
): string {
  const [left, top, right, bottom] = areaOnPage(item.area, place);
  const clip = `${[left, height - bottom, right - left, bottom - top].map(number).join(" ")} re W n`;
  const { topLeft, topRight, bottomLeft } = pictureCorners(item);
  const corner = ([x, y]: readonly [number, number]) => within(place, { x, y, turn: 0 });
  const [head, foot, end] = [corner(topLeft), corner(bottomLeft), corner(topRight)];
  const lengths = [end.x - head.x, head.y - end.y, head.x - foot.x, foot.y - head.y];
  const matrix = `${lengths.map((length) => number(length * PT_PER_MM)).join(" ")} ${point(place, height, ...bottomLeft)}`;
  return `q ${clip} ${matrix} cm /${fonts.picture(item.image, page)} Do Q`;
}

/** Parts as one path, so that no seam shows where they touch. */
function filled(
  parts: readonly ShapeItem["points"][],
  colour: string,
  { place, height }: PlaceOnPage,
): string {
  const paths = parts.map((points) => path(points, place, height));
  return `${fill(colour)} ${paths.join(" h ")} h f`;
}

function path(points: ShapeItem["points"], place: Place, height: number): string {
  return points.map(([x, y], at) => `${point(place, height, x, y)} ${at === 0 ? "m" : "l"}`).join(" ");
}

function ruleOperators(item: RuleItem, { place, height }: PlaceOnPage): string {
  const dash = item.dash === undefined ? "[]" : `[${number(item.dash * PT_PER_MM)}]`;
  const line = `${point(place, height, ...item.from)} m ${point(place, height, ...item.to)} l S`;
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
