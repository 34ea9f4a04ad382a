// Shaping the plain words, which are nearly all, pair by pair: what fontkit says of two letters is asked once and kept.
import type { Font } from "fontkit";
import type { PrintSymbol } from "./symbols.ts";

/** One glyph of a word: its number in the font, where the pen goes, and the characters it stands for. Thousandths of an em. */
export type Glyph = {
  readonly id: number;
  readonly advance: number;
  /** The advance in the font's own table, before kerning. */
  readonly natural: number;
  readonly dx: number;
  readonly dy: number;
  readonly codePoints: readonly number[];
  /** Where it is none of the face's own: which symbol it is. */
  readonly symbol?: PrintSymbol;
};

/** A word as a face sets it. `width` is in thousandths of an em: at 10 pt a width of 1000 is 10 pt. */
export type Shape = {
  readonly text: string;
  readonly width: number;
  readonly glyphs: readonly Glyph[];
};

// The characters whose pairs are kept: Basic Latin, Latin-1 and Latin Extended-A (Welsh and Polish too), and after
// them the dashes, quotes and dots of General Punctuation.
const LATIN_END = 0x180;
const PUNCTUATION_START = 0x2010;
const PUNCTUATION_END = 0x2030;
const KNOWN = LATIN_END + PUNCTUATION_END - PUNCTUATION_START;

/** A character's place among those, or -1. */
function placeOf(code: number): number {
  if (code < LATIN_END) return code;
  return code >= PUNCTUATION_START && code < PUNCTUATION_END ? code - PUNCTUATION_START + LATIN_END : -1;
}

/** Kerning not yet asked for, and a pair that is more than two glyphs side by side (a ligature, for one). */
const UNASKED = 0x7fff;
const NOT_PLAIN = 0x7ffe;

/**
 * Makes a function that shapes a word exactly as fontkit does, about ten times as fast, or gives null for a word that
 * fontkit has to shape: one with another character or a pair that is not plain.
 *
 * It remembers pairs of letters, never words: what members write is not kept from one card to the next. Its memory
 * is fixed (0.3 MB). That pairs are enough for this font is what test/paper/pair-shape.test.ts checks.
 */
export function createPairShaper(font: Font): (word: string) => Shape | null {
  const scale = 1000 / font.unitsPerEm;
  const alone: (Glyph | null | undefined)[] = new Array(KNOWN);
  const kerning = new Int16Array(KNOWN * KNOWN).fill(UNASKED);

  function glyphAlone(code: number): Glyph | null {
    const place = placeOf(code);
    if (place < 0) return null;
    const known = alone[place];
    if (known !== undefined) return known;
    const made = askAlone(code);
    alone[place] = made;
    return made;
  }

  function askAlone(code: number): Glyph | null {
    const run = font.layout(String.fromCharCode(code));
    const [glyph] = run.glyphs;
    const [position] = run.positions;
    if (run.glyphs.length !== 1 || glyph === undefined || position === undefined || glyph.id === 0)
      return null;
    const plain =
      position.xOffset === 0 && position.yOffset === 0 && position.xAdvance === glyph.advanceWidth;
    if (!plain || glyph.codePoints.length !== 1 || glyph.codePoints[0] !== code) return null;
    const natural = glyph.advanceWidth * scale;
    return { id: glyph.id, advance: natural, natural, dx: 0, dy: 0, codePoints: glyph.codePoints };
  }

  function kern(first: number, second: number): number {
    const place = placeOf(first) * KNOWN + placeOf(second);
    const known = kerning[place] ?? UNASKED;
    if (known !== UNASKED) return known;
    const made = askPair(first, second);
    kerning[place] = made;
    return made;
  }

  function askPair(first: number, second: number): number {
    const run = font.layout(String.fromCharCode(first, second));
    const [glyph, nextGlyph, more] = run.glyphs;
    const [place, nextPlace] = run.positions;
    if (!glyph || !nextGlyph || more || !place || !nextPlace) return NOT_PLAIN;
    const same = glyph.id === glyphAlone(first)?.id && nextGlyph.id === glyphAlone(second)?.id;
    const still = [place.xOffset, place.yOffset, nextPlace.xOffset, nextPlace.yOffset].every(
      (offset) => offset === 0,
    );
    if (!same || !still || nextPlace.xAdvance !== nextGlyph.advanceWidth) return NOT_PLAIN;
    return place.xAdvance - glyph.advanceWidth;
  }

  return (word) => {
    const glyphs: Glyph[] = [];
    let width = 0;
    let code = word.charCodeAt(0);
    for (let at = 0; at < word.length; at++) {
      const glyph = glyphAlone(code);
      if (glyph === null) return null;
      let closer = 0;
      if (at + 1 < word.length) {
        const next = word.charCodeAt(at + 1);
        if (glyphAlone(next) === null) return null;
        closer = kern(code, next);
        if (closer === NOT_PLAIN) return null;
        code = next;
      }
      const advance = glyph.natural + closer * scale;
      width += advance;
      glyphs.push(closer === 0 ? glyph : { ...glyph, advance });
    }
    return { text: word, width, glyphs };
  };
}
