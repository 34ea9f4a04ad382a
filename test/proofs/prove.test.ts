// The proof: that it finds what would go wrong, and says for whom.
import { describe, expect, it } from "vitest";
import { compileCampaign } from "../../src/campaigns/compile-campaign.ts";
import { fieldProblem } from "../../src/errors.ts";
import type { Letter } from "../../src/letters/letter.ts";
import type { Seat } from "../../src/mps/seat.ts";
import { type ProofParts, proveCampaign } from "../../src/proofs/prove.ts";
import { ROOM_NAME as ROOM, ROOM_WORDS } from "../../src/proofs/room-example.ts";
import { FILES, parsed } from "../campaigns/example-campaign.ts";
import { exampleLetter, exampleSeat } from "../support/letter.ts";

const SEATS: Seat[] = [
  exampleSeat({ attributes: ["speaker"], name: "Chorley" }),
  exampleSeat({ code: "E14001064", name: "Aldridge-Brownhills" }),
  exampleSeat({ code: "W07000081", name: "Ynys Môn", nation: "wales" }),
];

const at = (date: string) => Temporal.Instant.from(`${date}T12:00Z`);
const letterTo = (seat: Seat, changes: Partial<Letter> = {}) => exampleLetter({ seat, ...changes });
const prove = (changes: Partial<ProofParts> = {}) =>
  proveCampaign({
    campaign: compileCampaign(parsed()),
    seats: SEATS,
    compose: (_, example, seat) =>
      letterTo(seat, { sender: { ...exampleLetter().sender, name: example.name } }),
    fits: () => ({ ok: true, size: 9, wordsLeft: 10 }),
    mailto: () => ({ complete: true }),
    pages: () => 1,
    unprintable: () => [],
    now: at("2019-11-22"),
    ...changes,
  });

describe("a campaign that holds", () => {
  it("has no faults", () => {
    expect(prove()).toEqual([]);
  });

  it("was composed for every example and every seat, and for vacant and unknown ones of each nation", () => {
    const composed: string[] = [];
    prove({
      compose: (_, example, seat) => {
        composed.push(
          `${example.name}, ${seat.status} ${seat.name}${seat.attributes.map((a) => ` (${a})`).join("")}`,
        );
        return letterTo(seat);
      },
    });
    expect(composed.filter((line) => line.startsWith("Ada")).sort()).toEqual([
      "Ada Example, held Aldridge-Brownhills",
      "Ada Example, held Chorley (abstains)",
      "Ada Example, held Chorley (deputy)",
      "Ada Example, held Chorley (speaker)",
      "Ada Example, held Ynys Môn",
      "Ada Example, unknown Aldridge-Brownhills",
      "Ada Example, unknown Ynys Môn",
      "Ada Example, vacant Aldridge-Brownhills",
      "Ada Example, vacant Ynys Môn",
    ]);
    expect(composed).toHaveLength(4 * 9);
  });

  it("leaves room for 60 own words with its two longest reasons", () => {
    const rooms: unknown[] = [];
    prove({
      compose: (_, example, seat) => {
        if (example.name === ROOM) rooms.push([example.reasons, example.ownWords.split(" ").length]);
        return letterTo(seat);
      },
    });
    expect(rooms[0]).toEqual([["people", "time"], ROOM_WORDS]);
  });
});

