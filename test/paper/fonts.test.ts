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
    expect(fonts.hasGlyph(0x1f44d)).toBe(false);
    expect(fonts.hasGlyph(0x5d0)).toBe(false);
  });

  it("measure in thousandths of an em, whatever the file's own units", () => {
    const { ascent, descent, capHeight } = fonts.metrics("regular");
    expect([ascent, descent, capHeight]).toEqual([1069, 293, 714]);
  });
});

function spelt(shape: Shape): string {
  return String.fromCodePoint(...shape.glyphs.flatMap((glyph) => glyph.codePoints)).normalize("NFC");
}
