import * as fontkit from "fontkit";
import { beforeAll, describe, expect, it } from "vitest";
import { readFontFiles } from "../../src/paper/font-files.ts";
import { createFonts, FACES, type FontName, type Fonts } from "../../src/paper/fonts.ts";
import { createSubsetter } from "../../src/paper/subset-ttf.ts";

let files: Record<FontName, Uint8Array>;
let fonts: Fonts;
beforeAll(async () => {
  files = await readFontFiles();
  fonts = createFonts(files);
});

/** Glyph numbers of a text's characters, after glyph 0. */
function glyphsOf(face: FontName, text: string): number[] {
  return [
    0,
    ...Array.from(
      text,
      (character) => fonts.parsed(face).glyphForCodePoint(character.codePointAt(0) ?? 0).id,
    ),
  ];
}

describe("a font cut down to some glyphs", () => {
  it.each(FACES)("has the same outlines and widths, compound glyphs too (%s)", (face) => {
    const whole = fonts.parsed(face);
    const wanted = glyphsOf(face, "Gŵyr Ynys Môn éạ̄ ½ Ł ị ộ Ж ώ fi @ .");
    const cut = fontkit.create(Buffer.from(fonts.subset(face, wanted)));
    if ("fonts" in cut) throw new Error("one font, not a collection");
    for (const [place, glyph] of wanted.entries()) {
      expect(cut.getGlyph(place).path.toSVG()).toBe(whole.getGlyph(glyph).path.toSVG());
      expect(cut.getGlyph(place).advanceWidth).toBe(whole.getGlyph(glyph).advanceWidth);
    }
    // The parts of "ŵ" stand behind the glyphs asked for.
    expect(cut.numGlyphs).toBeGreaterThan(wanted.length);
  });

  it.each([
    ["symbols", "→①☺"],
    ["symbols2", "✔★☎✂"],
  ] as const)("has the same outlines of %s", (name, text) => {
    const wanted = glyphsOf(name, text);
    const cut = fontkit.create(Buffer.from(fonts.subset(name, wanted)));
    if ("fonts" in cut) throw new Error("one font, not a collection");
    for (const [place, glyph] of wanted.entries())
      expect(cut.getGlyph(place).path.toSVG()).toBe(fonts.parsed(name).getGlyph(glyph).path.toSVG());
  });

  it("keeps its place for a glyph that is asked for twice", () => {
    const [, e = 0] = glyphsOf("regular", "e");
    const cut = fontkit.create(
      Buffer.from(fonts.subset("regular", [0, e, e, ...glyphsOf("regular", "ŵ").slice(1)])),
    );
    if ("fonts" in cut) throw new Error("one font, not a collection");
    expect(cut.getGlyph(2).path.toSVG()).toBe(cut.getGlyph(1).path.toSVG());
    expect(cut.getGlyph(3).path.toSVG()).toBe(fonts.parsed("regular").glyphForCodePoint(0x175).path.toSVG());
  });

  it("has checksums that add up, as a printer's software may check", () => {
    const cut = fonts.subset("bold", glyphsOf("bold", "Ynys Môn"));
    const view = new DataView(cut.buffer, cut.byteOffset, cut.byteLength);
    const sum = (start: number, length: number) => {
      let total = 0;
      for (let at = start; at < start + length; at += 4) total = (total + view.getUint32(at)) >>> 0;
      return total;
    };
    expect(cut.length % 4).toBe(0);
    expect(sum(0, cut.length)).toBe(0xb1b0afba);
    const entries = Array.from({ length: view.getUint16(4) }, (_, at) => 12 + at * 16);
    for (const entry of entries) {
      const name = String.fromCharCode(...cut.slice(entry, entry + 4));
      const [checksum, start, length] = [4, 8, 12].map((at) => view.getUint32(entry + at)) as [
        number,
        number,
        number,
      ];
      expect(start % 4).toBe(0);
      if (name !== "head") expect(sum(start, (length + 3) & ~3), name).toBe(checksum);
    }
  });

  it("leaves the font's own bytes alone", () => {
    const before = Buffer.from(files.regular);
    const wanted = glyphsOf("regular", "ŵŷẁộ");
    const first = createSubsetter(files.regular)(wanted);
    expect(Buffer.from(files.regular).equals(before)).toBe(true);
    expect(Buffer.from(createSubsetter(files.regular)(wanted)).equals(Buffer.from(first))).toBe(true);
  });
});
