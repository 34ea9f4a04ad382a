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
// them the dashes, quotes and dots of General Punctuation. The ligatures of the faces come last, each as one more of them.
const LATIN_END = 0x180;
const PUNCTUATION_START = 0x2010;
const PUNCTUATION_END = 0x2030;
const LIGATURES_START = LATIN_END + PUNCTUATION_END - PUNCTUATION_START;
/** The longer first: "office" has the first and not the third. */
const LIGATURES = ["ffi", "ffl", "ff", "fi", "fl"] as const;
const KNOWN = LIGATURES_START + LIGATURES.length;
const F = 0x66;

/** The place among those of what a word has at `at`, or -1. */
function placeAt(word: string, at: number): number {
  const code = word.charCodeAt(at);
  if (code === F) {
    const ligature = LIGATURES.findIndex((letters) => word.startsWith(letters, at));
    if (ligature >= 0) return LIGATURES_START + ligature;
  }
  if (code < LATIN_END) return code;
  return code >= PUNCTUATION_START && code < PUNCTUATION_END ? code - PUNCTUATION_START + LATIN_END : -1;
}

/** What has that place. */
function textAt(place: number): string {
  if (place < LATIN_END) return String.fromCharCode(place);
  return LIGATURES[place - LIGATURES_START] ?? String.fromCharCode(place - LATIN_END + PUNCTUATION_START);
}

/** Kerning not yet asked for, and a pair that is more than two glyphs side by side. */
const UNASKED = 0x7fff;
const NOT_PLAIN = 0x7ffe;

/**
 * Makes a function that shapes a word exactly as fontkit does, about ten times as fast, or gives null for a word that
 * fontkit has to shape: one with another character or a pair that is not plain.
 *
 * It remembers pairs of letters, never words: what members write is not kept from one card to the next. Its memory
 * has an end (0.4 MB, and what pairs of letters kern). That pairs are enough for this font is what test/paper/pair-shape.test.ts checks.
 */
export function createPairShaper(font: Font): (word: string) => Shape | null {
  const scale = 1000 / font.unitsPerEm;
  const alone: (Glyph | null | undefined)[] = new Array(KNOWN);
  const kerning = new Int16Array(KNOWN * KNOWN).fill(UNASKED);
  const kerned = new Map<number, Glyph>();

  function glyphAlone(place: number): Glyph | null {
    if (place < 0) return null;
    const known = alone[place];
    if (known !== undefined) return known;
    const made = askAlone(textAt(place));
    alone[place] = made;
    return made;
  }

  function askAlone(text: string): Glyph | null {
    const run = font.layout(text);
    const [glyph] = run.glyphs;
    const [position] = run.positions;
    if (run.glyphs.length !== 1 || glyph === undefined || position === undefined || glyph.id === 0)
      return null;
    const plain =
      position.xOffset === 0 && position.yOffset === 0 && position.xAdvance === glyph.advanceWidth;
    if (!plain || String.fromCodePoint(...glyph.codePoints) !== text) return null;
    const natural = glyph.advanceWidth * scale;
    return { id: glyph.id, advance: natural, natural, dx: 0, dy: 0, codePoints: glyph.codePoints };
  }

  function kern(first: number, second: number): number {
    const pair = first * KNOWN + second;
    const known = kerning[pair] ?? UNASKED;
    if (known !== UNASKED) return known;
    const made = askPair(first, second);
    kerning[pair] = made;
    return made;
  }

  function askPair(first: number, second: number): number {
    const run = font.layout(textAt(first) + textAt(second));
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

  /** A glyph as it stands before another that it is kerned with by `closer` of the font's units. */
  function glyphBefore(glyph: Glyph, place: number, next: number, closer: number): Glyph {
    const pair = place * KNOWN + next;
    const known = kerned.get(pair);
    if (known !== undefined) return known;
    const made = { ...glyph, advance: glyph.natural + closer * scale };
    kerned.set(pair, made);
    return made;
  }

  return (word) => {
    const glyphs: Glyph[] = [];
    let width = 0;
    let place = placeAt(word, 0);
    let glyph = glyphAlone(place);
    for (let at = 0; at < word.length; ) {
      if (glyph === null) return null;
      at += glyph.codePoints.length;
      let set: Glyph = glyph;
      let nextGlyph: Glyph | null = null;
      if (at < word.length) {
        const next = placeAt(word, at);
        nextGlyph = glyphAlone(next);
        if (nextGlyph === null) return null;
        const closer = kern(place, next);
        if (closer === NOT_PLAIN) return null;
        if (closer !== 0) set = glyphBefore(glyph, place, next, closer);
        place = next;
      }
      width += set.advance;
      glyphs.push(set);
      glyph = nextGlyph;
    }
    return { text: word, width, glyphs };
  };
}
