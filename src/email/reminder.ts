// A reminder for the member's own calendar: has your MP replied? It names the campaign and nobody.

/** Days an MP's office is given to answer before the reminder. */
const WAIT_DAYS = 28;

const DAY_MS = 24 * 60 * 60 * 1000;

/** What the reminder says; `id` is the campaign's, `page` its address, or null where the server does not know its own. */
export type Reminder = {
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  readonly page: string | null;
};

/** An all-day event four weeks after `today` (ISO date), as iCalendar (RFC 5545), lines ending in CRLF. */
export function reminderIcs({ id, summary, description, page }: Reminder, today: string): string {
  const day = (offset: number): string =>
    new Date(Date.parse(today) + offset * DAY_MS).toISOString().slice(0, 10).replaceAll("-", "");
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Postbag//Reminder//EN",
    "BEGIN:VEVENT",
    `UID:${id}-${day(0)}@postbag`,
    `DTSTAMP:${day(0)}T000000Z`,
    `DTSTART;VALUE=DATE:${day(WAIT_DAYS)}`,
    `DTEND;VALUE=DATE:${day(WAIT_DAYS + 1)}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(description)}`,
    ...(page === null ? [] : [`URL:${page}`]),
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return `${lines.flatMap(folded).join("\r\n")}\r\n`;
}

/** RFC 5545 §3.3.11. */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");
}

/** RFC 5545 §3.1: lines of at most 75 octets, going on after a space; no character is cut in two. */
function folded(line: string): string[] {
  const parts = [""];
  let octets = 0;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (octets + size > 74) {
      parts.push(" ");
      octets = 1;
    }
    parts.push((parts.pop() ?? "") + character);
    octets += size;
  }
  return parts;
}
