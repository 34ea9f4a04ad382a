// A PDF's structure for those who have it read out: headings, paragraphs, lists and figures, in the order of the layout.
import type { TextRole } from "./layout.ts";

/** Puts what is drawn into the structure tree of one document. */
export type PdfStructure = {
  /** What `draw` draws is one card of a sheet, or one of its sides. */
  section(draw: () => void): void;
  /** What `draw` draws is a text, or goes on with the one before it. */
  text(role: TextRole, continues: boolean, draw: () => void): void;
  /** What `draw` draws is a picture, said by `alt`; `box` are its left, top, right and bottom in pt. */
  figure(alt: string, box: readonly [number, number, number, number], draw: () => void): void;
  /** What `draw` draws says nothing: guides, grounds, page numbers. */
  decoration(draw: () => void): void;
  end(): void;
};

type Element = PDFKit.PDFStructureElement;

/** Starts a document's structure tree. */
export function createStructure(doc: PDFKit.PDFDocument): PdfStructure {
  const document = doc.struct("Document");
  doc.addStructure(document);
  let parent = document;
  let list: Element | null = null;
  // A paragraph stays open until the next one begins, for it may go on over the page.
  let open: Element | null = null;

  function close(): void {
    open?.end();
    open = null;
  }

  function closeList(): void {
    close();
    list?.end();
    list = null;
  }

  /** A new element below the one that is at work; a list's item is wrapped in what PDF wants round it. */
  function start(role: TextRole): Element {
    close();
    if (role !== "LI") {
      closeList();
      return added(parent, role);
    }
    list ??= added(parent, "L");
    const item = added(list, "LI");
    return added(item, "LBody");
  }

  function added(to: Element, role: string): Element {
    const element = doc.struct(role);
    to.add(element);
    return element;
  }

  function decoration(draw: () => void): void {
    doc.addContent("/Artifact BMC");
    draw();
    doc.addContent("EMC");
  }

  return {
    decoration,

    section(draw) {
      closeList();
      const outer = parent;
      parent = added(outer, "Sect");
      draw();
      closeList();
      parent.end();
      parent = outer;
    },

    text(role, continues, draw) {
      if (role === "Artifact") return decoration(draw);
      open = continues && open !== null ? open : start(role);
      const content = doc.markStructureContent(role === "LI" ? "LBody" : role);
      draw();
      doc.endMarkedContent();
      open.add(content);
    },

    figure(alt, box, draw) {
      closeList();
      const element = doc.struct("Figure", { alt, bbox: [...box] });
      parent.add(element);
      const content = doc.markStructureContent("Figure");
      draw();
      doc.endMarkedContent();
      element.add(content);
      element.end();
    },

    end() {
      closeList();
      document.end();
    },
  };
}
