// Which colours text can be read on.
import { describe, expect, it } from "vitest";
import { contrast, INK, textColourOn, WHITE } from "../../src/campaigns/colour.ts";

describe("contrast", () => {
  it("is 21 between black and white, 1 between a colour and itself, and the same both ways", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrast("#8C1D40", "#8c1d40")).toBe(1);
    expect(contrast("#8c1d40", WHITE)).toBe(contrast(WHITE, "#8c1d40"));
  });

  it("is what the standard's examples say: #767676 is the lightest grey for text on white", () => {
    expect(contrast("#767676", WHITE)).toBeGreaterThanOrEqual(4.5);
    expect(contrast("#777777", WHITE)).toBeLessThan(4.5);
  });
});

describe("the text on a card's front", () => {
  it("is white on a dark colour and ink on a light one", () => {
    expect(textColourOn("#8c1d40")).toBe(WHITE);
    expect(textColourOn("#ffd400")).toBe(INK);
  });
});
