// How many letters were made: two separate numbers, by constituency and by day, and never who.

/** The ways out that are counted. A card is one whatever sheet it is on. */
export const WAYS = ["card", "letter", "email"] as const;

export type Way = (typeof WAYS)[number];

/** How many were made in a campaign for a constituency (GSS code), on whatever day. */
export type SeatCount = {
  readonly campaign: string;
  readonly seat: string;
  readonly way: Way;
  readonly made: number;
};

/** How many were made in a campaign on a day (ISO date in London), for whatever constituency. */
export type DayCount = {
  readonly campaign: string;
  readonly day: string;
  readonly way: Way;
  readonly made: number;
};

/** Counts of both kinds. They are of the same letters, and nothing in them says which day goes with which constituency. */
export type Tally = { readonly seats: readonly SeatCount[]; readonly days: readonly DayCount[] };
