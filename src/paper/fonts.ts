// The typefaces of the print: parsed once, measured with kerning, and able to say what they cannot print.

import type { Font, FontCollection } from "fontkit";
import * as fontkit from "fontkit";
import { Problem } from "../errors.ts";
import { createPairShaper, type Glyph, type Shape } from "./pair-shape.ts";
import { createSubsetter } from "./subset-ttf.ts";
import { createSymbols, type PrintSymbol, type SymbolFont } from "./symbols.ts";

/** The three weights of the one family that everything is printed in. */
export const FACES = ["regular", "bold", "black"] as const;
export type Face = (typeof FACES)[number];

/** A file of the print: one of the faces, or a font of symbols. */
export type FontName = Face | SymbolFont;

/** A face's vertical measures in thousandths of an em; `descent` is positive. */
export type Metrics = { readonly ascent: number; readonly descent: number; readonly capHeight: number };

export type Fonts = {
  /**
   * Sets a word without spaces in it, what the face lacks as symbols. Throws `characters-unprintable` naming the word
   * where the font cannot.
   */
  shape(face: Face, word: string): Shape;
  /** Whether a code point has a glyph in every face, or is a symbol. */
  hasGlyph(codePoint: number): boolean;
  metrics(face: Face): Metrics;
  /** The parsed font itself, for the painter that embeds it. */
  parsed(name: FontName): Font;
  /** A TTF file of only these glyphs (numbers of the font), by their place in the list; glyph 0 comes first. */
  subset(name: FontName, glyphs: readonly number[]): Uint8Array;
};

/**
 * Parses the TTF files (bytes) once, to be shared by every document of the process.
 *
 * Takes about a fifth of a second, for it also warms each face. fontkit keeps one object per glyph with the characters of whoever asked
 * first, and that is what a PDF's extracted text is made of: so each character asks first, in order, and not a
 * member's letter. U+FB00–FB4F (ready-made ligatures) must not, or "office" would be extracted as "oﬃce": those
 * glyphs are asked for by their letters. Symbols are asked for one by one and carry their own character, so they need none
 * of it.
 */
export function createFonts(files: Readonly<Record<FontName, Uint8Array>>): Fonts {
  const fonts = {
    regular: parse(files.regular),
    bold: parse(files.bold),
    black: parse(files.black),
    symbols: parse(files.symbols),
    symbols2: parse(files.symbols2),
  };
  for (const face of FACES) warm(fonts[face]);
  const byPairs = {
    regular: createPairShaper(fonts.regular),
    bold: createPairShaper(fonts.bold),
    black: createPairShaper(fonts.black),
  };
  const subsetters = {
    regular: createSubsetter(files.regular),
    bold: createSubsetter(files.bold),
    black: createSubsetter(files.black),
    symbols: createSubsetter(files.symbols),
    symbols2: createSubsetter(files.symbols2),
  };
  const symbolOf = createSymbols(fonts);

  return {
    shape: (face, word) => byPairs[face](word) ?? shapeRuns(fonts[face], symbolOf, word),
    hasGlyph: (codePoint) =>
      FACES.every((face) => fonts[face].hasGlyphForCodePoint(codePoint)) || symbolOf(codePoint) !== null,
    metrics(face) {
      const font = fonts[face];
      const scale = 1000 / font.unitsPerEm;
      return {
        ascent: font.ascent * scale,
        descent: -font.descent * scale,
        capHeight: font.capHeight * scale,
      };
    },
    parsed: (name) => fonts[name],
    subset: (name, glyphs) => subsetters[name](glyphs),
  };
}

function parse(bytes: Uint8Array): Font {
  // fontkit's types ask for a Buffer; what it reads is any bytes.
  const reader: { create(bytes: Uint8Array): Font | FontCollection } = fontkit;
  const font = reader.create(bytes);
  if ("fonts" in font) throw new Error("paper: a font file holds one font, not a collection");
  return font;
}

function warm(font: Font): void {
  for (const codePoint of font.characterSet) {
    if (codePoint < 0xfb00 || codePoint > 0xfb4f) font.glyphForCodePoint(codePoint);
  }
  font.layout("ff fi fl ffi ffl");
}

/** A word run by run: what the face lacks and is a symbol stands alone between runs of the face's own. */
function shapeRuns(font: Font, symbolOf: (codePoint: number) => PrintSymbol | null, word: string): Shape {
  const runs: Shape[] = [];
  let own = "";
  const endRun = () => {
    if (own !== "") runs.push(shape(font, own));
    own = "";
  };
  for (const character of word) {
    const codePoint = character.codePointAt(0) ?? 0;
    const symbol = font.hasGlyphForCodePoint(codePoint) ? null : symbolOf(codePoint);
    if (symbol === null) {
      own += character;
      continue;
    }
    endRun();
    const { id, advance } = symbol;
    const glyph = { id, advance, natural: advance, dx: 0, dy: 0, codePoints: [codePoint], symbol };
    runs.push({ text: character, width: advance, glyphs: [glyph] });
  }
  endRun();
  return {
    text: word,
    width: runs.reduce((sum, run) => sum + run.width, 0),
    glyphs: runs.flatMap((run) => run.glyphs),
  };
}

function shape(font: Font, word: string): Shape {
  const scale = 1000 / font.unitsPerEm;
  try {
    const run = font.layout(word);
    const spelling = spell(word, run.glyphs);
    let width = 0;
    const glyphs = run.glyphs.map((glyph, at): Glyph => {
      const position = run.positions[at];
      const natural = glyph.advanceWidth * scale;
      const advance = position === undefined ? natural : position.xAdvance * scale;
      width += advance;
      return {
        id: glyph.id,
        advance,
        natural,
        dx: (position?.xOffset ?? 0) * scale,
        dy: (position?.yOffset ?? 0) * scale,
        codePoints: spelling[at] ?? [],
      };
    });
    return { text: word, width, glyphs };
  } catch {
    // What the shaper throws says nothing to a person, and would hold a member's words in a log line.
    throw new Problem("characters-unprintable", { characters: word });
  }
}

/**
 * Which of a word's characters each glyph stands for, so that the text taken out of a PDF is the text put in.
 *
 * fontkit's glyphs know how many characters they stand for, but a glyph that two characters share ("ı" under a
 * combining accent, and the dotless i itself) knows only one of them. So where the glyphs do not spell the word, its
 * letters and marks are dealt out to them in order.
 */
function spell(
  word: string,
  glyphs: readonly { readonly codePoints: readonly number[] }[],
): (readonly number[])[] {
  const own = glyphs.map((glyph) => glyph.codePoints);
  if (String.fromCodePoint(...own.flat()) === word) return own;
  const marks = decomposed(word);
  let next = 0;
  const dealt = own.map((codePoints) => {
    const from = next;
    next += decomposed(String.fromCodePoint(...codePoints)).length;
    return codePointsOf(marks.slice(from, next).join("").normalize("NFC"));
  });
  return next === marks.length ? dealt : own;
}

function decomposed(text: string): string[] {
  return Array.from(text.normalize("NFD"));
}

function codePointsOf(text: string): number[] {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0);
}