describe("a campaign fails", () => {
  /** Whether a letter is measured as it is, and not with an empty back to see whether its front is too full. */
  const isWhole = ({ card }: Letter) => card.paragraphs.length > 1;

  it("where a letter cannot be composed, with the error, the place and for how many seats", () => {
    const compose: ProofParts["compose"] = (_, example, seat) => {
      if (example.name === "Ben Example" && seat.nation === "wales")
        throw fieldProblem("reasons", "reason-unknown", { reason: "x" });
      return letterTo(seat);
    };
    expect(prove({ compose })).toEqual([
      {
        campaign: "safe",
        kind: "not-composed",
        severity: "error",
        path: "examples.1.reasons",
        asks: [2],
        example: "Ben Example",
        seat: "Ynys Môn",
        seats: 1,
        found: "reason-unknown",
      },
    ]);
  });

  it("where a card does not fit: every one is measured, and the place is the example's own words", () => {
    const measured: string[] = [];
    const findings = prove({
      campaign: compileCampaign(parsed("name: Cat Example", "ownWords: Much., name: Cat Example")),
      fits: (letter) => {
        measured.push(`${letter.sender.name} ${letter.seat.name}`);
        return letter.sender.name === "Cat Example" && isWhole(letter)
          ? { ok: false, size: 8, wordsOver: letter.seat.name.length }
          : { ok: true, size: 8, wordsLeft: 0 };
      },
    });
    expect(findings).toMatchObject([
      { kind: "not-fitting", path: "examples.2.ownWords", asks: [1, 2], seats: 3, found: "19" },
    ]);
    for (const { name } of SEATS) expect(measured).toContain(`Ada Example ${name}`);
  });

  it("where a card does not fit with one of the asks: the place is that ask", () => {
    const fits: ProofParts["fits"] = (letter) =>
      letter.seat.attributes.includes("speaker") && isWhole(letter)
        ? { ok: false, size: 8, wordsOver: 2 }
        : { ok: true, size: 8, wordsLeft: 0 };
    expect(new Set(prove({ fits }).map(({ path }) => path))).toEqual(new Set(["asks.0.text"]));
  });

  it("where a member has no room for 60 words: the place is the card's text", () => {
    const fits: ProofParts["fits"] = (letter) =>
      letter.sender.name === ROOM && isWhole(letter)
        ? { ok: false, size: 8, wordsOver: 3 }
        : { ok: true, size: 8, wordsLeft: 0 };
    expect(prove({ fits })).toMatchObject([
      { kind: "no-room", path: "postcard", asks: [1, 2], seats: 3, found: "3" },
    ]);
  });

  it("where the card's front is too full, once", () => {
    const fits: ProofParts["fits"] = () => ({ ok: false, size: 8, wordsOver: 1 });
    expect(prove({ fits })).toMatchObject([
      { kind: "front-not-fitting", path: "card.headline", asks: [], seat: null, found: "1" },
    ]);
  });

  it("where something printed has characters that no font has", () => {
    const unprintable = (text: string) => (text === "For all of us" || text === "I see it." ? ["😴"] : []);
    expect(prove({ unprintable })).toMatchObject([
      { kind: "unprintable", path: "card.line", found: "😴" },
      { kind: "unprintable", path: "examples.0.ownWords", found: "😴" },
    ]);
  });

  it("where an MP's email has no link", () => {
    expect(prove({ mailto: () => null })[0]).toMatchObject({
      kind: "no-mailto",
      found: "robin.example.mp@parliament.example",
    });
    expect(
      prove({ mailto: () => null, seats: [exampleSeat({ status: "vacant", member: null })] }).map(
        ({ kind }) => kind,
      ),
    ).not.toContain("no-mailto");
  });

  it("where an ask is for nobody", () => {
    const campaign = compileCampaign(parsed("{ attribute: [speaker] }", "{ party: [Whig] }"));
    expect(prove({ campaign })).toMatchObject([
      {
        kind: "ask-unused",
        path: "asks.0.text",
        asks: [1],
        seat: null,
        seats: 0,
        found: "Will you pass it on?",
      },
      { kind: "asks-by-party", severity: "warning", path: "asks.0.text", found: "Whig" },
    ]);
  });

  it.each([
    ["gap", { card: { ...exampleLetter().card, paragraphs: ["As the , MP you know."] } }],
    ["gap", { card: { ...exampleLetter().card, paragraphs: [] } }],
    ["gap", { body: { questions: null, paragraphs: ["I see {{ownWord}} here."], brief: ["x"] } }],
    [
      "gap",
      { body: { questions: { intro: "Ask:", items: ["Does ( ) know?"] }, paragraphs: ["x"], brief: ["x"] } },
    ],
    ["subject", { subject: "x".repeat(121) }],
    ["subject", { subject: "two\nlines" }],
    ["subject", { subject: "" }],
    ["salutation", { salutation: "Dear Robin Example MP" }],
    ["salutation", { salutation: "Dear Rt Hon Robin Example" }],
    ["salutation", { salutation: "Dear  Example" }],
    ["salutation", { salutation: "Dear" }],
    ["salutation", { salutation: "Dear Robin Example," }],
  ] satisfies [string, Partial<Letter>][])("where a letter would look wrong: %s (%#)", (kind, changes) => {
    const faults = prove({ compose: (_, __, seat) => letterTo(seat, changes) });
    expect(new Set(faults.map((fault) => fault.kind))).toEqual(new Set([kind]));
  });

  it.each([
    ["As the {{party}} MP you know.", ["{{party}}"]],
    ["This is it: {{ownWords}}", ["{{ownWords}}"]],
    ["{{#if party}}As the {{party}} MP you know. {{/if}}", []],
    ["{{#if held}}As the {{party}} MP you know. {{/if}}", []],
    ["{{ownWords}}\n\n", []],
    ["{{#if ownWords}}This is it: {{ownWords}}{{/if}}", []],
  ])("where a placeholder with nothing to say stands in a sentence: %s", (sentence, found) => {
    const postcard = `${sentence}\n\n${FILES.postcard}`;
    const findings = prove({ campaign: compileCampaign(parsed("", "", { postcard })) });
    expect(findings.map((finding) => finding.found)).toEqual(found);
    expect(findings.every(({ path }) => path === "postcard")).toBe(true);
  });

  it.each([
    ["{{ownWords}} {{#each reasons}}{{short}}{{/each}}", ["ask-missing"]],
    ["{{#if held}}{{ask}}{{/if}} {{ownWords}} {{#each reasons}}{{short}}{{/each}}", ["ask-missing"]],
    ["{{ask}} {{#each reasons}}{{short}}{{/each}}", ["words-missing"]],
    [
      "{{ask}}\n\n{{#if speaker}}Hello{{else}}{{ownWords}}{{/if}}\n\n{{#each reasons}}{{short}}{{/each}}",
      ["words-missing"],
    ],
    [
      "{{ask}}\n\n{{#if reasons}}{{#each reasons}}{{short}}{{/each}}{{else}}{{ownWords}}{{/if}}",
      ["words-missing"],
    ],
    ["{{ask}}\n\n{{ownWords}}", ["reasons-missing"]],
    ["{{ask}}\n\n{{ownWords}}\n\n{{#each reasons}}{{title}}{{/each}}", []],
  ])("where a template leaves out, for somebody, what a letter is for: %s", (postcard, kinds) => {
    const findings = prove({ campaign: compileCampaign(parsed("", "", { postcard })) });
    expect(findings.map(({ kind }) => kind)).toEqual(kinds);
  });

  it("but a bug of the program is no fault of the campaign", () => {
    const compose = () => {
      throw new TypeError("a bug");
    };
    expect(() => prove({ compose })).toThrow("a bug");
  });
});

