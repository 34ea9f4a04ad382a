// Lets a document of thousands of pages forget each page once it is written: pdfkit keeps them all to the end.
import { deflateSync } from "node:zlib";
import { joined } from "./paint-pdf.ts";

/** Pages under one branch of the tree of pages. */
const BRANCH = 64;

/** Deflates in half the time of zlib's own choice, to 4% more. */
const FASTEST = 1;

/** Contents that are remembered: enough for a sheet's two sides, and for a cover's between two sheets. */
const REMEMBERED = 4;

export type SlimPdf = {
  /**
   * Call it after each page: the page is written and hung on a branch of the tree, and what pdfkit held of it and of its
   * texts' structure goes, but for their numbers. Fronts are the same sheet after sheet: a page that shows what one of the
   * last few showed refers to that one's content, which pages may share (ISO 32000-1 §7.7.3.3).
   */
  pageDone(): void;
  /** Ends the document. */
  end(): void;
  /** Bytes that nobody has taken yet. */
  readonly waiting: number;
  /** Takes them. */
  take(): Uint8Array;
};

/** Takes over how a document without pages yet keeps and writes its pages. */
export function slimPdf(doc: PDFKit.PDFDocument): SlimPdf {
  const root = doc._root.data.Pages;
  let branch: PDFKit.PDFObjectReference | null = null;
  let kids: PDFKit.PDFObjectReference[] = [];
  const written = gatherWrites(doc);
  const shared = shareContents();

  function endBranch(): void {
    if (branch === null) return;
    Object.assign(branch.data, { Kids: kids, Count: kids.length });
    write(branch);
    root.data.Kids.push(branch);
    branch = null;
    kids = [];
  }

  return {
    pageDone() {
      const page = root.data.Kids.pop();
      if (page === undefined) throw new Error("paper: there is no page to write");
      branch ??= doc.ref({ Type: "Pages", Parent: root });
      page.data.Parent = branch;
      const { StructParents } = page.data;
      page.data.Contents = shared(doc.page.content);
      doc.flushPages();
      page.data = {};
      kids.push(page);
      if (typeof StructParents === "number") {
        // The tree may hold the row itself or a reference to it (ISO 32000-1 §7.9.7).
        const tree = doc.getStructParentTree();
        const row = doc.ref(tree.get(StructParents));
        write(row);
        tree.add(StructParents, row);
      }
      if (kids.length === BRANCH) endBranch();
    },
    end() {
      endBranch();
      doc.end();
    },
    take: written.take,
    get waiting() {
      return written.length();
    },
  };
}

/**
 * Makes what readies a page's content to be written, deflated, and gives it back: or, where it is the same to the byte as one
 * of the last few, leaves it empty and gives that one.
 */
function shareContents(): (content: PDFKit.PDFKitReference) => PDFKit.PDFKitReference {
  let known: { readonly bytes: Uint8Array; readonly content: PDFKit.PDFKitReference }[] = [];
  return (content) => {
    const bytes = joined(content.buffer);
    const found = known.find((one) => Buffer.compare(one.bytes, bytes) === 0);
    const used = found ?? { bytes, content };
    // The one that was used last comes first, so that what comes back after each back page stays.
    known = [used, ...known.filter((one) => one !== used)].slice(0, REMEMBERED);
    // pdfkit has given the content a number and waits until something is written under it, if only an empty object.
    if (found !== undefined) Object.assign(content, { buffer: [], data: {} });
    else {
      Object.assign(content, { buffer: [deflateSync(bytes, { level: FASTEST })], compress: false });
      Object.assign(content.data, { Filter: "FlateDecode" });
    }
    return used.content;
  };
}

/** Gathers what a document writes, and what it has written already, without a stream between. */
function gatherWrites(doc: PDFKit.PDFDocument): { length(): number; take(): Uint8Array } {
  let pieces: Uint8Array[] = [];
  let text = "";
  let length = doc._offset;
  for (let head: unknown = doc.read(); head instanceof Uint8Array; head = doc.read()) pieces.push(head);

  function endText(): void {
    if (text !== "") pieces.push(bytesOf(text));
    text = "";
  }

  doc._write = (data) => {
    if (typeof data === "string") text += `${data}\n`;
    else {
      endText();
      pieces.push(data);
    }
    const size = data.length + (typeof data === "string" ? 1 : 0);
    doc._offset += size;
    length += size;
  };

  return {
    length: () => length,
    take() {
      endText();
      const bytes = joined(pieces);
      pieces = [];
      length = 0;
      return bytes;
    },
  };
}

/** Text of one byte a character, as PDF's own is. */
function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, "latin1");
}

function write(reference: PDFKit.PDFObjectReference): void {
  reference.end();
  reference.data = {};
}
