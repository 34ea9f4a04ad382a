// The directory of seats as a running server holds it: one that can be exchanged as a whole between two requests.
import { createSeats, type Seats, type SeatsSnapshot } from "./seats.ts";

/** A directory that always answers from the latest snapshot. */
export type LiveSeats = Seats & { readonly exchange: (snapshot: SeatsSnapshot) => void };

/** Makes the directory over a first snapshot. */
export function createLiveSeats(first: SeatsSnapshot): LiveSeats {
  let now = createSeats(first);
  return {
    get all() {
      return now.all;
    },
    get asOf() {
      return now.asOf;
    },
    get source() {
      return now.source;
    },
    get licence() {
      return now.licence;
    },
    byCode: (code) => now.byCode(code),
    inNation: (nation) => now.inNation(nation),
    search: (query) => now.search(query),
    exchange(snapshot) {
      now = createSeats(snapshot);
    },
  };
}
