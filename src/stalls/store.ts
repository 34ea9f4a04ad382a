// What stalls need of whatever keeps them. Cards come sealed; the store knows none of them. storage/ implements it.
import type { Way } from "./card.ts";
import type { Device, Role } from "./device.ts";
import type { LookedAt } from "./keys.ts";
import type { Stall, StallChange } from "./stall.ts";

/**
 * `queued`: waits. `printing`: in a print job. `printed`: confirmed, and kept for a few minutes in case that was a slip. `stuck`: it
 * cannot be printed as things are, so that "print all" leaves it out.
 */
export type CardState = "queued" | "printing" | "printed" | "stuck";

/** A card as it is kept. Instants in ms since 1970, by the stall's clock. */
export type StoredCard = {
  readonly id: string;
  /** Counts from 1 in each stall: by it a card is called where its name should not be. */
  readonly number: number;
  readonly addedAt: number;
  readonly state: CardState;
  /** The print job that took it last, while it is `printing` or `printed`. */
  readonly job: string | null;
  /** When it was confirmed as printed. */
  readonly settledAt: number | null;
  readonly sealed: Uint8Array;
};

export type NewCard = Pick<StoredCard, "id" | "addedAt" | "sealed">;

/** What the tally is told of a card: which, its seat (null: none, or not known), its way and the day (ISO date) to count it on. */
export type Counted = {
  readonly id: string;
  readonly seat: string | null;
  readonly way: Way;
  readonly day: string;
};

/** What a device is told of the card that it added. `again`: it had been added with this key before. */
export type Receipt = { readonly id: string; readonly number: number; readonly again: boolean };

export type StoredPicture = { readonly hash: string; readonly content: string };

export type StoredJob = { readonly id: string; readonly takenAt: number };

/** How many cards were made, confirmed as printed, withdrawn by the member, and gone because twelve hours were over. */
export type Counts = {
  readonly made: number;
  readonly printed: number;
  readonly withdrawn: number;
  readonly expired: number;
};

/** Two separate sets of numbers: what was for which seat is not known by the day. `seat` null: no MP's name on it, or not known. */
export type StoredTally = {
  readonly bySeat: readonly (Counts & { readonly seat: string | null; readonly way: Way })[];
  /** `addressed`: an MP's name was on them, so that they are among `bySeat` with a seat. */
  readonly byDay: readonly (Counts & { readonly day: string; readonly addressed: boolean })[];
};

/** A table that was looked at, and how many rows of the stall are still in it. */
export type TableLookedAt = { readonly table: string; readonly rows: number };

/**
 * Every change is one transaction: whole, or it has not happened; what resolved is kept even if the power goes. Where the disk is
 * full or the database's file is gone they reject with `store-full` and `store-gone`, other failures with `store-unusable`.
 * No method minds ids that are not there: it passes them over.
 */
export type StallStore = {
  create(stall: Stall): Promise<void>;
  change(id: string, change: StallChange): Promise<void>;
  /** Newest first. */
  all(): Promise<readonly Stall[]>;
  get(id: string): Promise<Stall | null>;
  /** The latest instant that the stall has seen, ms since 1970. */
  seen(id: string): Promise<number>;

  /** Adds a card once for a key, however often and from however many processes it is tried. Rejects with `stall-unknown` where the stall is wiped. */
  add(stall: string, card: NewCard, key: string, counted: Counted): Promise<Receipt>;
  /** What was told when the key was used; null where it was not. */
  receipt(stall: string, key: string): Promise<Receipt | null>;
  /** In the order in which they were added; with `job`, that job's alone. */
  cards(stall: string, job?: string): Promise<readonly StoredCard[]>;
  /** Cards added at this instant or before, and whether some were settled at the other or before. */
  due(
    stall: string,
    by: { readonly addedBy: number; readonly settledBy: number },
  ): Promise<{ readonly expired: readonly StoredCard[]; readonly settled: boolean }>;
  /** In the order in which they were taken. */
  jobs(stall: string): Promise<readonly StoredJob[]>;
  /** Puts cards that are `queued` into a new job and answers their ids; where there is none, no job is made. */
  take(stall: string, which: readonly string[] | "all", job: StoredJob): Promise<readonly string[]>;
  /** `printing` → `printed`, and back; answers the ids of those that changed. */
  settle(stall: string, cards: readonly Counted[], at: number): Promise<readonly string[]>;
  unsettle(stall: string, cards: readonly Counted[]): Promise<readonly string[]>;
  /** `printing` or `stuck` → `queued` or `stuck`; answers the ids of those that changed. */
  putBack(stall: string, ids: readonly string[], state: "queued" | "stuck"): Promise<readonly string[]>;
  /** Deletes cards and counts those that were not printed yet; answers the ids of those that it counted. */
  remove(stall: string, cards: readonly Counted[], as: "withdrawn" | "expired"): Promise<readonly string[]>;
  /** Deletes cards that were settled at this instant or before, and jobs without cards. */
  forget(stall: string, settledBy: number): Promise<void>;
  tally(stall: string): Promise<StoredTally>;

  /** Pictures of the cards' fronts by their hashes, each once for a stall. `content` is theirs as text. */
  hasPicture(stall: string, hash: string): Promise<boolean>;
  /** Rejects with `stall-unknown` where the stall is wiped. */
  keepPicture(stall: string, picture: StoredPicture): Promise<void>;
  pictures(stall: string): Promise<readonly StoredPicture[]>;

  /** Deletes everything of the stall but its own row and its tally, and leaves nothing of it in the database's files. */
  wipe(stall: string, at: string): Promise<void>;
  /** Deletes a wiped stall's own row and its tally too. */
  erase(stall: string): Promise<void>;
  /** Looks for what is left: each table's rows of the stall, and each of the database's files for the ids given. */
  lookFor(
    stall: string,
    ids: readonly string[],
  ): Promise<{ readonly tables: readonly TableLookedAt[]; readonly files: readonly LookedAt[] }>;

  devices: DeviceStore;
};

/** Tokens come hashed. `invitation`: the hash of a token that is good for one pairing until `until` (ms since 1970). */
export type DeviceStore = {
  /** This and `invite` reject with `stall-unknown` where the stall is wiped. */
  add(device: Device, tokenHash: string): Promise<void>;
  invite(
    stall: string,
    invitation: { readonly hash: string; readonly role: Role; readonly until: number },
  ): Promise<void>;
  /** Takes an invitation that is good now, once; null where it is not. */
  redeem(stall: string, hash: string, now: number): Promise<Role | null>;
  byToken(hash: string): Promise<Device | null>;
  /** In the order in which they were paired. */
  list(stall: string): Promise<readonly Device[]>;
  setRole(stall: string, device: string, role: Role): Promise<void>;
  /** Ends one device's session, or with "all" every one and every invitation. */
  end(stall: string, device: string | "all"): Promise<void>;
};
