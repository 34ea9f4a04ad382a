// Looks inside a PDF as a checker does: where its objects really are, what its structure tree holds, what is drawn
// outside of it, and the boxes of its pages.
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  type PDFPage,
  PDFRawStream,
  PDFRef,
  PDFString,
} from "pdf-lib";

/** An element of the structure tree. `marks` are the numbers of its marked content, each with its page, from 0. */
export type Element = {
  readonly role: string;
  readonly alt: string | null;
  readonly hasBox: boolean;
  readonly children: readonly Element[];
  readonly marks: readonly { readonly page: number; readonly mark: number }[];
};

/** Left, bottom, right and top in pt. */
export type Box = readonly number[];

export type PdfInside = {
  readonly structure: Element;
  /** For each page: its boxes, the numbers of its marked content, and operators that paint outside of any mark. */
  readonly pages: readonly {
    readonly media: Box;
    readonly bleed: Box;
    readonly trim: Box;
    readonly marks: readonly number[];
    readonly unmarked: readonly string[];
    readonly tabs: string | undefined;
  }[];
  readonly marked: boolean;
  readonly language: string | undefined;
  /** Entries of the viewer's preferences, as they are written. */
  readonly preferences: Readonly<Record<string, string>>;
};

/** Reads a PDF with pdf-lib, which throws on any object that it cannot parse. */
export async function lookInside(bytes: Uint8Array): Promise<PdfInside> {
  const doc = await PDFDocument.load(bytes, { throwOnInvalidObject: true, updateMetadata: false });
  const { catalog, context } = doc;
  const refs = doc.getPages().map((page) => page.ref);
  const root = catalog.lookup(PDFName.of("StructTreeRoot"), PDFDict);
  const top = kids(root.lookup(PDFName.of("K")))[0];
  const preferences = catalog.lookup(PDFName.of("ViewerPreferences"), PDFDict);
  return {
    structure: elementOf(context.lookup(top, PDFDict)),
    pages: doc.getPages().map((page) => ({
      media: boxOf(page, "MediaBox"),
      bleed: boxOf(page, "BleedBox"),
      trim: boxOf(page, "TrimBox"),
      tabs: page.node.lookup(PDFName.of("Tabs"))?.toString(),
      ...marksOf(page),
    })),
    marked:
      catalog.lookup(PDFName.of("MarkInfo"), PDFDict).lookup(PDFName.of("Marked"))?.toString() === "true",
    language: textOf(catalog.lookup(PDFName.of("Lang"))) ?? undefined,
    preferences: Object.fromEntries(
      preferences.entries().map(([name, value]) => [name.decodeText(), value.toString()]),
    ),
  };

  function elementOf(dict: PDFDict): Element {
    const own = dict.get(PDFName.of("Pg"));
    const children: Element[] = [];
    const marks: { page: number; mark: number }[] = [];
    for (const kid of kids(dict.lookup(PDFName.of("K")))) {
      const value = kid instanceof PDFRef ? context.lookup(kid) : kid;
      if (value instanceof PDFNumber) marks.push({ page: pageOf(own), mark: value.asNumber() });
      else if (value instanceof PDFDict && value.has(PDFName.of("MCID")))
        marks.push({
          page: pageOf(value.get(PDFName.of("Pg"))),
          mark: value.lookup(PDFName.of("MCID"), PDFNumber).asNumber(),
        });
      else if (value instanceof PDFDict) children.push(elementOf(value));
    }
    const look = dict.lookup(PDFName.of("A"));
    return {
      role: dict.lookup(PDFName.of("S"), PDFName).decodeText(),
      alt: textOf(dict.lookup(PDFName.of("Alt"))),
      hasBox: look instanceof PDFDict && look.has(PDFName.of("BBox")),
      children,
      marks,
    };
  }

  function pageOf(ref: PDFObject | undefined): number {
    return refs.findIndex((page) => page.toString() === ref?.toString());
  }
}

function kids(value: PDFObject | undefined): PDFObject[] {
  if (value === undefined) return [];
  return value instanceof PDFArray ? value.asArray() : [value];
}

function textOf(value: PDFObject | undefined): string | null {
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : null;
}

function boxOf(page: PDFPage, name: string): number[] {
  const own = page.node.lookup(PDFName.of(name)) ?? page.node.lookup(PDFName.of("MediaBox"), PDFArray);
  return kids(own).map((side) => Number(side.toString()));
}

const PAINTS = new Set(["f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Tj", "TJ", "'", '"', "Do", "sh"]);

/** Walks a page's operators, which are not compressed. */
function marksOf(page: PDFPage): { marks: number[]; unmarked: string[] } {
  const stream = page.node.Contents();
  if (!(stream instanceof PDFRawStream)) throw new Error("the page has no content of its own");
  const content = new TextDecoder("latin1").decode(stream.contents);
  const marks: number[] = [];
  const unmarked: string[] = [];
  const open: boolean[] = [];
  let inText = false;
  const withoutStrings = content
    .replace(/<<([^>]*)>>/g, " {$1} ")
    .replace(/<[0-9a-fA-F]*>/g, " ")
    .replace(/\{[^}]*MCID (\d+)[^}]*\}/g, " MCID$1 ");
  for (const word of withoutStrings.split(/[\s[\]]+/)) {
    if (/^MCID\d/.test(word)) marks.push(Number(word.slice(4)));
    else if (word === "BMC" || word === "BDC") open.push(true);
    else if (word === "EMC" && open.pop() === undefined) throw new Error("a mark ends that never began");
    else if (word === "BT" || word === "ET") {
      if (inText === (word === "BT")) throw new Error("text within text");
      inText = word === "BT";
    } else if (PAINTS.has(word) && open.length === 0) unmarked.push(word);
  }
  if (open.length > 0 || inText) throw new Error("a mark or a text never ends");
  return { marks, unmarked };
}

/** Faults of the table of where objects are: an offset at which its object does not begin. Empty where all is well. */
export function xrefFaults(bytes: Uint8Array): string[] {
  const file = new TextDecoder("latin1").decode(bytes);
  const start = Number(/startxref\n(\d+)\n%%EOF\s*$/.exec(file)?.[1]);
  const head = /^xref\n0 (\d+)\n/.exec(file.slice(start, start + 30));
  if (head === null) return ["there is no table where the file says"];
  const count = Number(head[1]);
  const first = start + head[0].length;
  const faults: string[] = [];
  for (let id = 0; id < count; id++) {
    // Each entry is exactly twenty bytes long (ISO 32000-1 §7.5.4).
    const entry = /^(\d{10}) (\d{5}) ([nf])[ \r]\n$/.exec(file.slice(first + id * 20, first + id * 20 + 20));
    if (entry === null) faults.push(`entry ${id} is malformed`);
    else if (id > 0 && !file.startsWith(`${id} 0 obj\n`, Number(entry[1])))
      faults.push(`object ${id} is not at ${entry[1]}`);
  }
  if (!file.startsWith("trailer", first + count * 20)) faults.push("the trailer does not follow the table");
  return faults;
}
