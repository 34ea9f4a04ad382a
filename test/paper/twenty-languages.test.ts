import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFontFiles } from "../../src/paper/font-files.ts";
import { createFonts } from "../../src/paper/fonts.ts";
import { createPaper, type Paper } from "../../src/paper/paper.ts";
import { LANGUAGES } from "../support/languages.ts";
import { exampleLetter } from "../support/letter.ts";
import { englishWords } from "../support/paper.ts";
import { readPdf } from "../support/pdf.ts";

/** Symbols of both fonts, alone and within words, as they are typed and as a telephone's keyboard sends them. */
const SYMBOLS = ["→", "a→b", "①", "✔", "✔\uFE0Fdone,", "★★☆", "☎", "✉\uFE0E", "❤\uFE0F", "☎✂→"];

const WORDS = [...LANGUAGES.flatMap(([, sentence]) => sentence.split(" ")), ...SYMBOLS, ...SYMBOLS];

/** NFC without variation selectors, with a dotless i or j under a mark as its dotted self, and without the spaces that lines end with. */
function comparable(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[\uFE0E\uFE0F]/gu, "")
    .replace(/ı(?=\p{M})/gu, "i")
    .replace(/ȷ(?=\p{M})/gu, "j")
    .normalize("NFC")
    .replace(/\s/gu, "");
}

async function freshPaper(): Promise<Paper> {
  return createPaper({ fonts: createFonts(await readFontFiles()), words: englishWords() });
}

async function saidOn(pdf: Uint8Array): Promise<string> {
  const { pages } = await readPdf(pdf);
  return comparable(pages.flatMap(({ lines }) => lines.map(({ text }) => text)).join(""));
}

describe("names and words in twenty languages", () => {
  it("are printed or named beforehand: seventeen languages print, three are named", async () => {
    const paper = await freshPaper();
    const named = LANGUAGES.filter(([, sentence]) => paper.unprintable(sentence).length > 0);
    expect(LANGUAGES).toHaveLength(20);
    expect(named.map(([language]) => language)).toEqual(["Arabic", "Punjabi", "Chinese"]);
  });

  it("come out of card and letter as they went in, in any normal form, whatever was printed before", async () => {
    const paper = await freshPaper();
    const printed = WORDS.filter((word) => paper.unprintable(word).length === 0);
    const text = (most: number) =>
      fc
        .tuple(
          fc.array(fc.constantFrom(...printed), { minLength: 1, maxLength: most }),
          fc.constantFrom("NFC", "NFD"),
        )
        .map(([words, form]) => words.join(" ").normalize(form));
    // One Paper for all of it: each card is printed after those of others, in an order that chance gave once.
    await fc.assert(
      fc.asyncProperty(text(4), text(25), async (name, words) => {
        const letter = exampleLetter({
          sender: { ...exampleLetter().sender, name },
          card: { paragraphs: [words], signature: [name] },
          body: { paragraphs: [words] },
        });
        const card = await saidOn(await paper.postcardPdf(letter));
        expect(card).toContain(comparable(words));
        expect(card).toContain(comparable(name));
        const page = await saidOn(await paper.letterPdf(letter));
        expect(page).toContain(comparable(words));
        expect(page).toContain(comparable(name));
      }),
      { seed: 20_190_501, numRuns: 60 },
    );
  });
});
