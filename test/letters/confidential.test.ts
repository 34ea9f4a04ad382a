// The confidentiality guard points at the right place, for the right reason, and leaves ordinary sentences alone.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import {
  type Context,
  type Finding,
  findConfidential,
  KINDS,
  maskFinding,
} from "../../src/letters/confidential.ts";
import { CONTEXT, FINE, FOUND } from "./confidential.sentences.ts";

type Place = { readonly start: number; readonly end: number; readonly text: string };

/** A sentence without its marks, and where they stood. */
function unmark(marked: string): { text: string; places: Place[] } {
  const places: Place[] = [];
  let text = "";
  for (const [at, part] of marked.split(/[⟦⟧]/).entries()) {
    if (at % 2 === 1) places.push({ start: text.length, end: text.length + part.length, text: part });
    text += part;
  }
  return { text, places };
}

const placesOf = (findings: readonly Finding[], shift = 0): Place[] =>
  findings.map(({ start, end, text }) => ({ start: start - shift, end: end - shift, text }));

/** Masks every finding, by default with its own mask: from the last to the first, so that places stay true. */
function maskAll(
  text: string,
  findings: readonly Finding[],
  pick = (finding: Finding) => finding.mask,
): string {
  return findings.toReversed().reduce((masked, each) => maskFinding(masked, each, pick(each)), text);
}

const NOTHING_KNOWN: Context = {
  senderName: "",
  senderEmail: "",
  senderAddress: [],
  senderPostcode: "",
  mpNames: [],
  campaignText: "",
};

describe("the guard finds", () => {
  it.each(FOUND)("%j in “%s”", (kinds, marked) => {
    const { text, places } = unmark(marked);
    const findings = findConfidential(text, CONTEXT);
    expect(placesOf(findings)).toEqual(places);
    expect(findings.map(({ kind }) => kind)).toEqual(kinds);
  });

  it("something of every kind in these sentences, of which there are at least ninety", () => {
    expect(new Set(FOUND.flatMap(([kinds]) => kinds))).toEqual(new Set(KINDS));
    expect(FOUND.length).toBeGreaterThanOrEqual(90);
  });

  it("the same in the middle of a long letter, and every sentence's when all stand together", () => {
    const sentences = FOUND.map(([, marked]) => unmark(marked));
    for (const { text, places } of sentences) {
      const start = "Nothing is wrong here.\n\n";
      const findings = findConfidential(`${start}${text}\n\nNor here.`, CONTEXT);
      expect(placesOf(findings, start.length)).toEqual(places);
    }
    const all = findConfidential(sentences.map(({ text }) => text).join("\n\n"), CONTEXT);
    expect(all.map(({ text }) => text)).toEqual(
      sentences.flatMap(({ places }) => places.map(({ text }) => text)),
    );
  });
});

describe("the guard leaves alone", () => {
  it.each(FINE)("“%s”", (text) => {
    expect(findConfidential(text, CONTEXT)).toEqual([]);
  });

  it("at least ninety sentences", () => {
    expect(FINE.length).toBeGreaterThanOrEqual(90);
  });

  it("what is the sender's own and what the campaign says, but only theirs", () => {
    const text =
      "I am Ms O'Neill of 2 Example Road, CF10 1EP, sian.oneill@mail.example. Mr Long-Example and Dr Sample know. " +
      "Ring 020 7946 0018 before 1 May 2019.";
    expect(findConfidential(text, CONTEXT)).toEqual([]);
    expect(findConfidential(text, NOTHING_KNOWN).map(({ kind }) => kind)).toEqual([
      "name",
      "street",
      "postcode",
      "email",
      "name",
      "name",
      "phone",
      "date",
    ]);
  });

  it("every text of the campaigns that are shipped, and of their made-up members", () => {
    const texts = z.object({
      why: z.array(z.string()),
      prompts: z.array(z.string()),
      reasons: z.array(z.object({ short: z.string(), long: z.string() })),
      asks: z.array(z.object({ text: z.string() })),
      examples: z.array(z.object({ ownWords: z.string() })),
    });
    const folder = join(import.meta.dirname, "../../templates/campaigns");
    const campaigns = readdirSync(folder);
    expect(campaigns.length).toBeGreaterThan(0);
    for (const campaign of campaigns) {
      const found = texts.parse(parse(readFileSync(join(folder, campaign, "campaign.yaml"), "utf8")));
      const campaignText = [
        ...found.why,
        ...found.prompts,
        ...found.reasons.flatMap(({ short, long }) => [short, long]),
        ...found.asks.map(({ text }) => text),
      ].join("\n\n");
      const ownWords = found.examples.map((example) => example.ownWords).join("\n\n");
      expect(findConfidential(campaignText, { ...NOTHING_KNOWN, campaignText })).toEqual([]);
      expect(findConfidential(ownWords, NOTHING_KNOWN)).toEqual([]);
    }
  });
});

