import { encode } from "uqr";
import { beforeAll, describe, expect, it } from "vitest";
import { posterText } from "../../src/paper/campaign-prints.ts";
import type { Fonts } from "../../src/paper/fonts.ts";
import type { FigureItem, Layout } from "../../src/paper/layout.ts";
import type { Paper } from "../../src/paper/paper.ts";
import { layoutPoster } from "../../src/paper/poster.ts";
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
const madeOn = "2019-05-01";

function layout(campaign = examplePrintedCampaign(), url = pageUrl): Layout {
  return layoutPoster(createTypesetter(fonts), posterText(campaign, url, englishWords()));
}

function codeOn({ items }: Layout): FigureItem {
  const code = items.find((item) => item.kind === "figure");
  if (code?.kind !== "figure") throw new Error("there is no code on the poster");
  return code;
}

describe("the poster", () => {
  it("is one A4 page with the campaign's headline, its line, what to do, the short address and who campaigns", async () => {
    const { pages, title, roles } = await readPdf(
      await paper.posterPdf({ campaign: examplePrintedCampaign(), pageUrl, madeOn }),
    );
    const [page, ...more] = pages;
    expect(more).toEqual([]);
    expect(page?.points[0]).toBeCloseTo(595.28, 1);
    expect(page?.points[1]).toBeCloseTo(841.89, 1);
    expect(page?.lines.map(({ text }) => text).join(" ")).toBe(
      [
        "Eight reasons to reunify probation",
        "Rehabilitation, public safety, and a profession that can do its job.",
        englishWords()("paper.poster"),
        "postbag.example.org/campaigns/eight-reasons",
        "Your union",
        "Sample text",
      ].join(" "),
    );
    expect(title).toBe("An example campaign");
    expect(roles).toContain("Figure");
  });

  it("has the code of the campaign's page, large enough to be read from some metres", () => {
    const code = codeOn(layout());
    const drawn = modulesOf(code);
    expect(drawn).toEqual(encode(pageUrl, { ecc: "M", border: 0 }).data);
    expect(code.area.width / (drawn.length + 8)).toBeGreaterThan(1.5);
    expect(code.alt).toContain("postbag.example.org/campaigns/eight-reasons");
  });

  it("keeps the code's quiet zone free of everything, and puts the address in print under the code", async () => {
    const { area } = codeOn(layout());
    const square = { left: area.x, top: area.y, right: area.x + area.width, bottom: area.y + area.height };
    const { pages } = await readPdf(
      await paper.posterPdf({ campaign: examplePrintedCampaign(), pageUrl, madeOn }),
    );
    for (const line of pages[0]?.lines ?? []) expect(overlap(extentOf(line), square), line.text).toBe(false);
    for (const item of layout().items) {
      if (item.kind === "shape")
        expect(Math.max(...item.points.map(([, y]) => y))).toBeLessThanOrEqual(square.top);
    }
    const address = pages[0]?.lines.find(({ text }) => text.startsWith("postbag.example.org"));
    expect(address && extentOf(address).top).toBeGreaterThan(square.bottom - 0.01);
    expect(address?.size).toBeGreaterThan(14);
  });

  it.each([
    [
      "the longest headline and line",
      { headline: "W".repeat(18) + " ".concat("W".repeat(18)), line: "Wm ".repeat(30).trim() },
    ],
    ["one short word", { headline: "Now", line: "Yes." }],
  ])("keeps everything on the page and apart with %s", async (_, card) => {
    const campaign = examplePrintedCampaign({
      card: { colour: "#ffd500", image: null, ...card },
      imprint:
        "Promoted by A. Person on behalf of Your Union, both of 1 Example Street, London, and again at some length.",
      sample: false,
      organisation: "The Federation of Everybody Who Works With People Under Supervision",
    });
    const url = `https://a-long-name-of-a-union.branch.example.org/campaigns/${"x".repeat(40)}`;
    const [page] = (await readPdf(await paper.posterPdf({ campaign, pageUrl: url, madeOn }))).pages;
    const said = page?.lines.map(({ text }) => text).join("") ?? "";
    for (const text of [
      card.headline,
      card.line,
      campaign.organisation,
      campaign.imprint ?? "",
      url.slice(8),
    ])
      expect(said.replace(/\s/g, "")).toContain(text.replace(/\s/g, ""));
    for (const [at, line] of (page?.lines ?? []).entries()) {
      const { left, right, bottom } = extentOf(line);
      expect(Math.min(left, 210 - right, 297 - bottom), line.text).toBeGreaterThanOrEqual(7);
      for (const other of page?.lines.slice(at + 1) ?? []) {
        const close =
          Math.abs(other.y - line.y) < line.size * 0.3 && overlap(extentOf(line), extentOf(other));
        expect(close, `${line.text} | ${other.text}`).toBe(false);
      }
    }
  });

  it("has the same bytes each time, and is refused where its text cannot be printed", async () => {
    const poster = { campaign: examplePrintedCampaign(), pageUrl, madeOn };
    const [one, other] = await Promise.all([paper.posterPdf(poster), paper.posterPdf(poster)]);
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
    const campaign = examplePrintedCampaign({ organisation: "Undeb 🐉" });
    await expect(paper.posterPdf({ ...poster, campaign })).rejects.toMatchObject({
      code: "characters-unprintable",
    });
  });
});
