// Whether a campaign is open at an instant.
import { describe, expect, it } from "vitest";
import { campaignStatus } from "../../src/campaigns/status.ts";

const dated = { opens: "2026-03-01", closes: "2026-03-31", sample: false };
const at = (instant: string) => Temporal.Instant.from(instant);

describe("a campaign", () => {
  it.each([
    ["2026-02-28T23:59:59.999Z", "not-yet"],
    ["2026-03-01T00:00:00Z", "open"],
    ["2026-03-15T12:00:00Z", "open"],
    ["2026-03-31T22:59:59.999Z", "open"],
    ["2026-03-31T23:00:00Z", "closed"],
  ])("with dates is open on the whole of both, by the clocks of London: at %s %s", (now, status) => {
    expect(campaignStatus(dated, at(now))).toBe(status);
  });

  const timed = { opens: "2026-03-01T09:00", closes: "2026-07-31T17:00", sample: false };
  it.each([
    ["2026-03-01T08:59:59.999Z", "not-yet"],
    ["2026-03-01T09:00:00Z", "open"],
    ["2026-07-31T15:59:59.999Z", "open"],
    ["2026-07-31T16:00:00Z", "closed"],
  ])("with times opens and closes to the second: at %s %s", (now, status) => {
    expect(campaignStatus(timed, at(now))).toBe(status);
  });

  it.each([
    // On 25 October 2026 the clocks go back at 01:00 UTC, and 01:30 comes twice: at 00:30 and at 01:30 UTC.
    ["opens", "2026-10-25T01:30", "2026-10-25T00:29:59Z", "not-yet"],
    ["opens", "2026-10-25T01:30", "2026-10-25T00:30:00Z", "open"],
    ["closes", "2026-10-25T01:30", "2026-10-25T00:30:00Z", "open"],
    ["closes", "2026-10-25T01:30", "2026-10-25T01:29:59Z", "open"],
    ["closes", "2026-10-25T01:30", "2026-10-25T01:30:00Z", "closed"],
    // That day has 25 hours.
    ["closes", "2026-10-25", "2026-10-25T23:59:59Z", "open"],
    ["closes", "2026-10-25", "2026-10-26T00:00:00Z", "closed"],
    // On 29 March 2026 they go forward at 01:00 UTC, and there is no 01:30: it counts as 02:30, which is 01:30 UTC.
    ["opens", "2026-03-29T01:30", "2026-03-29T01:29:59Z", "not-yet"],
    ["opens", "2026-03-29T01:30", "2026-03-29T01:30:00Z", "open"],
    ["closes", "2026-03-29T01:30", "2026-03-29T01:29:59Z", "open"],
    ["closes", "2026-03-29T01:30", "2026-03-29T01:30:00Z", "closed"],
    // And that day has 23.
    ["opens", "2026-03-30", "2026-03-29T22:59:59Z", "not-yet"],
    ["opens", "2026-03-30", "2026-03-29T23:00:00Z", "open"],
  ])("that %s %s is at %s %s, though the clocks change", (end, moment, now, status) => {
    const campaign = { opens: null, closes: null, sample: false, [end]: moment };
    expect(campaignStatus(campaign, at(now))).toBe(status);
  });

  it("without dates is always open", () => {
    expect(campaignStatus({ opens: null, closes: null, sample: false }, at("1999-01-01T00:00Z"))).toBe(
      "open",
    );
  });

  it("that is a sample is always open, to be tried", () => {
    expect(campaignStatus({ ...dated, sample: true }, at("1999-01-01T00:00Z"))).toBe("open");
    expect(campaignStatus({ ...dated, sample: true }, at("2039-01-01T00:00Z"))).toBe("open");
  });
});