describe("a mask", () => {
  it.each(FOUND)("for %j in “%s” gives “%s”", (_kinds, marked, masked) => {
    const { text } = unmark(marked);
    expect(maskAll(text, findConfidential(text, CONTEXT))).toBe(masked);
  });

  it("leaves nothing to find, whichever is picked", () => {
    for (const [, marked] of FOUND) {
      const { text } = unmark(marked);
      const findings = findConfidential(text, CONTEXT);
      const most = Math.max(...findings.map(({ masks }) => masks.length));
      for (let at = 0; at < most; at++) {
        const masked = maskAll(text, findings, ({ masks, mask }) => masks[at] ?? mask);
        expect(findConfidential(masked, CONTEXT), masked).toEqual([]);
      }
    }
  });

  it("is never nothing after a preposition", () => {
    for (const text of [
      "In CF24 2AB it rains.",
      "Ring him on 07700 900123.",
      "I wrote to a@mail.example.",
      "With A1234BC it rained.",
    ]) {
      const masks = findConfidential(text, NOTHING_KNOWN).map((finding) => finding.masks);
      expect(masks).toHaveLength(1);
      expect(masks[0]).not.toContain("");
    }
  });

  it("takes an invisible character of a name along", () => {
    const text = "Mr Smi\u00ADth came.";
    const [finding] = findConfidential(text, NOTHING_KNOWN);
    expect(finding).toMatchObject({ start: 0, end: 9, text: "Mr Smi\u00ADth" });
    expect(finding && maskFinding(text, finding)).toBe("A man I supervise came.");
  });

  it("never makes a sentence say twice who supervises", () => {
    for (const text of [
      "I supervise Mr Smith.",
      "I supervised Mr Smith and Mr Jones.",
      "Mr Jones, whom I supervise, left.",
    ]) {
      for (const { masks } of findConfidential(text, NOTHING_KNOWN)) {
        expect(masks.filter((mask) => mask.includes("supervise"))).toEqual([]);
      }
    }
  });

  it("is the first of several that differ", () => {
    for (const [, marked] of FOUND) {
      for (const { mask, masks } of findConfidential(unmark(marked).text, CONTEXT)) {
        expect(masks[0]).toBe(mask);
        expect(new Set(masks).size).toBe(masks.length);
      }
    }
  });

  it("may be the member's own", () => {
    const text = "Mr Smith came.";
    const [finding] = findConfidential(text, CONTEXT);
    expect(finding && maskFinding(text, finding, "Somebody new")).toBe("Somebody new came.");
  });

  it("changes nothing where the finding no longer stands", () => {
    const [finding] = findConfidential("Mr Smith came.", CONTEXT);
    expect(finding && maskFinding("So Mr Smith came.", finding)).toBe("So Mr Smith came.");
  });

  it.each([
    ["a sentence", "He is A1234BC. He is well.", "He is. He is well."],
    ["the start", "A1234BC is well.", "is well."],
    ["the end", "He is A1234BC", "He is"],
    ["a line of its own", "He is well.\nA1234BC\nHe is.", "He is well.\n\nHe is."],
    ["brackets with a label", "A man (prison no. A1234BC) came.", "A man came."],
    ["commas", "My man, A1234BC, came.", "My man came."],
    ["quotation marks", "“A1234BC” came.", "“” came."],
  ])("of nothing at all closes the gap in %s", (_where, text, masked) => {
    const findings = findConfidential(text, CONTEXT);
    expect(maskAll(text, findings, () => "")).toBe(masked);
  });
});

describe("hostile text", () => {
  const fill = (text: string, length = 5_000) =>
    text.repeat(Math.ceil(length / text.length)).slice(0, length);

  it.each([
    ["digits", "7"],
    ["zeros", "0"],
    ["digits and spaces", "0 "],
    ["digits and slashes", "12/"],
    ["spaces", " "],
    ["lines", "\n"],
    ["titles", "Mr "],
    ["titles with dots", "Mr.Dr."],
    ["a title and initials", "Mr A. B. C. D. "],
    ["capital letters", "A"],
    ["capitalised words", "Mill "],
    ["a number and capitalised words", "12 Mill Mill Mill Mill "],
    ["days", "3, 4 and 5 "],
    ["dates without an end", "3 May 20"],
    ["at signs", "a@a.a@"],
    ["dots and at signs", "@a.a."],
    ["brackets", "(0) ("],
    ["slashes", "/"],
    ["letters in pairs", "𝐀"],
    ["accents", "e\u0301\u0301"],
    ["hyphens", "A-"],
    ["labels", "no no ref "],
    ["soft hyphens", "\u00AD"],
    ["names with offices", "Mr Hill, the Aa of for "],
    ["lists of names", "I supervise Mr Hill and "],
    ["officers", "Senior Probation Officer "],
    ["saints", "5 St. D.H. of "],
    ["numbers with labels", "CRN X123456, crn"],
  ])("of %s is read through", (_what, piece) => {
    const text = fill(piece);
    for (const { start, end, text: found } of findConfidential(text, { ...CONTEXT, campaignText: text })) {
      expect(text.slice(start, end)).toBe(found);
    }
    const twice = `Mr Smith ${text} Mr Smith`;
    expect(findConfidential(twice, { ...CONTEXT, campaignText: text }).length).toBeGreaterThanOrEqual(2);
  });

  it("of any kind never throws, and its findings are in order, apart, and where they say", () => {
    const pieces = fc.constantFrom(
      ..."Mr Smith|Miss|Dr.|12|3|May|2019|/|-|.|,| |\n|07700|900123|+44|(0)|Mill|Lane|A1234BC|X123456|@|mail.example|on|the|case|CF10|1EQ|\ud800|é|𝐀".split(
        "|",
      ),
      " ",
      "⟦",
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(pieces, fc.string({ maxLength: 4, unit: "binary" })), { maxLength: 60 }),
        (parts) => {
          const text = parts.join("");
          let last = 0;
          for (const finding of findConfidential(text, NOTHING_KNOWN)) {
            expect(finding.start).toBeGreaterThanOrEqual(last);
            expect(finding.end).toBeGreaterThan(finding.start);
            expect(text.slice(finding.start, finding.end)).toBe(finding.text);
            expect(finding.masks.length).toBeGreaterThan(0);
            last = finding.end;
          }
        },
      ),
      { seed: 3, numRuns: 400 },
    );
  });
});
