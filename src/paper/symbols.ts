// The symbols that the print's own typeface lacks (arrows, ticks, stars), from two fonts of nothing else (docs/decisions/0010).
import type { Font } from "fontkit";

/** The fonts of symbols, in the order in which they are asked. Each has one weight, which goes with every face. */
export const SYMBOL_FONTS = ["symbols", "symbols2"] as const;
export type SymbolFont = (typeof SYMBOL_FONTS)[number];

/** One symbol. `advance` is in thousandths of an em. */
export type PrintSymbol = {
  readonly font: SymbolFont;
  /** Its number in the font. */
  readonly id: number;
  readonly advance: number;
  /** Its outline as an SVG path in thousandths of an em, y upwards: a page needs no font for it. */
  readonly outline: string;
};

/** A mark belongs to the letter before it, which is of another font: it would stand beside its letter. */
const MARK = /^\p{M}$/u;

/** Gives the symbol of a character, or null where neither font has one. Symbols are kept: there are 4,000 at most. */
export function createSymbols(
  fonts: Readonly<Record<SymbolFont, Font>>,
): (codePoint: number) => PrintSymbol | null {
  const known = new Map<number, PrintSymbol>();

  function make(codePoint: number): PrintSymbol | null {
    if (MARK.test(String.fromCodePoint(codePoint))) return null;
    const name = SYMBOL_FONTS.find((each) => fonts[each].hasGlyphForCodePoint(codePoint));
    if (name === undefined) return null;
    const font = fonts[name];
    const scale = 1000 / font.unitsPerEm;
    const { id, advanceWidth, path } = font.glyphForCodePoint(codePoint);
    return { font: name, id, advance: advanceWidth * scale, outline: path.scale(scale, scale).toSVG() };
  }

  return (codePoint) => {
    const kept = known.get(codePoint);
    if (kept !== undefined) return kept;
    const made = make(codePoint);
    // What is in no font is not kept, or a member's rare characters would be.
    if (made !== null) known.set(codePoint, made);
    return made;
  };
}
