// Whether a campaign is open on a day.
import { describe, expect, it } from "vitest";
import { campaignStatus } from "../../src/campaigns/status.ts";

const dated = { opens: "2026-03-01", closes: "2026-03-31", sample: false };

describe("a campaign", () => {
  it.each([
    ["2026-02-28", "not-yet"],
    ["2026-03-01", "open"],
    ["2026-03-15", "open"],
    ["2026-03-31", "open"],
    ["2026-04-01", "closed"],
  ])("with dates is on %s: %s", (today, status) => {
    expect(campaignStatus(dated, today)).toBe(status);
  });

  it("without dates is always open", () => {
    expect(campaignStatus({ opens: null, closes: null, sample: false }, "1999-01-01")).toBe("open");
  });

  it("that is a sample is always open, to be tried", () => {
    expect(campaignStatus({ ...dated, sample: true }, "1999-01-01")).toBe("open");
    expect(campaignStatus({ ...dated, sample: true }, "2039-01-01")).toBe("open");
  });
});
