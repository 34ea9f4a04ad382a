import { beforeAll, describe, expect, it } from "vitest";
import type { Fonts } from "../../src/paper/fonts.ts";
import { type TextRun, textRuns } from "../../src/paper/layout.ts";
import { paintSvg } from "../../src/paper/paint-svg.ts";
import type { Paper } from "../../src/paper/paper.ts";
import { SHEETS } from "../../src/paper/sheet.ts";
import { splitAtSymbols } from "../../src/paper/split-run.ts";
import { createTypesetter } from "../../src/paper/typeset.ts";
import { exampleLetter } from "../support/letter.ts";
import { examplePaper } from "../support/paper.ts";
import { readPdf } from "../support/pdf.ts";

let paper: Paper;
let fonts: Fonts;
beforeAll(async () => {
  ({ paper, fonts } = await examplePaper());
});

const WORDS = "① reports → nights; ② visits ✔ none★ ☎";
const letter = exampleLetter({
  card: { paragraphs: [WORDS], front: { ...exampleLetter().card.front, headline: "Safe → sound ★" } },
});

function runOf(text: string): TextRun {
  const setter = createTypesetter(fonts);
  const type = { face: "regular", size: 10, leading: 1.2, colour: "#000000" } as const;
  const [run] = textRuns([setter.set(setter.lines(text, type, 200), type, { x: 5, y: 5, width: 200 })]);
  if (run === undefined) throw new Error("no line");
  return run;
}

describe("symbols in a text", () => {
  it("come out of every sheet as they went in", async () => {
    for (const sheet of SHEETS) {
      const { pages } = await readPdf(await paper.postcardPdf(letter, sheet));
      const said = pages
        .flatMap(({ lines }) => lines.map(({ text }) => text))
        .join("")
        .replace(/\s/g, "");
      expect(said).toContain(WORDS.replace(/\s/g, ""));
    }
  });

  it("bring only the fonts that are needed, embedded", async () => {
    const namesFor = async (words: string) =>
      (await readPdf(await paper.postcardPdf(exampleLetter({ card: { paragraphs: [words] } })))).fonts
        .map(({ name, embedded }) => `${name.replace(/^.*\+/, "")} ${embedded}`)
        .filter((name) => name.includes("Symbols"));
    expect(await namesFor("plain words")).toEqual([]);
    expect(await namesFor("an → arrow")).toEqual(["NotoSansSymbols-Regular true"]);
    expect(await namesFor("a ✔ tick")).toEqual(["NotoSansSymbols2-Regular true"]);
  });

  it("keep a card small", async () => {
    expect((await paper.postcardPdf(letter)).length).toBeLessThan(50_000);
  });

  it("are outlines on a page, in the places that the text leaves for them", () => {
    const run = runOf("a → b✔c ★");
    const parts = splitAtSymbols(run);
    expect(parts.map((part) => (part.kind === "text" ? part.text : "*"))).toEqual([
      "a",
      "*",
      "b",
      "*",
      "c",
      "*",
    ]);
    const places = parts.map(({ at }) => at);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    const last = run.line.pieces.at(-1)?.shape.width ?? 0;
    expect(places.at(-1)).toBeCloseTo(run.width - (last * 10) / 1000 / (72 / 25.4), 6);
    expect(
      paintSvg({ width: 100, height: 100, items: [{ kind: "text", role: "P", runs: [run] }] }, ""),
    ).toContain(parts[1]?.kind === "symbol" ? parts[1].outline : "none");
  });

  it("split no line that has none, nor draw anything of an empty one", () => {
    expect(splitAtSymbols(runOf("plain words")).map(({ kind }) => kind)).toEqual(["text"]);
    expect(splitAtSymbols({ ...runOf("a"), text: "" })).toEqual([]);
  });
});
