import { beforeAll, describe, expect, it } from "vitest";
import type { Fonts } from "../../src/paper/fonts.ts";
import { printable, unprintable, withoutUnprintable } from "../../src/paper/unprintable.ts";
import { LANGUAGES } from "../support/languages.ts";
import { examplePaper } from "../support/paper.ts";

let fonts: Fonts;
beforeAll(async () => {
  ({ fonts } = await examplePaper());
});

describe("what cannot be printed", () => {
  it("is nothing in the languages that members write", () => {
    const texts = [
      "Ynys Môn, Gŵyr, Llanfairpwllgwyngyll, ẁ ẃ ẅ ŷ",
      "Zażółć gęślą jaźń",
      "Ọ̀rọ̀ Yorùbá, ẹ́ ọ́ ṣ",
      "Tiếng Việt: Nguyễn, những, được",
      "Ελληνικά, Українська, Русский",
      "£280 million – “eight reasons” … 50% ½ €5 • ™ ©",
    ];
    for (const text of texts) expect(unprintable(fonts, text)).toEqual([]);
  });

  it("names an emoji as the person sees it, whatever it is made of", () => {
    expect(unprintable(fonts, "Thanks 👍🏽 from the 👨‍👩‍👧, 💜 and 🇬🇧 and 👍🏽, ❤️‍🔥 1️⃣")).toEqual([
      "👍🏽",
      "👨‍👩‍👧",
      "💜",
      "🇬🇧",
      "❤️‍🔥",
      "1️⃣",
    ]);
  });

  it("is no symbol that the second and third fonts have, with or without a variation selector", () => {
    for (const text of ["→ ← ↑ ↓", "① ② ⑳", "✓ ✔ ✗ ✘", "★ ☆", "☐ ☑ ☒", "☎ ✉ ♥ ❤ ✂ ⚠ ☀ ☺", "● ■ ▪ ▶ ◯"]) {
      expect(unprintable(fonts, text)).toEqual([]);
      expect(unprintable(fonts, text.replaceAll(/(\S)/g, "$1\uFE0F"))).toEqual([]);
      expect(unprintable(fonts, text.replaceAll(/(\S)/g, "$1\uFE0E"))).toEqual([]);
    }
  });

  it("is every character that devices show as a coloured picture, even where a font of symbols draws it", () => {
    for (const text of ["✅", "⭐", "⌚", "⏳", "♿", "🌡️", "🕊️", "🖐", "🏳️‍⚧️", "✌🏽"])
      expect(unprintable(fonts, `a ${text} b`)).toEqual([text]);
  });

  it("names Arabic, Hebrew, Devanagari, Bengali, Chinese and Thai, which the font lacks or we do not set well", () => {
    for (const text of ["م", "א", "न", "ক", "汉", "ไ"])
      expect(unprintable(fonts, `a ${text} b`)).toEqual([text]);
  });

  it("names accents piled up beyond what any language does, shortened", () => {
    expect(unprintable(fonts, `x\u0323\u0301\u0300 Z${"\u0301".repeat(300)}algo`)).toEqual([
      `Ź${"\u0301".repeat(4)}`,
    ]);
  });

  it("lists at most twenty, for nobody reads further", () => {
    const chinese = Array.from({ length: 500 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join("");
    expect(unprintable(fonts, chinese)).toHaveLength(20);
  });

  it("does not name what is only removed", () => {
    expect(unprintable(fonts, "a\u0000b\u200d\ufeff\ud800c\u00ad\r\n\t")).toEqual([]);
  });
});

describe("a text without what cannot be printed", () => {
  it.each([
    ["Thanks 👍🏽 to all", "Thanks to all"],
    ["Thanks👍🏽!", "Thanks!"],
    ["Thank you 🙏.", "Thank you."],
    ["😀 Hello", "Hello"],
    ["Goodbye 👨‍👩‍👧", "Goodbye"],
    ["one 😀 😀 two", "one two"],
    ["one 😀\n😀 two\n\nthree", "one\ntwo\n\nthree"],
    ["I 💜 Gŵyr, ẹ̀kọ́ and Київ", "I Gŵyr, ẹ̀kọ́ and Київ"],
    ["✔️ done ✅", "✔️ done"],
    ["سلام", ""],
    ["", ""],
  ])("%j is %j", (text, rest) => {
    expect(withoutUnprintable(fonts, text)).toBe(rest.normalize("NFC"));
  });

  it("is left as it was typed where all can be printed, odd spaces and line ends included", () => {
    for (const text of ["a  b \n c , d\t.", " Ynys Môn \r\n", "10\u00a0May – “really” …"])
      expect(withoutUnprintable(fonts, text)).toBe(text);
  });

  it("can be printed, whatever it was", () => {
    for (const [, sentence] of LANGUAGES) {
      for (const text of [
        sentence,
        `${sentence} 👍🏽`,
        `x${"\u0301".repeat(40)} ${sentence}\ud800`,
        sentence.normalize("NFD"),
      ])
        expect(unprintable(fonts, withoutUnprintable(fonts, text))).toEqual([]);
    }
  });
});

describe("a text made printable", () => {
  it("is NFC without controls, lone surrogates, joiners and direction marks", () => {
    expect(printable("G\u0077\u0302yr \u0000\u0007\u001b\ud83d\u200b\u202ex\u200f\ufeff")).toBe("Gŵyr x");
  });

  it("has single spaces, and line ends as line feeds without spaces round them", () => {
    expect(printable("a  b\t c \r\n d\u2028e\u2003f")).toBe("a b c\nd\ne f");
  });

  it("keeps no-break spaces and takes ready-made ligatures apart", () => {
    expect(printable("10\u00a0May, o\uFB03ce")).toBe("10\u00a0May, office");
  });
});
