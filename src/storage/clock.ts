// The clock of the machine, or one that a test sets: the time, and the date that it is in London.
import { dateInLondon, ZONE } from "../campaigns/schedule.ts";

export type Clock = {
  readonly now: () => Temporal.Instant;
  /** Today's ISO date in London: it stands on letters. */
  readonly today: () => string;
};

/** The machine's clock, with what is given in its place: of a date alone it is noon, and of a time its own date. */
export function createClock({ now, today }: Partial<Clock> = {}): Clock {
  const time = now ?? (() => (today === undefined ? Temporal.Now.instant() : noonOf(today())));
  return { now: time, today: today ?? (() => dateInLondon(time())) };
}

function noonOf(date: string): Temporal.Instant {
  return Temporal.PlainDateTime.from(`${date}T12:00`).toZonedDateTime(ZONE).toInstant();
}
