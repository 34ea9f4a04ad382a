// Reads a PDF back as somebody's viewer would: its pages in mm, each text with its place, and the fonts in it.
import { getDocument, OPS, type PDFPageProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { PT_PER_MM } from "../../src/paper/sizes.ts";

/** A piece of text: where its baseline starts in mm from the page's top left, its size in pt, its turn in degrees clockwise. */
export type PdfText = {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly turn: number;
  readonly font: string;
};

export type PdfPage = {
  /** Size in pt, as the file states it, and in mm. */
  readonly points: readonly [width: number, height: number];
  readonly width: number;
  readonly height: number;
  readonly texts: readonly PdfText[];
  /** The lines of the page in the order of the file: the texts of one baseline as one string. */
  readonly lines: readonly PdfText[];
};

/** A font that a page uses. `embedded` is false for those that a viewer has to find for itself. */
export type PdfFont = { readonly name: string; readonly embedded: boolean };

export type ReadPdf = {
  readonly pages: readonly PdfPage[];
  readonly fonts: readonly PdfFont[];
  readonly title: string | undefined;
  readonly language: string | undefined;
  /** Roles in the structure tree, in reading order. */
  readonly roles: readonly string[];
};

/** Reads a whole PDF. Rejects as pdf.js does when the bytes are none. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  // pdf.js takes the bytes away from who gives them.
  const doc = await getDocument({ data: bytes.slice(), fontExtraProperties: true, verbosity: 0 }).promise;
  try {
    const pages: PdfPage[] = [];
    const fonts = new Map<string, PdfFont>();
    const roles: string[] = [];
    for (let number = 1; number <= doc.numPages; number++) {
      const page = await doc.getPage(number);
      for (const font of await fontsOf(page)) fonts.set(font.name, font);
      pages.push(await readPage(page));
      collectRoles(await page.getStructTree(), roles);
    }
    const { info } = await doc.getMetadata();
    return {
      pages,
      fonts: [...fonts.values()],
      title: field(info, "Title"),
      language: field(info, "Language"),
      roles,
    };
  } finally {
    await doc.loadingTask.destroy();
  }
}

/** Texts on one baseline further apart than this, in mm, are two lines and not one. */
const COLUMN_GAP = 4;

async function readPage(page: PDFPageProxy): Promise<PdfPage> {
  const { width, height } = page.getViewport({ scale: 1 });
  const content = await page.getTextContent({ disableNormalization: true });
  const texts: PdfText[] = [];
  for (const item of content.items) {
    if (!("str" in item) || item.str === "") continue;
    // pdf.js bridges a gap between two columns with a space as wide as the gap.
    if (item.str === " " && item.width > COLUMN_GAP * PT_PER_MM) continue;
    const [a = 0, b = 0, , , x = 0, y = 0] = item.transform.map(Number);
    texts.push({
      text: item.str,
      x: x / PT_PER_MM,
      y: (height - y) / PT_PER_MM,
      width: item.width / PT_PER_MM,
      size: Math.hypot(a, b),
      turn: (360 - Math.round((Math.atan2(b, a) * 180) / Math.PI)) % 360,
      font: item.fontName,
    });
  }
  return {
    points: [width, height],
    width: width / PT_PER_MM,
    height: height / PT_PER_MM,
    texts,
    lines: joinLines(texts),
  };
}

/** Joins the pieces that follow each other on one baseline. */
function joinLines(texts: readonly PdfText[]): PdfText[] {
  const lines: PdfText[] = [];
  for (const text of texts) {
    const last = lines.at(-1);
    const follows =
      last !== undefined &&
      Math.abs(last.y - text.y) < 0.01 &&
      text.x >= last.x &&
      text.x - last.x - last.width < COLUMN_GAP;
    if (last !== undefined && follows && last.turn === text.turn) {
      lines[lines.length - 1] = { ...last, text: last.text + text.text, width: text.x + text.width - last.x };
    } else {
      lines.push(text);
    }
  }
  return lines;
}

async function fontsOf(page: PDFPageProxy): Promise<PdfFont[]> {
  const operators = await page.getOperatorList();
  const names = new Set<string>();
  for (const [at, operator] of operators.fnArray.entries()) {
    if (operator === OPS.setFont) names.add(String(operators.argsArray[at]?.[0]));
  }
  return [...names].map((id) => {
    const font: unknown = page.commonObjs.get(id);
    return { name: field(font, "name") ?? id, embedded: !truthy(font, "missingFile") };
  });
}

function collectRoles(node: unknown, roles: string[]): void {
  const role = field(node, "role");
  if (role !== undefined) roles.push(role);
  if (typeof node === "object" && node !== null && "children" in node && Array.isArray(node.children)) {
    for (const child of node.children) collectRoles(child, roles);
  }
}

function field(of: unknown, name: string): string | undefined {
  if (typeof of !== "object" || of === null) return undefined;
  const value: unknown = Reflect.get(of, name);
  return typeof value === "string" ? value : undefined;
}

function truthy(of: unknown, name: string): boolean {
  return typeof of === "object" && of !== null && Boolean(Reflect.get(of, name));
}