describe("a campaign is warned about", () => {
  const warned = (from: string, to: string, changes: Partial<ProofParts> = {}) =>
    prove({ campaign: compileCampaign(parsed(from, to)), ...changes }).map(
      ({ severity, kind, path, found }) => [severity, kind, path, found],
    );

  it.each([
    ["2020-02-01", "figure-stale"],
    ["2020-01-31", "figure-soon"],
    ["2020-01-01", "figure-soon"],
  ])("on %s: %s, where its figure is to be looked at by 2020-01-31", (today, kind) => {
    expect(warned("", "", { now: at(today) })).toEqual([
      ["warning", kind, "reasons.0.figures.0.reviewBy", "Two in three"],
    ]);
  });

  it("not of a figure that holds for more than 30 days yet", () => {
    expect(warned("", "", { now: at("2019-12-31") })).toEqual([]);
  });

  it.each([
    ["It takes 210 per cent.", "210 per cent"],
    ["It costs £280 million.", "£2"],
    ["Some 1,000 posts are empty.", "1,000"],
    ["Since 2014 it takes people.", null],
    ["It takes people.", null],
  ])("where a reason without a source states a figure: %s", (sentence, found) => {
    expect(warned("It takes people.", sentence)).toEqual(
      found === null ? [] : [["warning", "figure-unsourced", "reasons.1.short", found]],
    );
  });

  it("where an ask is for some parties only", () => {
    const seats = [...SEATS, exampleSeat({ code: "E14001070", name: "Wells" })];
    expect(warned("{ attribute: [speaker] }", "{ party: [Independent] }", { seats })).toEqual([
      ["warning", "asks-by-party", "asks.0.text", "Independent"],
    ]);
  });

  it.each(["Will you vote for the Bill?", "Will you be voting against it?", "Will you abstain?"])(
    "where an ask says how to vote: %s",
    (ask) => {
      expect(warned("Will you help {{constituency}}?", ask).map(([, kind, path]) => [kind, path])).toEqual([
        ["ask-votes", "asks.1.text"],
      ]);
    },
  );

  it("not where an ask says that there is a vote, or that somebody voted", () => {
    expect(
      warned("Will you help {{constituency}}?", "Will you ask for a vote, and come to the polling station?"),
    ).toEqual([]);
  });

  it("where it has closed", () => {
    expect(warned("title: Safe work", 'title: Safe work\ncloses: "2019-11-21"')).toEqual([
      ["warning", "closes-past", "closes", "2019-11-21"],
    ]);
  });

  it("not of dates and figures where it is a sample", () => {
    expect(
      warned("title: Safe work", 'title: Safe\nsample: true\ncloses: "2018-01-01"', {
        now: at("2026-01-01"),
      }),
    ).toEqual([]);
  });

  it("where an email has to be pasted, and for how many MPs", () => {
    const mailto: ProofParts["mailto"] = ({ seat, sender }) => ({
      complete: seat.name !== "Ynys Môn" || sender.name !== "Ada Example",
    });
    expect(prove({ mailto })).toMatchObject([
      {
        severity: "warning",
        kind: "email-long",
        path: "letter",
        example: "Ada Example",
        seat: "Ynys Môn",
        seats: 1,
      },
    ]);
  });

  it("where a letter of ordinary length goes on to a second page", () => {
    expect(prove({ pages: ({ sender }) => (sender.name === ROOM ? 2 : 1) })).toMatchObject([
      { severity: "warning", kind: "letter-long", path: "letter", seats: 3 },
    ]);
  });
});

describe("the places that a proof names", () => {
  it("are the text in which a gap stands, else the template that made it", () => {
    const found = (text: string) =>
      prove({
        campaign: compileCampaign(parsed("It takes people.", "It , takes people.")),
        compose: (_, __, seat) =>
          letterTo(seat, { card: { ...exampleLetter().card, paragraphs: ["x", text] } }),
      }).map(({ path }) => path);
    expect(found("It , takes people.")).toContain("reasons.1.short");
    expect(found("As the , MP you know.")).toEqual(["postcard"]);
  });
});

describe("while it is made", () => {
  it("a proof says how far it is, up to all", () => {
    const told: [number, number][] = [];
    prove({ progress: (done, total) => told.push([done, total]) });
    expect(told.at(-1)).toEqual([36, 36]);
  });
});
