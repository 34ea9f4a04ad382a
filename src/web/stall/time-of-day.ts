// Times of day as a stall's pages show them: in London, whatever the laptop's or the server's zone is set to.
import { ZONE } from "../../campaigns/schedule.ts";

const format = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: ZONE });

/** The time of day of an instant (ISO 8601): "09:05". */
export function timeOfDay(instant: string): string {
  return format.format(new Date(instant));
}
