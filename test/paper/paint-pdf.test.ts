import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { Problem } from "../../src/errors.ts";
import type { Letter } from "../../src/letters/letter.ts";
import type { Paper } from "../../src/paper/paper.ts";
import { exampleLetter } from "../support/letter.ts";
import { examplePaper } from "../support/paper.ts";
import { readPdf } from "../support/pdf.ts";

let paper: Paper;
beforeAll(async () => {
  ({ paper } = await examplePaper());
});

const saying = (...paragraphs: string[]): Letter => exampleLetter({ card: { paragraphs } });

async function backOf(letter: Letter): Promise<string> {
  const { pages } = await readPdf(await paper.postcardPdf(letter));
  return squash((pages[1]?.lines ?? []).map(({ text }) => text).join(""));
}

describe("a card as PDF", () => {
  it("gives back the words put in, in NFC, whichever card was printed before", async () => {
    const texts = [
      "Ynys Môn, Gŵyr, Dŵr, tŷ, ẁ ẃ ẅ ŷ, Llŷn",
      "Zażółć gęślą jaźń, Łódź",
      "Ọ̀rọ̀ Yorùbá: ẹ́ ọ́ ṣ ẹ̀ ọ̀ m̀ ń",
      "Tiếng Việt: Nguyễn, những người được",
      "Ελληνικά, Київ, Русский",
      "office, fine, affluent, flow, i\u0303 i\u0323\u0301 j\u0301, ı and ȷ, \u00c5 A\u030a Å",
      "“Don’t” – 50% … £280 million; a/b_c (d) [e] {f} <g> & 'h' \\ | ~ ^ ` #",
    ];
    for (const text of [...texts, ...texts.toReversed(), "Gw\u0302yr, To\u0302n"]) {
      expect(await backOf(saying(text))).toContain(squash(text));
    }
  });

  it("embeds every font it uses, as a subset, and uses none of a viewer's own", async () => {
    const bytes = await paper.postcardPdf(exampleLetter({ imprint: "Sample text" }));
    const { fonts } = await readPdf(bytes);
    expect(fonts.map(({ name }) => name.slice(7)).toSorted()).toEqual([
      "NotoSans-Black",
      "NotoSans-Bold",
      "NotoSans-Regular",
    ]);
    for (const font of fonts) {
      expect(font.embedded, font.name).toBe(true);
      expect(font.name).toMatch(/^[A-Z]{6}\+/);
    }
    expect(new TextDecoder("latin1").decode(bytes)).not.toMatch(/Helvetica|Times|Courier|Type1/);
  });

  it("has the same bytes for the same letter, before and after another, and others for another", async () => {
    const first = digest(await paper.postcardPdf(exampleLetter()));
    const other = digest(await paper.postcardPdf(saying("Tôn ẹ́")));
    expect(digest(await paper.postcardPdf(exampleLetter()))).toBe(first);
    expect(other).not.toBe(first);
    const { paper: fresh } = await examplePaper();
    expect(digest(await fresh.postcardPdf(exampleLetter()))).toBe(first);
  });

  it("has the same bytes when many are made at once", async () => {
    const alone = digest(await paper.postcardPdf(exampleLetter()));
    const together = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        paper.postcardPdf(at % 2 === 0 ? exampleLetter() : saying(`Card ${at}`)),
      ),
    );
    for (const [at, bytes] of together.entries()) if (at % 2 === 0) expect(digest(bytes)).toBe(alone);
  });

  it("says its title and language, and nothing of who wrote it outside the page", async () => {
    const bytes = await paper.postcardPdf(exampleLetter({ language: "cy" }));
    const read = await readPdf(bytes);
    expect(read).toMatchObject({ title: "An example campaign", language: "cy" });
    const outside = new TextDecoder("latin1").decode(bytes);
    for (const personal of ["Sam", "Carter", "Mill Lane", "QQ1"]) expect(outside).not.toContain(personal);
  });

  it("has a structure for those who listen: a headline and paragraphs, in the order in which they are read", async () => {
    const { roles } = await readPdf(await paper.postcardPdf(exampleLetter()));
    expect(roles.filter((role) => role !== "Root" && role !== "Document").slice(0, 3)).toEqual([
      "H1",
      "P",
      "P",
    ]);
  });

  it("is small: under 30 kB", async () => {
    expect((await paper.postcardPdf(exampleLetter())).length).toBeLessThan(30_000);
  });

  it("is refused where the text does not fit, by how many words, and never cut", async () => {
    const long = saying(Array(200).fill("word").join(" "));
    const fit = paper.card(long).fit;
    if (fit.ok) throw new Error("should not fit");
    expect(await problemOf(paper.postcardPdf(long))).toMatchObject({
      code: "text-does-not-fit",
      values: { count: fit.wordsOver },
    });
  });

  it("is refused where characters cannot be printed, by name", async () => {
    expect(await problemOf(paper.postcardPdf(saying("Thanks 👍🏽 and नमस्ते")))).toMatchObject({
      code: "characters-unprintable",
      values: { characters: "👍🏽 न म स्ते" },
    });
    const named = exampleLetter({ card: { signature: ["محمد", "your constituent in Aldershot"] } });
    expect((await problemOf(paper.postcardPdf(named))).code).toBe("characters-unprintable");
  });

  it("is made of only newlines, of nothing, and of control characters all the same", async () => {
    for (const text of ["\n\n\n", "", " ", "\u0000\u001b[31m\u0007", "\ud800"]) {
      const bytes = await paper.postcardPdf(saying(text, "Will you?"));
      const { pages } = await readPdf(bytes);
      expect(pages).toHaveLength(2);
      expect(pages[1]?.lines.map((line) => line.text)).toContain("Will you?");
    }
    expect((await readPdf(await paper.postcardPdf(saying()))).pages).toHaveLength(2);
  });

  it("is refused for one word of 5,000 characters, and in no time", async () => {
    expect(await problemOf(paper.postcardPdf(saying("x".repeat(5000))))).toMatchObject({
      values: { count: 1 },
    });
    const tower = saying(`a${"\u0301".repeat(4999)}`);
    expect(await problemOf(paper.postcardPdf(tower))).toMatchObject({ code: "characters-unprintable" });
  });
});

async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  const error: unknown = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Problem)) throw new Error(`expected a Problem, got ${String(error)}`);
  return error;
}

function digest(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function squash(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, "");
}
