import { beforeAll, describe, expect, it } from "vitest";
import { textRuns } from "../../src/paper/layout.ts";
import { paintSvg } from "../../src/paper/paint-svg.ts";
import type { Paper } from "../../src/paper/paper.ts";
import { exampleLetter } from "../support/letter.ts";
import { examplePaper } from "../support/paper.ts";
import { readPdf } from "../support/pdf.ts";

let paper: Paper;
beforeAll(async () => {
  ({ paper } = await examplePaper());
});

const LABELS = { front: "The front", back: "The back" };

type SvgText = { text: string; x: number; y: number; sizeMm: number; weight: number; length: number };

function textsOf(svg: string): SvgText[] {
  return [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(([, attributes = "", text = ""]) => {
    const read = (name: string) => Number(new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1]);
    return {
      text: text
        .replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">")
        .replaceAll("&quot;", '"')
        .replaceAll("&#39;", "'")
        .replaceAll("&amp;", "&"),
      x: read("x"),
      y: read("y"),
      sizeMm: read("font-size"),
      weight: read("font-weight"),
      length: read("textLength"),
    };
  });
}

describe("a card as SVG", () => {
  it("has each text where the layout has it and where the PDF prints it, within a tenth of a millimetre", async () => {
    const letter = exampleLetter({ imprint: "Sample text", salutation: "Annwyl Gŵyr" });
    const svg = paper.cardSvg(letter, LABELS);
    const card = paper.card(letter);
    const { pages } = await readPdf(await paper.postcardPdf(letter));
    for (const [at, side] of (["front", "back"] as const).entries()) {
      const drawn = textsOf(svg[side]);
      const runs = textRuns(card[side].items);
      const printed = pages[at]?.lines ?? [];
      expect(drawn.map(({ text }) => text)).toEqual(runs.map(({ text }) => text));
      expect(printed.map(({ text }) => text)).toEqual(runs.map(({ text }) => text));
      for (const [index, { x, y, sizeMm, length }] of drawn.entries()) {
        const run = runs[index];
        const line = printed[index];
        if (run === undefined || line === undefined) throw new Error("a line is missing");
        for (const [mine, theirs] of [
          [x, run.x],
          [y, run.y],
          [length, run.width],
          [x, line.x],
          [y, line.y],
          [length, line.width],
        ] as const) {
          expect(Math.abs(mine - theirs)).toBeLessThan(0.1);
        }
        expect(sizeMm).toBeCloseTo(run.size * (25.4 / 72), 2);
      }
    }
  });

  it("is as large as the card and uses the page's own font files by weight", () => {
    const { front, back } = paper.cardSvg(exampleLetter(), LABELS);
    for (const svg of [front, back]) {
      expect(svg).toContain('viewBox="0 0 148 105" width="148mm" height="105mm"');
      expect(svg).toContain('font-family="Postbag Card');
    }
    expect(new Set(textsOf(front).map(({ weight }) => weight))).toEqual(new Set([900, 700]));
    expect(new Set(textsOf(back).map(({ weight }) => weight))).toEqual(new Set([400]));
  });

  it("passes a strict Content-Security-Policy and cannot be broken out of by what a member types", () => {
    const typed = `"><script>alert(1)</script><style>*{}</style> O'Neill & Sons`;
    const letter = exampleLetter({ card: { paragraphs: [typed], signature: [typed] }, salutation: typed });
    const { back } = paper.cardSvg(letter, { front: typed, back: typed });
    expect(back).not.toMatch(/<script|<style|\sstyle=|\son\w+=|href|url\(/i);
    expect(back).toContain("&lt;script&gt;");
    const said = textsOf(back)
      .map(({ text }) => text)
      .join(" ");
    expect(said.replace(/\s/g, "")).toContain(typed.replace(/\s/g, ""));
  });

  it("is read out by its label, or passed over where it is decoration", () => {
    const { front, back } = paper.cardSvg(exampleLetter(), { front: 'Says "stop"', back: "The back" });
    expect(front).toContain('role="img" aria-label="Says &quot;stop&quot;"');
    expect(back).toContain('aria-label="The back"');
    const decoration = paper.frontSvg(exampleLetter().card.front, { label: "", imprint: null });
    expect(decoration).toContain('aria-hidden="true"');
    expect(decoration).not.toContain("role=");
  });

  it("draws a card that does not fit honestly: the lines that fit, a bar below them, and says by how many words", () => {
    const letter = exampleLetter({
      card: { paragraphs: [Array.from({ length: 300 }, (_, at) => `w${at}`).join(" ")] },
    });
    const { back, fit } = paper.cardSvg(letter, LABELS);
    if (fit.ok) throw new Error("should not fit");
    const texts = textsOf(back).map(({ text }) => text);
    const shown = texts.join(" ").match(/w\d+/g) ?? [];
    expect(shown).toHaveLength(300 - fit.wordsOver);
    expect(back).toContain('fill="#b3001b"');
    expect(texts).toContain("Sam Carter");
    expect(Math.max(...textsOf(back).map(({ y }) => y))).toBeLessThan(98);
  });

  it("draws even what cannot be printed, and names it", () => {
    const letter = exampleLetter({ card: { paragraphs: ["Thanks 👍🏽, नमस्ते, سلام", "x".repeat(5000)] } });
    const { back, unprintable } = paper.cardSvg(letter, LABELS);
    expect(back).toContain("Thanks");
    expect(unprintable).toContain("👍🏽");
  });

  it("turns a group by quarter turns, as the print does", () => {
    const layout = {
      width: 10,
      height: 10,
      items: [{ kind: "group", x: 5, y: 6, turn: 180, items: [] }],
    } as const;
    expect(paintSvg(layout, "")).toContain('<g transform="translate(5 6) rotate(180)"></g>');
  });
});
