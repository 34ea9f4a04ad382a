import { encode } from "uqr";
import { beforeAll, describe, expect, it } from "vitest";
import { handOutText } from "../../src/paper/campaign-prints.ts";
import type { Fonts } from "../../src/paper/fonts.ts";
import { layoutHandOut } from "../../src/paper/hand-out.ts";
import type { FigureItem, Layout } from "../../src/paper/layout.ts";
import type { Paper } from "../../src/paper/paper.ts";
import { createTypesetter } from "../../src/paper/typeset.ts";
import { examplePrintedCampaign } from "../support/campaign-print.ts";
import { englishWords, examplePaper } from "../support/paper.ts";
import { readPdf } from "../support/pdf.ts";
import { extentOf, overlap } from "../support/printed.ts";
import { modulesOf } from "../support/qr.ts";

let paper: Paper;
let fonts: Fonts;
beforeAll(async () => {
  ({ paper, fonts } = await examplePaper());
});

const pageUrl = "https://postbag.example.org/campaigns/eight-reasons";
const madeOn = "2026-11-22";
const LOOKS = ["plain", "large"] as const;

/** Texts as long as a campaign may have them. */
const LONG = examplePrintedCampaign({
  card: {
    colour: "#ffd500",
    image: null,
    headline: `${"W".repeat(18)} ${"W".repeat(18)}`,
    line: "Wm ".repeat(30).trim(),
  },
  imprint:
    "Promoted by A. Person on behalf of Your Union, both of 1 Example Street, London, and again at some length.",
  sample: false,
  organisation: "The Federation of Everybody Who Works With People Under Supervision",
});
const LONG_URL = `https://a-long-name-of-a-union.branch.example.org/campaigns/${"x".repeat(40)}`;

function codeOn(pages: readonly Layout[]): FigureItem | undefined {
  return pages.flatMap(({ items }) => items).find((item) => item.kind === "figure");
}

describe.each(LOOKS)("the hand-out, %s", (look) => {
  it("says how to do it at home in numbered steps, with the address in print", async () => {
    const pdf = await paper.handOutPdf({ campaign: examplePrintedCampaign(), pageUrl, madeOn, look });
    const { pages, roles, title } = await readPdf(pdf);
    expect(pages).toHaveLength(1);
    const said = pages.flatMap(({ lines }) => lines.map(({ text }) => text)).join(" ");
    expect(said).toContain("Eight reasons to reunify probation");
    expect(said.replace(/\s/g, "")).toContain("postbag.example.org/campaigns/eight-reasons");
    for (const step of ["1.", "2.", "3.", "4."]) expect(said).toContain(step);
    expect(said).toContain("Sample text");
    expect(title).toBe("An example campaign");
    expect(roles).toEqual(expect.arrayContaining(["H1", "H2", "LI", "Figure"]));
  });

  it("has the code of the page, and nothing else in the code's square", async () => {
    const text = handOutText(examplePrintedCampaign(), pageUrl, englishWords());
    const code = codeOn(layoutHandOut(createTypesetter(fonts), text, look));
    if (code === undefined) throw new Error("there is no code");
    expect(modulesOf(code)).toEqual(encode(pageUrl, { ecc: "M", border: 0 }).data);
    expect(code.area.width / (modulesOf(code).length + 8)).toBeGreaterThan(1);
    const { x, y, width, height } = code.area;
    const square = { left: x, top: y, right: x + width, bottom: y + height };
    const pdf = await paper.handOutPdf({ campaign: examplePrintedCampaign(), pageUrl, madeOn, look });
    for (const line of (await readPdf(pdf)).pages[0]?.lines ?? [])
      expect(overlap(extentOf(line), square), line.text).toBe(false);
  });

  it("has lines for the address in place of the code where there is no public page", async () => {
    const text = handOutText(examplePrintedCampaign(), null, englishWords());
    const pages = layoutHandOut(createTypesetter(fonts), text, look);
    expect(codeOn(pages)).toBeUndefined();
    expect(pages.flatMap(({ items }) => items).filter(({ kind }) => kind === "rule")).toHaveLength(2);
  });

  it("keeps all of the longest texts on its pages and apart", async () => {
    const { pages } = await readPdf(
      await paper.handOutPdf({ campaign: LONG, pageUrl: LONG_URL, madeOn, look }),
    );
    expect(pages.length).toBeLessThanOrEqual(2);
    const said = pages.flatMap(({ lines }) => lines.map(({ text }) => text)).join("");
    for (const text of [
      LONG.card.headline,
      LONG.card.line,
      LONG.organisation,
      LONG.imprint ?? "",
      LONG_URL.slice(8),
    ])
      expect(said.replace(/\s/g, "")).toContain(text.replace(/\s/g, ""));
    for (const { lines } of pages) {
      for (const [at, line] of lines.entries()) {
        const { left, right, top, bottom } = extentOf(line);
        expect(Math.min(left, 210 - right, top, 297 - bottom), line.text).toBeGreaterThanOrEqual(7);
        for (const other of lines.slice(at + 1)) {
          const close =
            Math.abs(other.y - line.y) < line.size * 0.3 && overlap(extentOf(line), extentOf(other));
          expect(close, `${line.text} | ${other.text}`).toBe(false);
        }
      }
    }
  });

  it("has the same bytes each time, and is refused where its text cannot be printed", async () => {
    const handOut = { campaign: examplePrintedCampaign(), pageUrl, madeOn, look };
    const [one, other] = await Promise.all([paper.handOutPdf(handOut), paper.handOutPdf(handOut)]);
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
    const campaign = examplePrintedCampaign({ organisation: "Undeb 🐉" });
    await expect(paper.handOutPdf({ ...handOut, campaign })).rejects.toMatchObject({
      code: "characters-unprintable",
    });
  });
});

describe("the hand-out in large print", () => {
  it("has nothing below 18 pt, not even the small print", async () => {
    const { pages } = await readPdf(
      await paper.handOutPdf({ campaign: LONG, pageUrl: LONG_URL, madeOn, look: "large" }),
    );
    for (const { size, text } of pages.flatMap(({ lines }) => lines))
      expect(size, text).toBeGreaterThanOrEqual(18);
  });
});
