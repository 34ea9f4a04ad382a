// A stall's queue over a real database and a real key file in a folder of its own, by a clock that the test moves.
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StallCard } from "../../src/stalls/card.ts";
import { createStallClock, type StallClock } from "../../src/stalls/clock.ts";
import type { StallKeys } from "../../src/stalls/keys.ts";
import { createQueue, type Queue } from "../../src/stalls/queue.ts";
import type { Stall } from "../../src/stalls/stall.ts";
import type { StallStore } from "../../src/stalls/store.ts";
import { type Database, openDatabase } from "../../src/storage/database.ts";
import { createStallKeys } from "../../src/storage/stall-keys.ts";
import { createStallStore } from "../../src/storage/stalls.ts";
import { exampleLetter, exampleSeat } from "./letter.ts";

/** Noon of the day on which stalls take place. */
export const NOON = Date.parse("2026-11-22T12:00:00Z");

export const HOUR = 60 * 60 * 1000;

/** A stall's clock with hands. */
export type Hands = {
  readonly clock: StallClock;
  /** Time goes by, on the wall and in the machine, asleep or awake. */
  pass(ms: number): void;
  /** Somebody sets the wall's clock; no time goes by. */
  set(ms: number): void;
  /** The program is started again. */
  restarted(): StallClock;
};

export function clockWithHands(wall = NOON): Hands {
  let uptime = 1000;
  const make = (): StallClock => createStallClock({ wall: () => wall, uptime: () => uptime });
  return {
    clock: make(),
    pass(ms) {
      wall += ms;
      uptime += ms / 1000;
    },
    set(ms) {
      wall += ms;
    },
    restarted: make,
  };
}

export type TestStall = {
  readonly folder: string;
  readonly file: string;
  readonly keyFile: string;
  readonly database: Database;
  readonly store: StallStore;
  readonly keys: StallKeys;
  readonly queue: Queue;
  readonly stall: Stall;
  readonly hands: Hands;
};

/** The ISO date of an instant; London is at UTC in November. */
export const day = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

/** Opens what is in the folder, as another process or a new start would. */
export async function openParts(folder: string, clock: StallClock) {
  const file = join(folder, "store.sqlite");
  const keyFile = join(folder, "keys", "stalls.keys");
  const database = await openDatabase(`sqlite:${file}`);
  const store = createStallStore(database, `sqlite:${file}`);
  const keys = createStallKeys({
    file: keyFile,
    exclusively: (work) => database.transaction().execute(work),
  });
  return { folder, file, keyFile, database, store, keys, queue: createQueue({ store, keys, clock, day }) };
}

/** A new stall in a new folder. */
export async function newStall(changes: Partial<Stall> = {}): Promise<TestStall> {
  const hands = clockWithHands();
  const folder = await mkdtemp(join(tmpdir(), "postbag-stall-"));
  const parts = await openParts(folder, hands.clock);
  const stall = exampleStall(changes);
  await parts.keys.make(stall.id);
  await parts.store.create(stall);
  return { ...parts, stall, hands };
}

export function exampleStall(changes: Partial<Stall> = {}): Stall {
  return {
    id: "11111111-2222-4333-8444-555555555555",
    kind: "local",
    name: "AGM in Leeds",
    campaign: "safe-workloads",
    sheet: "a4-duplex-long",
    opens: null,
    closes: null,
    createdAt: new Date(NOON).toISOString(),
    wipedAt: null,
    ...changes,
  };
}

/** A typed card of a made-up member. */
export function typedCard(
  name = "Sam Carter",
  words = "Three of us did the work of seven.",
  seat = exampleSeat(),
): StallCard {
  const letter = exampleLetter();
  const signature = [name, `your constituent in ${seat.name}`];
  const to = [seat.member?.addressAs ?? "The Member of Parliament", ...letter.to.slice(1)];
  return {
    kind: "typed",
    letter: {
      ...letter,
      seat,
      to,
      sender: { ...letter.sender, name },
      card: { ...letter.card, paragraphs: [words], signature },
    },
  };
}

/** A key as a device draws it, for the nth card. */
export const keyOf = (nth: number): string => `key-${String(nth).padStart(16, "0")}`;
