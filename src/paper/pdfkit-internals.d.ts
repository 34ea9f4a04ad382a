// What we use of pdfkit that its published types leave out: fonts that are parsed already, and the embedded font behind
// the name. pdfkit is pinned to one version, and test/paper reads the results back.
import type { Font } from "fontkit";

declare global {
  namespace PDFKit {
    /** A font of one document: collects the glyphs that are used, and writes them as a subset at the end. */
    interface EmbeddedFont {
      readonly id: string;
      /** Numbers of the font's glyphs, by their place in the subset, and what writes the subset's file at the end. */
      subset: { readonly glyphs: number[]; readonly encode: () => Uint8Array };
      /** By place in the subset: the characters a glyph stands for, and its width in thousandths of an em. */
      readonly unicode: (readonly number[])[];
      readonly widths: number[];
      ref(): PDFKitReference;
    }

    /** An object of the file. Once it has ended only its number is of use, and `data` can go. */
    interface PDFObjectReference {
      data: Record<string, unknown>;
      /** Writes the object, with a stream of these bytes where some are given. */
      end(stream?: Uint8Array): void;
    }

    interface PDFPage {
      /** Pictures among the page's resources, by the names that its content calls them. */
      readonly xobjects: Record<string, PDFObjectReference>;
    }

    interface PDFDocument {
      /** The catalogue: in it the tree of pages, whose entries pdfkit keeps to the end, and how viewers should show it. */
      readonly _root: {
        readonly data: {
          readonly Pages: { readonly data: { readonly Kids: PDFObjectReference[] } };
          readonly ViewerPreferences: { readonly data: object };
        };
      };
      ref(data: object): PDFObjectReference;
      /** Where everything that is written goes, strings of one byte a character with a line end after each. */
      _write(data: string | Uint8Array): void;
      /** Bytes written so far. */
      _offset: number;
      /** For every page with text, by its `StructParents`, the elements of the structure that its texts belong to. */
      getStructParentTree(): { get(key: number): object; add(key: number, value: object): void };
    }

    namespace Mixins {
      interface StructureElementOptions {
        /** Left, top, right and bottom in pt from the page's top left: where a figure is. */
        bbox?: [number, number, number, number];
      }

      interface PDFFont {
        /** pdfkit takes what fontkit parsed as it is, so that one parsed font serves every document. */
        font(parsed: Font): this;
        readonly _font: EmbeddedFont;
      }
    }
  }
}
