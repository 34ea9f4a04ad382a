import { beforeAll, describe, expect, it } from "vitest";
import { handwritingText, posterText } from "../../src/paper/campaign-prints.ts";
import type { Fonts } from "../../src/paper/fonts.ts";
import { layoutHandwriting } from "../../src/paper/handwriting.ts";
import type { Layout } from "../../src/paper/layout.ts";
import { paintPdf } from "../../src/paper/paint-pdf.ts";
import { paintSvg } from "../../src/paper/paint-svg.ts";
import type { Paper } from "../../src/paper/paper.ts";
import { layoutPoster } from "../../src/paper/poster.ts";
import { SHEETS } from "../../src/paper/sheet.ts";
import { createTypesetter } from "../../src/paper/typeset.ts";
import { examplePrintedCampaign } from "../support/campaign-print.ts";
import { exampleLetter } from "../support/letter.ts";
import { englishWords, examplePaper } from "../support/paper.ts";
import { readPdf } from "../support/pdf.ts";

let paper: Paper;
let fonts: Fonts;
beforeAll(async () => {
  ({ paper, fonts } = await examplePaper());
});

const pageUrl = "https://postbag.example.org/campaigns/eight-reasons";
const letter = exampleLetter({
  imprint: "Sample text",
  salutation: "Annwyl Gŵyr → ★",
  body: { questions: { intro: "You could ask:", items: ["When will it end?", "Who pays for it?"] } },
});
const longLetter = exampleLetter({
  body: { paragraphs: Array(20).fill("Words enough for some lines. ".repeat(9)) },
});

const KINDS: Record<string, () => readonly Layout[]> = {
  ...Object.fromEntries(SHEETS.map((sheet) => [sheet, () => paper.sheetPages([paper.card(letter)], sheet)])),
  "the letter": () => paper.letterPages(letter),
  "a letter of several pages": () => paper.letterPages(longLetter),
  "the poster": () => [
    layoutPoster(createTypesetter(fonts), posterText(examplePrintedCampaign(), pageUrl, englishWords())),
  ],
  "a card for handwriting": () => {
    const text = handwritingText(examplePrintedCampaign(), null, pageUrl, englishWords());
    return [layoutHandwriting(createTypesetter(fonts), text).back];
  },
};

type Drawn = { readonly text: string; readonly x: number; readonly y: number; readonly turn: number };

/**
 * The texts of an SVG with their places on the page: what its groups do to them is worked out as a browser would. A symbol
 * is a text that says nothing.
 */
function drawnTexts(svg: string): Drawn[] {
  const groups: { x: number; y: number; turn: number }[] = [{ x: 0, y: 0, turn: 0 }];
  const drawn: Drawn[] = [];
  for (const [tag, attributes = "", text = ""] of svg
    .matchAll(/<g ([^>]*)>|<\/g>|<text ([^>]*)>([^<]*)|<path transform="translate\(([^)]*)\) scale/g)
    .map(([all, group, attributes, text, symbol]) => {
      if (symbol === undefined) return [all, group ?? attributes, text];
      const [x, y] = symbol.split(" ");
      return [all, `x="${x}" y="${y}"`, ""];
    })) {
    const at = groups.at(-1) ?? { x: 0, y: 0, turn: 0 };
    const to = (x: number, y: number) => {
      const [cos, sin] = [Math.cos((at.turn * Math.PI) / 180), Math.sin((at.turn * Math.PI) / 180)];
      return { x: at.x + x * cos - y * sin, y: at.y + x * sin + y * cos };
    };
    if (tag === "</g>") groups.pop();
    else if (tag?.startsWith("<g ")) {
      const [, x = "", y = "", turn = "0"] =
        /translate\(([\d.-]+) ([\d.-]+)\)(?: rotate\((\d+)\))?/.exec(attributes) ?? [];
      groups.push({ ...to(Number(x), Number(y)), turn: (at.turn + Number(turn)) % 360 });
    } else {
      const read = (name: string) => Number(new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1]);
      drawn.push({ text: text.replaceAll("&#39;", "'"), turn: at.turn, ...to(read("x"), read("y")) });
    }
  }
  return drawn;
}

describe.each(Object.entries(KINDS))("the screen and the print of %s", (_, layouts) => {
  it("have each text at the same place, within a tenth of a millimetre, turned the same way", async () => {
    const pages = layouts();
    const about = { title: "Both", language: "en", created: new Date("2019-05-01") };
    const printed = (await readPdf(await paintPdf(fonts, pages, about))).pages;
    expect(printed).toHaveLength(pages.length);
    let compared = 0;
    for (const [at, layout] of pages.entries()) {
      const texts = printed[at]?.texts ?? [];
      for (const { text, x, y, turn } of drawnTexts(paintSvg(layout, ""))) {
        const same = texts.find(
          (other) =>
            other.turn === turn &&
            Math.hypot(other.x - x, other.y - y) < 0.1 &&
            (text.startsWith(other.text.trimEnd()) || other.text.startsWith(text)),
        );
        expect(same, `"${text}" at ${x}, ${y}, turned by ${turn}`).toBeDefined();
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(5);
  });
});
