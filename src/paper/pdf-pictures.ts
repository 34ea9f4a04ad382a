// Pictures in a PDF: each embedded once in a document, its pixels as they were made ready, and never decoded again.
import type { FrontImage, Pixels } from "../campaigns/front-image.ts";

export type PdfPictures = {
  /** The picture's name in a page's resources ("I1"), entered there. */
  name(image: FrontImage, page: PDFKit.PDFPage): string;
};

/** Opens the pictures of a document. One that is never drawn is never embedded. */
export function createPdfPictures(doc: PDFKit.PDFDocument): PdfPictures {
  const embedded = new Map<string, { readonly name: string; readonly object: PDFKit.PDFObjectReference }>();
  return {
    name({ hash, pixels }, page) {
      const known = embedded.get(hash) ?? { name: `I${embedded.size + 1}`, object: embed(doc, pixels) };
      embedded.set(hash, known);
      page.xobjects[known.name] = known.object;
      return known.name;
    },
  };
}

/** Writes an image object (ISO 32000-1 §8.9.5). */
function embed(doc: PDFKit.PDFDocument, pixels: Pixels): PDFKit.PDFObjectReference {
  const { filter, width, height, bits, channels, palette, data } = pixels;
  const object = doc.ref({
    Type: "XObject",
    Subtype: "Image",
    Width: width,
    Height: height,
    BitsPerComponent: bits,
    ColorSpace: palette === null ? colourSpace(channels) : indexed(doc, palette),
    Filter: filter,
    ...(filter === "FlateDecode"
      ? { DecodeParms: { Predictor: 15, Colors: channels, BitsPerComponent: bits, Columns: width } }
      : {}),
  });
  object.end(data);
  return object;
}

function colourSpace(channels: Pixels["channels"]): string {
  return channels === 1 ? "DeviceGray" : "DeviceRGB";
}

function indexed(doc: PDFKit.PDFDocument, palette: Uint8Array): unknown[] {
  const entries = doc.ref({});
  entries.end(palette);
  return ["Indexed", "DeviceRGB", palette.length / 3 - 1, entries];
}
