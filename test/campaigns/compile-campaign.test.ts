// A campaign's texts as functions.
import { describe, expect, it } from "vitest";
import { compileCampaign } from "../../src/campaigns/compile-campaign.ts";
import { faultsOf, parsed, VALUES } from "./example-campaign.ts";

const compiled = compileCampaign(parsed());

describe("a compiled campaign", () => {
  it("fills its texts", () => {
    expect(compiled.subject(VALUES)).toBe("From Ynys Môn");
    expect(compiled.questions(VALUES)).toEqual(["Does Wales need it?"]);
    expect(compiled.campaign.asks.map((ask) => compiled.ask(ask, VALUES))).toEqual([
      "Will you pass it on?",
      "Will you help Ynys Môn?",
    ]);
    expect(compiled.postcard(VALUES)).toBe(
      "I see it every day.\n\nIt takes time. It takes people. \n\nWill you help?\n",
    );
    expect(compiled.letter(VALUES)).toContain("It takes a lot of people.");
  });

  it("knows only its own asks", () => {
    expect(() => compiled.ask({ text: "Will you help?" }, VALUES)).toThrow("not one of its own");
  });

  it("is refused where a template says what it may not, even if nobody linted it before", () => {
    const campaign = { ...parsed(), templates: { postcard: "{{lookup . 'x'}}", letter: "" } };
    expect(faultsOf(() => compileCampaign(campaign))).toMatchObject([{ file: "safe/postcard.hbs", line: 1 }]);
  });
});
