// Instants as the desk reads them: in London, whatever the server's clock is set to.
import { ZONE } from "../../campaigns/schedule.ts";

const format = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "medium",
  timeStyle: "short",
  timeZone: ZONE,
});

/** An instant (ISO 8601) as a day and a time in London: "22 Nov 2026, 09:05". */
export function londonTime(instant: string): string {
  return format.format(new Date(instant));
}
