import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { readFontFiles } from "../../src/paper/font-files.ts";
import { createFonts, FACES, type Fonts } from "../../src/paper/fonts.ts";
import { createPairShaper } from "../../src/paper/pair-shape.ts";

let fonts: Fonts;
beforeAll(async () => {
  fonts = createFonts(await readFontFiles());
});

describe("shaping pair by pair", () => {
  it.each(FACES)("is exactly what fontkit does with real words and with nonsense (%s)", (face) => {
    const font = fonts.parsed(face);
    const shape = createPairShaper(font);
    const different: string[] = [];
    let plain = 0;
    for (const word of [...realWords(), ...nonsense(4000), ...ligatureWords()]) {
      const quick = shape(word);
      if (quick === null) continue;
      plain += 1;
      const run = font.layout(word);
      const glyphs = run.glyphs.map(({ id }, at) => {
        const position = run.positions[at];
        return [id, position?.xAdvance, position?.xOffset, position?.yOffset];
      });
      const mine = quick.glyphs.map(({ id, advance, dx, dy }) => [id, advance, dx, dy]);
      if (JSON.stringify(glyphs) !== JSON.stringify(mine)) different.push(word);
    }
    expect(different).toEqual([]);
    expect(plain).toBeGreaterThan(4000);
  });

  it("sets ligatures as one glyph of several letters", () => {
    const shape = createPairShaper(fonts.parsed("regular"));
    const letters = (word: string) =>
      shape(word)?.glyphs.map(({ codePoints }) => String.fromCodePoint(...codePoints));
    expect(letters("office")).toEqual(["o", "ffi", "c", "e"]);
    expect(letters("shuffled")).toEqual(["s", "h", "u", "ffl", "e", "d"]);
    expect(letters("fffi")).toEqual(["ff", "fi"]);
    expect(letters("of")).toEqual(["o", "f"]);
  });

  it("leaves combining accents and other alphabets to fontkit", () => {
    const shape = createPairShaper(fonts.parsed("regular"));
    for (const word of ["e\u0323\u0301", "fi\u0323", "Nguyễn", "Ελλάδα", "\u00AD"])
      expect(shape(word)).toBeNull();
    for (const word of ["probation", "Gŵyr", "Ynys", "Môn", "Łódź", "“don’t”"])
      expect(shape(word)?.text).toBe(word);
  });
});

function realWords(): Set<string> {
  const texts = ["../../templates/words/en.yaml", "../../data/seats.json"].map((path) =>
    readFileSync(new URL(path, import.meta.url), "utf8"),
  );
  return new Set(
    texts
      .join(" ")
      .split(/\s+/)
      .filter((word) => word !== "" && word.length <= 60),
  );
}

/** Strings of Latin characters in no order that a language has, from a fixed seed. */
function nonsense(count: number): string[] {
  let seed = 20191011;
  const upTo = (limit: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * limit);
  };
  return Array.from({ length: count }, () => {
    const length = 1 + upTo(8);
    const codes = Array.from({ length }, () => 33 + upTo(upTo(10) < 7 ? 94 : 350));
    return String.fromCharCode(...codes).normalize("NFC");
  });
}

/** Every word of up to five of the letters that ligatures are made of, and one that has no part in any. */
function ligatureWords(): string[] {
  const letters = ["f", "i", "l", "t"];
  let words = [""];
  const all: string[] = [];
  for (let length = 1; length <= 5; length++) {
    words = words.flatMap((word) => letters.map((letter) => word + letter));
    all.push(...words);
  }
  return all;
}
