// What would be lost by putting one index in the place of another.
import type { PostcodeIndex } from "./postcode-index.ts";

/** More than this share of postcodes fewer is no ordinary edition: about 1 in 100 leave in a year, and as many come. */
const MOST_LOST = 0.01;

/** Numbers of postcodes in both, and the seats that had postcodes and would have none. */
export type IndexLosses = {
  readonly before: number;
  readonly after: number;
  readonly seats: readonly string[];
};

/** What the new index lacks that the old one has; null where it may take its place. */
export function lossesOf(
  old: Pick<PostcodeIndex, "header">,
  fresh: Pick<PostcodeIndex, "header">,
): IndexLosses | null {
  const has = new Set(seatsOf(fresh));
  const seats = seatsOf(old).filter((code) => !has.has(code));
  const [before, after] = [old.header.postcodes, fresh.header.postcodes];
  return seats.length > 0 || after < before * (1 - MOST_LOST) ? { before, after, seats } : null;
}

function seatsOf({ header }: Pick<PostcodeIndex, "header">): string[] {
  return [...new Set(header.places.flatMap((place) => place.split(" ")))];
}
