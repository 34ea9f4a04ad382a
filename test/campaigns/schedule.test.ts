// Dates and times of a campaign, as its file and the machines that ask for it have them.
import { describe, expect, it } from "vitest";
import {
  closingInstant,
  dateInLondon,
  moment,
  openingInstant,
  withOffset,
} from "../../src/campaigns/schedule.ts";
import { createClock } from "../../src/storage/clock.ts";
import { faultsOf, lineOf, parsed, YAML } from "./example-campaign.ts";

const scheduled = (opens: string, closes: string) =>
  faultsOf(() => parsed("title: Safe work", `title: Safe work\nopens: ${opens}\ncloses: ${closes}`));

describe("a moment", () => {
  it.each(["2026-10-25", "2026-10-25T01:30", "2028-02-29", "2026-01-01T00:00", "2026-12-31T23:59"])(
    "can be %s",
    (text) => {
      expect(moment.safeParse(text).success).toBe(true);
    },
  );

  it.each([
    "2026-02-29",
    "2026-13-01",
    "2026-10-25T24:00",
    "2026-10-25T12:60",
    "2026-10-25T1:30",
    "2026-10-25 01:30",
    "2026-10-25T01:30:00",
    "2026-10-25T01:30Z",
    "2026-10-25T01:30+01:00",
    "+002026-10-25",
    "25 October 2026",
    "",
  ])("cannot be %s", (text) => {
    expect(moment.safeParse(text).success).toBe(false);
  });

  it("is told to machines as a date, or as a time with its offset", () => {
    expect(withOffset("2026-10-25", openingInstant("2026-10-25"))).toBe("2026-10-25");
    const twice = "2026-10-25T01:30";
    expect(withOffset(twice, openingInstant(twice))).toBe("2026-10-25T01:30:00+01:00");
    expect(withOffset(twice, closingInstant(twice))).toBe("2026-10-25T01:30:00+00:00");
    const leftOut = "2026-03-29T01:30";
    expect(withOffset(leftOut, openingInstant(leftOut))).toBe("2026-03-29T02:30:00+01:00");
  });
});

describe("a campaign's schedule", () => {
  it.each([
    ["2026-03-01", "2026-03-01"],
    ["2026-03-01T09:00", "2026-03-01"],
    ["2026-03-01", "2026-03-01T00:01"],
    ["2026-03-01T09:00", "2026-03-01T09:01"],
    ["2026-10-25T01:30", "2026-10-25T01:30"],
  ])("may go from %s to %s", (opens, closes) => {
    expect(scheduled(opens, closes)).toEqual([]);
  });

  it.each([
    ["2026-03-02", "2026-03-01", "a date on or after 2026-03-02, when it opens"],
    ["2026-03-01T09:00", "2026-03-01T09:00", "a date or time after 2026-03-01T09:00, when it opens"],
    ["2026-03-01T09:00", "2026-03-01T08:59", "a date or time after 2026-03-01T09:00, when it opens"],
    ["2026-03-01T09:00", "2026-02-28", "a date or time after 2026-03-01T09:00, when it opens"],
    ["2026-03-01", "2026-03-01T00:00", "a date on or after 2026-03-01, when it opens"],
  ])("may not go from %s to %s", (opens, closes, expected) => {
    expect(scheduled(opens, closes)).toMatchObject([
      { path: "closes", line: lineOf("title: Safe work") + 2, expected },
    ]);
  });

  it("names what was expected of a date that is none", () => {
    expect(YAML).toContain("title: Safe work");
    expect(scheduled("2026-02-30", "2026-03-01T9:00")).toMatchObject([
      { path: "opens", expected: expect.stringContaining("YYYY-MM-DDTHH:MM") },
      { path: "closes", expected: expect.stringContaining("YYYY-MM-DDTHH:MM") },
    ]);
  });
});

describe("the clock", () => {
  it("has London's date, which is not that of UTC in summer", () => {
    expect(dateInLondon(Temporal.Instant.from("2026-06-30T23:30Z"))).toBe("2026-07-01");
    expect(dateInLondon(Temporal.Instant.from("2026-12-31T23:30Z"))).toBe("2026-12-31");
  });

  it("agrees with itself where a test gives only the date or only the time", () => {
    const noon = createClock({ today: () => "2026-07-01" });
    expect([noon.now().toString(), noon.today()]).toEqual(["2026-07-01T11:00:00Z", "2026-07-01"]);
    const late = createClock({ now: () => Temporal.Instant.from("2026-06-30T23:30Z") });
    expect(late.today()).toBe("2026-07-01");
    expect(createClock().today()).toMatch(/^\d{4}-\d\d-\d\d$/);
  });
});
