// Which known name was meant.
import { describe, expect, it } from "vitest";
import { nearMatch } from "../../src/campaigns/near-match.ts";

const NAMES = ["ask", "mp", "ownWords", "constituency", "organisation"];

describe("a near match", () => {
  it.each([
    ["aks", "ask"],
    ["Ask", "ask"],
    ["ownwords", "ownWords"],
    ["own_words", "ownWords"],
    ["constituancy", "constituency"],
    ["organization", "organisation"],
  ])("for %s is %s", (typed, name) => {
    expect(nearMatch(typed, NAMES)).toBe(name);
  });

  it.each(["", "xy", "weather", "o".repeat(10_000)])("for something else is none: %.10s", (typed) => {
    expect(nearMatch(typed, NAMES)).toBeNull();
  });

  it("is the nearest of several", () => {
    expect(nearMatch("helt", ["help", "held", "helt"])).toBe("helt");
  });
});
