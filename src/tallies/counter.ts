// Counts letters in memory and writes the counts in the background, so that no member waits for it or fails by it.
import type { TallyStore } from "./store.ts";
import type { DayCount, SeatCount, Way } from "./tally.ts";

/** What is read of a letter. */
export type Counted = {
  readonly campaign: { readonly id: string };
  readonly seat: { readonly code: string };
};

export type TallyCounter = {
  /** Counts a letter that leaves by a way. Returns at once and never throws. */
  made(way: Way, letter: Counted): void;
  /** Writes what was counted so far, or joins the write that runs. Never rejects: what could not be written is kept. */
  write(): Promise<void>;
  /** Writes the rest; where the store is busy, tries for two seconds more. */
  stop(): Promise<void>;
};

export type TallyCounterParts = {
  readonly store: Pick<TallyStore, "add">;
  /** Today's ISO date in London. */
  readonly today: () => string;
  /** Is told what failed; the counts are kept, and written with the next. */
  readonly onFailure: (error: unknown) => void;
};

/** How long the first of a batch waits for others, ms: what a power cut can lose, and why a hall is one transaction. */
const BATCH_MS = 3_000;
/** The longest wait after a failure, ms. */
const LONGEST_WAIT_MS = 60_000;
/** Different counts that are held at most while the store fails: all seats of fifty campaigns by every way, twice over. */
const MOST_COUNTS = 200_000;
const LAST_TRIES = 10;
const LAST_WAIT_MS = 200;

/** Makes a counter. Its timer does not keep a process alive. */
export function createTallyCounter({ store, today, onFailure }: TallyCounterParts): TallyCounter {
  const seats = new Map<string, SeatCount>();
  const days = new Map<string, DayCount>();
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let failures = 0;

  /** A count that there is no room for is left out, on both sides or on neither. */
  function add(seat: SeatCount, day: DayCount): void {
    if (seats.size + days.size >= MOST_COUNTS) return;
    addTo(seats, `${seat.campaign} ${seat.seat} ${seat.way}`, seat);
    addTo(days, `${day.campaign} ${day.day} ${day.way}`, day);
  }

  function plan(): void {
    if (stopped || timer !== undefined || seats.size === 0) return;
    timer = setTimeout(() => void write(), Math.min(BATCH_MS * 2 ** failures, LONGEST_WAIT_MS));
    timer.unref();
  }

  async function writeOnce(): Promise<void> {
    // Sorted, so that the order in which letters were made is nowhere in the file.
    const batch = { seats: sorted(seats), days: sorted(days) };
    seats.clear();
    days.clear();
    if (batch.seats.length === 0) return;
    try {
      await store.add(batch);
      failures = 0;
    } catch (error) {
      failures++;
      for (const count of batch.seats) addTo(seats, `${count.campaign} ${count.seat} ${count.way}`, count);
      for (const count of batch.days) addTo(days, `${count.campaign} ${count.day} ${count.way}`, count);
      onFailure(error);
    }
  }

  function write(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    running ??= writeOnce().finally(() => {
      running = undefined;
      plan();
    });
    return running;
  }

  return {
    made(way, { campaign, seat }) {
      add(
        { campaign: campaign.id, seat: seat.code, way, made: 1 },
        { campaign: campaign.id, day: today(), way, made: 1 },
      );
      plan();
    },
    write,
    async stop() {
      stopped = true;
      await write();
      for (let left = LAST_TRIES; seats.size > 0 && left > 0; left--) {
        await write();
        if (seats.size > 0) await new Promise((resolve) => setTimeout(resolve, LAST_WAIT_MS));
      }
    },
  };
}

function addTo<T extends { readonly made: number }>(counts: Map<string, T>, key: string, count: T): void {
  counts.set(key, { ...count, made: (counts.get(key)?.made ?? 0) + count.made });
}

function sorted<T>(counts: ReadonlyMap<string, T>): T[] {
  return [...counts].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, count]) => count);
}
