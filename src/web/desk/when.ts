// Instants as people at the desk read them: on London's clock.
import type { Words } from "../../words.ts";

/** An instant (ISO 8601, UTC) as "22 November 2026 at 14:05", on the clock of Europe/London. */
export function whenWords(words: Words, instant: string): string {
  return new Intl.DateTimeFormat(`${words.language}-GB`, {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "Europe/London",
  }).format(new Date(instant));
}

/** The instant that it is, as changes are dated. */
export function instantNow({ now }: { readonly now: () => Temporal.Instant }): string {
  return now().toString({ smallestUnit: "millisecond" });
}
