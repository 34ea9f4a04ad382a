import { describe, expect, it } from "vitest";
import { ownShare } from "../../src/letters/own-share.ts";

const CAMPAIGN =
  "I am your constituent in Truro, and I work in probation. Every handover means telling the worst of your life again.";
const CAMPAIGN_WORDS = 21;

describe("the own share", () => {
  it("is all of what a member wrote, out of that and what the campaign says", () => {
    expect(ownShare("I have ten minutes for each of nine people.", CAMPAIGN)).toEqual({
      own: 9,
      total: 9 + CAMPAIGN_WORDS,
    });
  });

  it("is nothing of nothing, and nothing where nothing was written", () => {
    expect(ownShare("", "")).toEqual({ own: 0, total: 0 });
    expect(ownShare(" \n\t ", CAMPAIGN)).toEqual({ own: 0, total: CAMPAIGN_WORDS });
  });

  it("is everything where the campaign says nothing", () => {
    expect(ownShare("Four of us started together.", "")).toEqual({ own: 5, total: 5 });
  });

  it.each([
    ["pasted as it is", "Every handover means telling the worst of your life again."],
    [
      "in other cases and without its punctuation",
      "EVERY handover -- means “telling” the worst, of your life AGAIN",
    ],
    ["with line breaks and double spaces", "Every handover\nmeans  telling the worst\n\nof your life again!"],
    ["in letters in pieces", "Every handover means telling the worst of your life again.".normalize("NFD")],
  ])("leaves out the campaign's sentence %s", (_how, pasted) => {
    expect(ownShare(pasted, CAMPAIGN)).toEqual({ own: 0, total: 10 + CAMPAIGN_WORDS });
  });

  it("counts what is written around a pasted sentence, and the words changed inside it", () => {
    const around = "Listen to me. Every handover means telling the worst of your life again. I see it.";
    expect(ownShare(around, CAMPAIGN).own).toBe(6);
    const edited = "Every handover means telling the worst parts of your life again.";
    // The six words before the change are still the campaign's; the four after it are too short a run.
    expect(ownShare(edited, CAMPAIGN).own).toBe(5);
  });

  it("counts a sentence that was pasted twice as the campaign's both times", () => {
    const pasted = "Every handover means telling the worst of your life again.";
    expect(ownShare(`${pasted} ${pasted}`, CAMPAIGN)).toEqual({ own: 0, total: 20 + CAMPAIGN_WORDS });
  });

  it("counts runs of the campaign's that overlap once", () => {
    const twice = "one two three four five six";
    expect(ownShare("one two three four five six", twice).own).toBe(0);
    expect(ownShare("one two three four five", twice).own).toBe(0);
    expect(ownShare("two three four five six seven", twice).own).toBe(1);
  });

  it("takes four words of the campaign's in a row for chance, and five for copied", () => {
    expect(ownShare("telling the worst of", CAMPAIGN).own).toBe(4);
    expect(ownShare("telling the worst of your", CAMPAIGN).own).toBe(0);
  });

  it("does not care which apostrophe was typed, in Welsh either", () => {
    const welsh = "Mae’r gwaith yn ormod i’r rhai sydd ar ôl.";
    expect(ownShare("Mae'r gwaith yn ormod i'r rhai sydd ar ôl.", welsh).own).toBe(0);
    expect(ownShare("Mae'r swyddfa'n wag ac mae'r ffôn yn canu.", welsh)).toEqual({ own: 8, total: 8 + 9 });
  });

  it("also finds what was pasted from elsewhere in the campaign, without counting that text", () => {
    const elsewhere = "Judging risk is learned over years, and people leave.";
    const written = "Judging risk is learned over years. I know.";
    expect(ownShare(written, CAMPAIGN)).toEqual({ own: 8, total: 8 + CAMPAIGN_WORDS });
    expect(ownShare(written, CAMPAIGN, elsewhere)).toEqual({ own: 2, total: 8 + CAMPAIGN_WORDS });
  });

  it("takes no lone dash or bullet for a word", () => {
    expect(ownShare("– I wait • and wait —", "").own).toBe(4);
  });

  it("reads five thousand characters of one letter, of spaces and of pasted text", () => {
    const pasted = `${CAMPAIGN} `.repeat(44);
    expect(ownShare("a".repeat(5_000), CAMPAIGN).own).toBe(1);
    expect(ownShare("a ".repeat(2_500), "a a a a a").own).toBe(0);
    expect(ownShare(" ".repeat(5_000), CAMPAIGN).own).toBe(0);
    expect(ownShare(pasted, CAMPAIGN)).toEqual({ own: 0, total: 45 * CAMPAIGN_WORDS });
  });
});
