// A line of text in parts for a screen: the face's own text, and between it the symbols.
import type { TextRun } from "./layout.ts";
import { emsToMm } from "./typeset.ts";

/** Text of the run's own face. `at` is its left end from the run's, and both lengths are in mm; no space at either end. */
export type TextPart = {
  readonly kind: "text";
  readonly text: string;
  readonly at: number;
  readonly width: number;
};

/** A symbol: its outline as in `PrintSymbol`. */
export type SymbolPart = { readonly kind: "symbol"; readonly outline: string; readonly at: number };

/** The parts of a line in their order; none for an empty line, and one for most others. */
export function splitAtSymbols({ text, width, line, size, space }: TextRun): (TextPart | SymbolPart)[] {
  if (text === "") return [];
  const hasSymbol = line.pieces.some(({ shape }) => shape.glyphs.some(({ symbol }) => symbol !== undefined));
  if (!hasSymbol) return [{ kind: "text", text, at: 0, width }];

  const parts: (TextPart | SymbolPart)[] = [];
  let said = "";
  let start = 0;
  let end = 0;
  let pen = 0;
  const endText = () => {
    if (said !== "") {
      const at = emsToMm(start, size);
      parts.push({ kind: "text", text: said, at, width: emsToMm(end, size) - at });
    }
    said = "";
  };
  for (const [at, { spaced, shape }] of line.pieces.entries()) {
    // An SVG drops the spaces at a text's ends: there the place of what follows is the space.
    let gap = at > 0 && spaced ? " " : "";
    if (gap !== "") pen += space.width;
    for (const { symbol, codePoints, advance } of shape.glyphs) {
      if (symbol !== undefined) {
        endText();
        parts.push({ kind: "symbol", outline: symbol.outline, at: emsToMm(pen, size) });
      } else {
        if (said === "") start = pen;
        else said += gap;
        said += String.fromCodePoint(...codePoints);
        end = pen + advance;
      }
      gap = "";
      pen += advance;
    }
  }
  endText();
  return parts;
}
