// The proof: that it finds what would go wrong, and says for whom.
import { describe, expect, it } from "vitest";
import { compileCampaign } from "../../src/campaigns/compile-campaign.ts";
import { Problem } from "../../src/errors.ts";
import type { Letter } from "../../src/letters/letter.ts";
import type { Seat } from "../../src/mps/seat.ts";
import { type ProofParts, proveCampaign } from "../../src/proofs/prove.ts";
import { ROOM_WORDS } from "../../src/proofs/room-example.ts";
import { parsed } from "../campaigns/example-campaign.ts";
import { exampleLetter, exampleSeat } from "../support/letter.ts";

const SEATS: Seat[] = [
  exampleSeat({ attributes: ["speaker"], name: "Chorley" }),
  exampleSeat({ code: "E14001064", name: "Aldridge-Brownhills" }),
  exampleSeat({ code: "W07000081", name: "Ynys Môn", nation: "wales" }),
];
const ROOM = "Room Foranother";

const letterTo = (seat: Seat, changes: Partial<Letter> = {}) => exampleLetter({ seat, ...changes });
const prove = (changes: Partial<ProofParts> = {}) =>
  proveCampaign({
    campaign: compileCampaign(parsed()),
    seats: SEATS,
    compose: (_, example, seat) =>
      letterTo(seat, { sender: { ...exampleLetter().sender, name: example.name } }),
    fits: () => ({ ok: true, size: 9, wordsLeft: 10 }),
    mailto: () => ({ href: "mailto:x" }),
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
  it("where a letter cannot be composed, with the error and for how many seats", () => {
    const compose: ProofParts["compose"] = (_, example, seat) => {
      if (example.name === "Ben Example" && seat.nation === "wales")
        throw new Problem("reason-unknown", { reason: "x" });
      return letterTo(seat);
    };
    expect(prove({ compose })).toEqual([
      {
        campaign: "safe",
        kind: "not-composed",
        ask: 2,
        example: "Ben Example",
        seat: "Ynys Môn",
        seats: 3,
        found: "reason-unknown",
      },
    ]);
  });

  it("where a card does not fit, measured for the longest names", () => {
    const measured: string[] = [];
    const faults = prove({
      fits: ({ seat, sender }) => {
        measured.push(seat.name);
        return sender.name === "Cat Example"
          ? { ok: false, size: 8, wordsOver: 7 }
          : { ok: true, size: 8, wordsLeft: 0 };
      },
    });
    expect(faults).toMatchObject([
      { kind: "not-fitting", ask: 1, example: "Cat Example", found: "7" },
      { kind: "not-fitting", ask: 2, example: "Cat Example", found: "7" },
    ]);
    expect(measured).toContain("Aldridge-Brownhills");
  });

  it("where a member has no room for 60 words", () => {
    const fits: ProofParts["fits"] = ({ sender }) =>
      sender.name === ROOM ? { ok: false, size: 8, wordsOver: 3 } : { ok: true, size: 8, wordsLeft: 0 };
    expect(prove({ fits })).toMatchObject([
      { kind: "no-room", ask: 1, found: "3" },
      { kind: "no-room", ask: 2, found: "3" },
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
      { kind: "ask-unused", ask: 1, seat: null, seats: 0, found: "Will you pass it on?" },
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
    ["As the {{party}} MP you know. {{ask}}", ["{{party}} (postcard)"]],
    ["This is it: {{ownWords}}", ["{{ownWords}} (postcard)"]],
    ["{{#if party}}As the {{party}} MP you know. {{/if}}{{ask}}", []],
    ["{{#if held}}As the {{party}} MP you know. {{/if}}{{ask}}", []],
    ["{{ownWords}}\n\n{{ask}}", []],
    ["{{#if ownWords}}This is it: {{ownWords}}{{/if}} {{ask}}", []],
  ])("where a placeholder with nothing to say stands in a sentence: %s", (postcard, found) => {
    const campaign = compileCampaign(parsed("", "", { postcard }));
    expect(prove({ campaign }).map((fault) => fault.found)).toEqual(found);
  });

  it("but a bug of the program is no fault of the campaign", () => {
    const compose = () => {
      throw new TypeError("a bug");
    };
    expect(() => prove({ compose })).toThrow("a bug");
  });
});
