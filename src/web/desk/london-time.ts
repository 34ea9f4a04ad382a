// Instants as the desk reads them: in London, whatever the server's clock is set to; and as it dates what it changes.
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

/** The instant that it is, as changes are dated: ISO 8601 in UTC. */
export function instantNow({ now }: { readonly now: () => Temporal.Instant }): string {
  return now().toString({ smallestUnit: "millisecond" });
}
