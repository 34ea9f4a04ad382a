// Text as PDF operators: glyphs that were measured before go into the page as they are, so nothing is shaped twice.
import type { FrontImage } from "../campaigns/front-image.ts";
import type { FontName, Fonts } from "./fonts.ts";
import type { TextRun } from "./layout.ts";
import type { Glyph } from "./pair-shape.ts";
import { createPdfPictures } from "./pdf-pictures.ts";

/** The fonts and pictures of one document: which glyphs it uses so far, and the names under which a page calls each. */
export type PdfFonts = {
  /** The font's name in a page's resources ("F1"), entered there. */
  name(font: FontName, page: PDFKit.PDFPage): string;
  /** What gives a glyph's place in the font's embedded subset as four hexadecimal digits. */
  codes(font: FontName): (glyph: Glyph) => string;
  /** The picture's name in a page's resources ("I1"), entered there. */
  picture(image: FrontImage, page: PDFKit.PDFPage): string;
  /** The operators of an item at a place: made once in a document, for they hold its own names and codes. */
  remember(item: object, place: string, make: () => string): string;
};

/** Opens the fonts in a document without parsing them again. A font that is never used is never embedded. */
export function createPdfFonts(doc: PDFKit.PDFDocument, fonts: Fonts): PdfFonts {
  const pictures = createPdfPictures(doc);
  const remembered = new WeakMap<object, Map<string, string>>();
  const opened = new Map<FontName, { font: PDFKit.EmbeddedFont; code: (glyph: Glyph) => string }>();

  function open(name: FontName) {
    const known = opened.get(name);
    if (known !== undefined) return known;
    doc.font(fonts.parsed(name));
    const font = doc._font;
    const glyphs = [0];
    font.subset = { glyphs, encode: () => fonts.subset(name, glyphs) };
    const codes = new Map<number | string, string>();
    const code = (glyph: Glyph): string => {
      // One glyph can stand for different characters: each pair has a place of its own, or the extracted text would
      // be that of whichever came first.
      const { codePoints } = glyph;
      const [codePoint = 0] = codePoints;
      // A number where it stays small: a map finds a large one as slowly as a text.
      const key =
        codePoints.length === 1 && codePoint <= 0xffff
          ? glyph.id * 0x10000 + codePoint
          : `${glyph.id} ${codePoints.join()}`;
      const known = codes.get(key);
      if (known !== undefined) return known;
      const place = glyphs.push(glyph.id) - 1;
      font.unicode[place] = glyph.codePoints;
      font.widths[place] = glyph.natural;
      const made = place.toString(16).padStart(4, "0");
      codes.set(key, made);
      return made;
    };
    const made = { font, code };
    opened.set(name, made);
    return made;
  }

  return {
    name(name, page) {
      const { font } = open(name);
      page.fonts[font.id] ??= font.ref();
      return font.id;
    },
    codes: (name) => open(name).code,
    picture: pictures.name,
    remember(item, place, make) {
      const places = remembered.get(item) ?? new Map<string, string>();
      const known = places.get(place);
      if (known !== undefined) return known;
      const made = make();
      places.set(place, made);
      remembered.set(item, places);
      return made;
    },
  };
}

/**
 * The operators that show one line of text.
 *
 * `matrix` places a point of the text's own system (x along the baseline, y up from it, in pt) on the page:
 * it gives the six numbers of `Tm`.
 */
export function showRun(
  run: TextRun,
  fonts: PdfFonts,
  page: PDFKit.PDFPage,
  matrix: (alongBaseline: number, up: number) => string,
): string {
  const em = run.size / 1000;
  const choose = (font: FontName) => `/${fonts.name(font, page)} ${number(run.size)} Tf`;
  const operators = [`${choose(run.face)} ${matrix(0, 0)} Tm`];
  let chosen: FontName = run.face;
  let codeOf = fonts.codes(chosen);
  let segment = "<";
  let pen = 0;

  const flush = () => {
    if (segment !== "<") operators.push(`[${segment}>] TJ`);
    segment = "<";
  };
  const show = (glyph: Glyph) => {
    const font = glyph.symbol?.font ?? run.face;
    if (font !== chosen) {
      flush();
      operators.push(choose(font));
      chosen = font;
      codeOf = fonts.codes(font);
    }
    const code = codeOf(glyph);
    if (glyph.dx !== 0 || glyph.dy !== 0) {
      flush();
      operators.push(`${matrix((pen + glyph.dx) * em, glyph.dy * em)} Tm <${code}> Tj`);
      pen += glyph.advance;
      operators.push(`${matrix(pen * em, 0)} Tm`);
      return;
    }
    segment += code;
    if (glyph.advance !== glyph.natural) segment += `>${number(glyph.natural - glyph.advance)}<`;
    pen += glyph.advance;
  };

  // Accents that are put over their letter one by one make some readers see a gap: they are told the word as it is.
  const begin = (text: string) => {
    flush();
    operators.push(`/Span <</ActualText <FEFF${utf16(text)}>>> BDC`);
  };
  const end = () => {
    flush();
    operators.push("EMC");
  };

  for (const [at, piece] of run.line.pieces.entries()) {
    if (at > 0 && piece.spaced) for (const glyph of run.space.glyphs) show(glyph);
    const moved = piece.shape.glyphs.some(({ dx, dy }) => dx !== 0 || dy !== 0);
    if (moved) begin(piece.shape.text);
    for (const glyph of piece.shape.glyphs) show(glyph);
    if (moved) end();
  }
  // A line's end is none to whoever has the text read out: the space after its last word is there, though nobody sees it
  // (ISO 32000-1 §14.8.2.5).
  if (run.line.pieces.length > 0 && !run.line.inWord) for (const glyph of run.space.glyphs) show(glyph);
  flush();
  return `BT ${operators.join(" ")} ET`;
}

/** A text's UTF-16 as hexadecimal digits. */
function utf16(text: string): string {
  let digits = "";
  for (let at = 0; at < text.length; at++) digits += text.charCodeAt(at).toString(16).padStart(4, "0");
  return digits;
}

/** A number as PDF writes it: no exponent, at most three decimals, no "-0". */
export function number(value: number): string {
  const rounded = Math.round(value * 1000) / 1000;
  return rounded === 0 ? "0" : String(rounded);
}
