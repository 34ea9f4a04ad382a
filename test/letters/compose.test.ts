import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileCampaign } from "../../src/campaigns/compile-campaign.ts";
import { compose } from "../../src/letters/compose.ts";
import { parseLetterRequest } from "../../src/letters/request.ts";
import type { Seat } from "../../src/mps/seat.ts";
import { requirePostcode } from "../../src/postcode/require-postcode.ts";
import { createWords } from "../../src/words.ts";
import { parsed } from "../campaigns/example-campaign.ts";
import { exampleSeat } from "../support/letter.ts";
import { readWordTree } from "../support/word-keys.ts";

const words = createWords(readWordTree(join(import.meta.dirname, "../../templates/words/en.yaml")), "en");
const campaign = compileCampaign(parsed());

function letter(changes: Record<string, unknown> = {}, seat: Seat = exampleSeat()) {
  const request = parseLetterRequest({
    campaign: "safe",
    postcode: "SW1A 1AA",
    sender: { name: "Sam Taylor", address: ["12 Example Street", "Exampleton"] },
    ownWords: "I saw it.\n\nTwice,\non Tuesday.",
    ...changes,
  });
  const postcode = requirePostcode(request.postcode);
  return compose({ campaign, seat, postcode, request, writtenOn: "2026-11-22", words });
}

describe("compose", () => {
  it("addresses the House of Commons, with the MP's name and style on top", () => {
    expect(letter().to).toEqual(["Robin Example MP", "House of Commons", "LONDON", "SW1A 0AA"]);
  });

  it("keeps the member's paragraphs and line breaks, and unwraps the template's", () => {
    const { paragraphs } = letter().body;
    expect(paragraphs).toContain("I saw it.");
    expect(paragraphs).toContain("Twice,\non Tuesday.");
    for (const text of paragraphs.filter((each) => !each.includes("Tuesday")))
      expect(text).not.toContain("\n");
  });

  it("signs the card with name and constituency, and nothing that the member did not ask for", () => {
    expect(letter().card.signature).toEqual(["Sam Taylor", "your constituent in Aldershot"]);
    expect(letter({ showOnCard: ["postcode"] }).card.signature.at(-1)).toBe("SW1A 1AA");
    expect(letter({ showOnCard: ["address"] }).card.signature.slice(2)).toEqual([
      "12 Example Street",
      "Exampleton",
      "SW1A 1AA",
    ]);
  });

  it("takes the salutation the member wrote, without a comma of its own", () => {
    expect(letter().salutation).toBe("Dear Robin Example");
    expect(letter({ salutation: " Dear Robin, " }).salutation).toBe("Dear Robin");
    expect(letter({ salutation: "" }).salutation).toBe("Dear Robin Example");
  });

  it("writes to the office where nobody holds the seat, or nobody is known to", () => {
    for (const status of ["vacant", "unknown"] as const) {
      const composed = letter({}, exampleSeat({ status, member: null }));
      expect(composed.to[0]).toBe("The Member of Parliament for Aldershot");
      expect(composed.salutation).toBe("Dear Member of Parliament");
    }
  });

  it("suggests no questions to those who do not ask any in the House", () => {
    expect(letter().body.questions).not.toBeNull();
    for (const attribute of ["speaker", "deputy", "abstains"] as const) {
      expect(letter({}, exampleSeat({ attributes: [attribute] })).body.questions).toBeNull();
    }
    expect(letter({}, exampleSeat({ status: "vacant", member: null })).body.questions).toBeNull();
  });

  it("hopes for an answer, and by email only where an address was given for it", () => {
    expect(letter().replyLine).toBe("I look forward to your answer.");
    const sender = { name: "Sam Taylor", email: "sam@example.org" };
    expect(letter({ sender }).replyLine).toBe(
      "I look forward to your answer. Please reply by email to sam@example.org.",
    );
  });

  it("says of a sample that it is one, where the imprint stands", () => {
    const sample = compileCampaign(parsed("title: Safe work", "title: Try me\nsample: true"));
    const request = parseLetterRequest({ campaign: "safe", postcode: "SW1A 1AA", sender: { name: "Sam" } });
    const postcode = requirePostcode("SW1A 1AA");
    const ingredients = { seat: exampleSeat(), postcode, request, writtenOn: "2026-11-22", words };
    expect(compose({ campaign: sample, ...ingredients }).imprint).toBe("Sample text");
  });

  it("refuses a reason that the campaign does not have, by name", () => {
    expect(() => letter({ reasons: ["nonsense"] })).toThrow(
      expect.objectContaining({ code: "reason-unknown", values: { reason: "nonsense" } }),
    );
  });

  it("joins letters that were typed in pieces", () => {
    expect(letter({ ownWords: "Gw\u0302yr" }).body.paragraphs).toContain("Gŵyr");
  });
});
