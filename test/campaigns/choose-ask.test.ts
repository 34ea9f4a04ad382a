// Which ask an MP gets.
import { describe, expect, it } from "vitest";
import type { Ask } from "../../src/campaigns/campaign.ts";
import { chooseAsk, conditionsOf } from "../../src/campaigns/choose-ask.ts";
import { exampleSeat } from "../support/letter.ts";

const ASKS: Ask[] = [
  { when: { attribute: ["vacant", "unknown"], nation: ["scotland"] }, text: "nobody in Scotland" },
  { when: { attribute: ["vacant", "unknown"] }, text: "nobody" },
  { when: { attribute: ["speaker", "deputy"] }, text: "chair" },
  { when: { attribute: ["abstains"] }, text: "abstains" },
  { when: { nation: ["wales"], party: ["Plaid Cymru", "Sinn Fe\u0301in"] }, text: "party in Wales" },
  { when: { nation: ["wales", "scotland"] }, text: "nation" },
  { text: "all others" },
];
const asked = (changes: Parameters<typeof exampleSeat>[0]) => chooseAsk(ASKS, exampleSeat(changes)).text;
const member = exampleSeat().member;
const ofParty = (party: string) => ({ member: member && { ...member, party } });

describe("an MP is asked", () => {
  it("what is for everybody, where nothing else fits", () => {
    expect(asked({})).toBe("all others");
  });

  it("by what is true of the MP", () => {
    expect(asked({ attributes: ["speaker"] })).toBe("chair");
    expect(asked({ attributes: ["deputy"] })).toBe("chair");
    expect(asked({ attributes: ["abstains"], nation: "northern-ireland" })).toBe("abstains");
  });

  it("by whether anybody is known to hold the seat", () => {
    expect(asked({ status: "vacant", member: null })).toBe("nobody");
    expect(asked({ status: "unknown", member: null })).toBe("nobody");
    expect(asked({ status: "vacant", member: null, nation: "scotland" })).toBe("nobody in Scotland");
  });

  it("by party and nation only where both hold, however the party's accents are stored", () => {
    expect(asked({ nation: "wales", ...ofParty("Plaid Cymru") })).toBe("party in Wales");
    expect(asked({ nation: "wales", ...ofParty("Sinn F\u00e9in") })).toBe("party in Wales");
    expect(asked({ nation: "wales", ...ofParty("Labour") })).toBe("nation");
    expect(asked({ nation: "england", ...ofParty("Plaid Cymru") })).toBe("all others");
  });

  it("the first that fits", () => {
    expect(asked({ nation: "wales", attributes: ["deputy"] })).toBe("chair");
  });
});

describe("what is true of a seat", () => {
  it("is its attributes, and that it is vacant or unknown", () => {
    expect(conditionsOf(exampleSeat({ attributes: ["deputy"] }))).toEqual(["deputy"]);
    expect(conditionsOf(exampleSeat({ status: "unknown", member: null }))).toEqual(["unknown"]);
  });
});
