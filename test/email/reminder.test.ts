import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import { reminderIcs } from "../../src/email/reminder.ts";

const REMINDER = {
  id: "safe-workloads",
  summary: "Has your MP replied?",
  description:
    "You wrote in the campaign “A safe workload”; a reply is usual within four weeks, but not certain.\nIf there is none: write again, once.",
  page: "https://postbag.example/campaigns/safe-workloads",
};

describe("reminderIcs", () => {
  it("is an all-day event four weeks on, as an independent parser reads it", () => {
    const calendar = new ICAL.Component(ICAL.parse(reminderIcs(REMINDER, "2026-11-22")));
    const event = new ICAL.Event(calendar.getFirstSubcomponent("vevent") ?? undefined);
    expect(event.summary).toBe(REMINDER.summary);
    expect(event.description).toBe(REMINDER.description);
    expect(event.startDate.toString()).toBe("2026-12-20");
    expect(event.startDate.isDate).toBe(true);
    expect(event.duration.days ?? 0).toBe(1);
    expect(event.component.getFirstPropertyValue("url")).toBe(REMINDER.page);
  });

  it("counts days across the change of the clocks and the end of a year", () => {
    expect(reminderIcs(REMINDER, "2027-03-14")).toContain("DTSTART;VALUE=DATE:20270411");
    expect(reminderIcs(REMINDER, "2026-12-15")).toContain("DTSTART;VALUE=DATE:20270112");
  });

  it("has lines of at most 75 octets that end in CRLF, and leaves out an address that is not known", () => {
    const text = reminderIcs({ ...REMINDER, summary: "Gŵyr ".repeat(60), page: null }, "2026-11-22");
    for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(text.replaceAll("\r\n", "")).not.toContain("\n");
    expect(text).not.toContain("URL:");
  });
});
