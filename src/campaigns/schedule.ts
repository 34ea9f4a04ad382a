// When a campaign opens and closes: dates and times as its file has them, where its members live → instants.
import { z } from "zod";

/** Where campaigns open and close, and whose date stands on letters. */
export const ZONE = "Europe/London";

/** `2026-10-25`: a whole day. `2026-10-25T17:00`: a time on it, by the clocks of London. */
export const moment = z.string().refine(isMoment, {
  error: "a date that exists, as YYYY-MM-DD, or one with a time, as YYYY-MM-DDTHH:MM",
  abort: true,
});

function isMoment(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d)?$/.test(text)) return false;
  try {
    return hasTime(text)
      ? Temporal.PlainDateTime.from(text).hour < 24
      : Temporal.PlainDate.from(text).year >= 0;
  } catch {
    return false;
  }
}

/** Whether a moment names a time, and not a whole day. */
export function hasTime(moment: string): boolean {
  return moment.includes("T");
}

/**
 * The instant from which a campaign is open: the start of the day, or the time itself. When the clocks go back and a time comes
 * twice, the first of the two; when they go forward and it is left out, as long after (02:30 for 01:30).
 */
export function openingInstant(opens: string): Temporal.Instant {
  return hasTime(opens) ? inLondon(opens, "compatible") : startOfDay(Temporal.PlainDate.from(opens));
}

/**
 * The instant at which a campaign is closed: the end of the day, or the time itself. Of a time that comes twice the second,
 * so that nobody is turned away while their clock says it is open; of one that is left out, as above.
 */
export function closingInstant(closes: string): Temporal.Instant {
  return hasTime(closes)
    ? inLondon(closes, "later")
    : startOfDay(Temporal.PlainDate.from(closes).add({ days: 1 }));
}

/** A moment for machines: a whole day as it is, a time with its offset, `2026-10-25T01:30:00+01:00`. */
export function withOffset(moment: string, instant: Temporal.Instant): string {
  if (!hasTime(moment)) return moment;
  return instant.toZonedDateTimeISO(ZONE).toString({ timeZoneName: "never", smallestUnit: "second" });
}

/** The ISO date that it is in London at an instant. */
export function dateInLondon(instant: Temporal.Instant): string {
  return instant.toZonedDateTimeISO(ZONE).toPlainDate().toString();
}

function inLondon(time: string, disambiguation: "compatible" | "later"): Temporal.Instant {
  return Temporal.PlainDateTime.from(time).toZonedDateTime(ZONE, { disambiguation }).toInstant();
}

function startOfDay(date: Temporal.PlainDate): Temporal.Instant {
  return date.toZonedDateTime(ZONE).toInstant();
}
