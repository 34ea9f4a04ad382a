import { beforeAll, describe, expect, it } from "vitest";
import { readFontFiles } from "../../src/paper/font-files.ts";
import { createFonts, FACES, type Fonts } from "../../src/paper/fonts.ts";
import type { Shape } from "../../src/paper/pair-shape.ts";
import { printable } from "../../src/paper/unprintable.ts";

let fonts: Fonts;
beforeAll(async () => {
  fonts = createFonts(await readFontFiles());
});

describe("fonts", () => {
  it("spell back every letter under every accent they print, whoever asked before", () => {
    const letters = fonts
      .parsed("regular")
      .characterSet.filter((code) => /\p{Script=Latin}/u.test(String.fromCodePoint(code)));
    const wrong: string[] = [];
    for (const code of letters) {
      for (const mark of ["", "\u0300", "\u0301", "\u0308", "\u0323", "\u0329"]) {
        const text = printable(String.fromCodePoint(code) + mark);
        if (spelt(fonts.shape("regular", text)) !== text) wrong.push(text);
      }
    }
    expect(letters.length).toBeGreaterThan(1000);
    expect(wrong).toEqual([]);
  });

  it("spell ligatures by their letters, even after a ready-made one was set", () => {
    for (const face of FACES) {
      fonts.shape(face, "\uFB01");
      expect(spelt(fonts.shape(face, "fine"))).toBe("fine");
      expect(spelt(fonts.shape(face, "office"))).toBe("office");
    }
  });

  it("kern: AV is narrower than A and V apart", () => {
    const apart = fonts.shape("bold", "A").width + fonts.shape("bold", "V").width;
    expect(fonts.shape("bold", "AV").width).toBeLessThan(apart);
  });

  it("know what they lack", () => {
    expect(fonts.hasGlyph(0x175)).toBe(true);
    expect(fonts.hasGlyph(0x1f9d1)).toBe(false);
    expect(fonts.hasGlyph(0x5d0)).toBe(false);
  });

  it("take what a face lacks from the symbols, and put its width where it stands", () => {
    for (const face of FACES) {
      const { text, width, glyphs } = fonts.shape(face, "a→✔b");
      expect(text).toBe("a→✔b");
      expect(glyphs.map(({ symbol }) => symbol?.font)).toEqual([undefined, "symbols", "symbols2", undefined]);
      expect(spelt({ text, width, glyphs })).toBe("a→✔b");
      expect(width).toBeCloseTo(
        glyphs.reduce((sum, glyph) => sum + glyph.advance, 0),
        6,
      );
      for (const { symbol } of glyphs.slice(1, 3)) expect(symbol?.outline).toMatch(/^M[-\d. ,MLQCZ]+Z$/);
    }
  });

  it("leave what the face has to the face, and marks to the letter that they stand on", () => {
    expect(fonts.shape("bold", "•™½").glyphs.every(({ symbol }) => symbol === undefined)).toBe(true);
    expect(fonts.hasGlyph(0x20e3)).toBe(false);
  });

  it("measure in thousandths of an em, whatever the file's own units", () => {
    const { ascent, descent, capHeight } = fonts.metrics("regular");
    expect([ascent, descent, capHeight]).toEqual([1069, 293, 714]);
  });
});

function spelt(shape: Shape): string {
  return String.fromCodePoint(...shape.glyphs.flatMap((glyph) => glyph.codePoints)).normalize("NFC");
}
