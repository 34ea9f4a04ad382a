// The print queue: a card that is confirmed is in it until it is printed, or twelve hours are over, and it is in no job twice.
import { randomUUID } from "node:crypto";
import type { FrontImage } from "../campaigns/front-image.ts";
import { fieldProblem, Problem } from "../errors.ts";
import {
  addressOf,
  decodeCard,
  encodeCard,
  nameOf,
  pictureOf,
  type StallCard,
  seatOf,
  type Way,
} from "./card.ts";
import type { StallClock } from "./clock.ts";
import type { StallKeys } from "./keys.ts";
import { decodePicture, encodePicture } from "./picture.ts";
import { keyedDigest, seal, unseal } from "./seal.ts";
import { requireKept, requireOpen, type Stall } from "./stall.ts";
import type { CardState, Counted, Receipt, StallStore, StoredCard } from "./store.ts";

/** How long a card is kept that nobody prints, ms. */
export const KEPT_MS = 12 * 60 * 60 * 1000;

/** How long "mark as printed" can be undone, ms; then the card goes. */
export const UNDO_MS = 10 * 60 * 1000;

/** A key that makes an addition happen once: what a device draws at random for each card. */
const KEY = /^[\w-]{16,100}$/;

/** A card of the queue as the rep sees it: whom it is from and for, and never what it says. */
export type QueuedCard = {
  readonly id: string;
  readonly number: number;
  readonly state: CardState;
  readonly job: string | null;
  /** ISO 8601 in UTC: when it was added, and when it goes at the latest. */
  readonly addedAt: string;
  readonly until: string;
  /** Null where it cannot be opened: its place in the store was altered, or the key is another. */
  readonly about: CardAbout | null;
};

/** `name` null: not given. `mp` and `constituency` null: there is a line for the MP's name. */
export type CardAbout = {
  readonly way: Way;
  readonly name: string | null;
  readonly mp: string | null;
  readonly constituency: string | null;
};

/** A print job with cards that are in the printer, or were confirmed a moment ago and can still be taken back. */
export type QueuedJob = {
  readonly id: string;
  readonly takenAt: string;
  readonly printing: number;
  readonly printed: number;
};

export type QueueView = { readonly cards: readonly QueuedCard[]; readonly jobs: readonly QueuedJob[] };

/** A card of the queue with what is in it; `card` null where it cannot be opened. */
export type OpenedCard = { readonly stored: StoredCard; readonly card: StallCard | null };

export type QueueParts = {
  readonly store: StallStore;
  readonly keys: StallKeys;
  readonly clock: StallClock;
  /** The ISO date in London of an instant in ms. */
  readonly day: (instant: number) => string;
};

/**
 * Every method rejects with `stall-unknown`, and with `stall-wiped` where nothing is left; with `store-full`, `store-gone` and
 * `store-unusable` where nothing could be changed, and then nothing has been.
 */
export type Queue = {
  /**
   * Adds a card; when it resolves the card is kept, even if the power goes. However often the same `key` comes (16 to 100 letters,
   * digits, `-` or `_`), it is one card. `asked` is what the device asked for, as text: where the key has added something else, nothing
   * is added and `stall-key-used` says so. Rejects with `stall-not-open`, `stall-closed`, `stall-key-missing`, `stall-keys-damaged`.
   */
  add(stall: string, card: StallCard, key: string, asked?: string): Promise<Receipt>;
  /** What waits and what is being printed, in the order in which it was added, and the jobs. */
  view(stall: string): Promise<QueueView>;
  /** Puts cards that wait into a new print job; null where none of them waits any more, because somebody else took them. */
  take(stall: string, which: readonly string[] | "all"): Promise<string | null>;
  /** A job's cards, opened. */
  open(stall: string, job: string): Promise<readonly OpenedCard[]>;
  /** Marks a job's cards as printed but those that did not come out, which wait again; answers the ids of those it marked. */
  confirm(stall: string, job: string, notOut?: readonly string[]): Promise<readonly string[]>;
  /** Takes "mark as printed" back, for `UNDO_MS`: the cards are in the printer again. Answers how many. */
  undo(stall: string, job: string): Promise<number>;
  /** Lets cards wait again that did not come out, or that were stuck. Answers how many. */
  putBack(stall: string, cards: readonly string[]): Promise<number>;
  /** Sets cards aside that cannot be printed as things are. */
  stick(stall: string, cards: readonly string[]): Promise<void>;
  /** Deletes a card whose member does not want it any more; false where it had gone already. There is no undo. */
  withdraw(stall: string, card: string): Promise<boolean>;
  /** Deletes what is due in every stall. To be called every minute or so. */
  sweep(): Promise<void>;
};

/** Makes the queue's part of Postbag. */
export function createQueue({ store, keys, clock, day }: QueueParts): Queue {
  /** The stall, after what was due in it has gone. */
  async function swept(id: string): Promise<Stall> {
    const stall = await store.get(id);
    if (stall === null) throw new Problem("stall-unknown");
    if (stall.wipedAt !== null) return stall;
    clock.notBefore(await store.seen(id));
    const now = clock.now();
    const due = await store.due(id, { addedBy: now - KEPT_MS, settledBy: now - UNDO_MS });
    if (due.expired.length > 0) await store.remove(id, await countedAnyway(id, due.expired, now), "expired");
    if (due.settled) await store.forget(id, now - UNDO_MS);
    return stall;
  }

  async function kept(id: string): Promise<Stall> {
    const stall = await swept(id);
    requireKept(stall);
    return stall;
  }

  function opener(
    stall: string,
    key: Uint8Array,
    pictures: ReadonlyMap<string, FrontImage> | "none" = "none",
  ): (stored: StoredCard) => StallCard | null {
    return ({ id, sealed }) => {
      const bytes = unseal(key, { stall, card: id }, sealed);
      return bytes === null ? null : decodeCard(bytes, pictures);
    };
  }

  async function picturesOf(stall: string): Promise<ReadonlyMap<string, FrontImage>> {
    const kept = await store.pictures(stall);
    return new Map(kept.map(({ hash, content }) => [hash, decodePicture(content)]));
  }

  /** What the tally is told of cards. */
  async function counted(stall: string, cards: readonly StoredCard[], at?: number): Promise<Counted[]> {
    return countedWith(opener(stall, await keys.find(stall)), cards, at);
  }

  /** The same of cards that have to go, key or no key: what cannot be opened counts without its seat. */
  async function countedAnyway(stall: string, cards: readonly StoredCard[], at: number): Promise<Counted[]> {
    const key = await keys.find(stall).catch(() => null);
    return countedWith(key === null ? () => null : opener(stall, key), cards, at);
  }

  function countedWith(
    open: (stored: StoredCard) => StallCard | null,
    cards: readonly StoredCard[],
    at?: number,
  ): Counted[] {
    return cards.map((stored) => {
      const card = open(stored);
      const seat = card === null ? null : (seatOf(card)?.code ?? null);
      return {
        id: stored.id,
        seat,
        way: card?.kind ?? "typed",
        day: day(at ?? stored.settledAt ?? clock.now()),
      };
    });
  }

  async function inJob(stall: string, job: string, state: CardState): Promise<StoredCard[]> {
    return (await store.cards(stall, job)).filter((card) => card.state === state);
  }

  return {
    async add(id, card, idempotencyKey, asked = "") {
      if (!KEY.test(idempotencyKey))
        throw fieldProblem("key", "field-invalid", { field: "key", expected: "16 to 100 letters or digits" });
      const stall = await kept(id);
      const key = await keys.find(id);
      // The id comes of what was asked, so that the receipt tells whether it was this; who lacks the stall's key learns nothing from it.
      const cardId = keyedDigest(key, "card", `${idempotencyKey}\n${asked}`).toString("hex").slice(0, 32);
      const same = (receipt: Receipt): Receipt => {
        if (receipt.id !== cardId) throw new Problem("stall-key-used", { number: receipt.number });
        return receipt;
      };
      const before = await store.receipt(id, idempotencyKey);
      if (before !== null) return same(before);
      const now = clock.now();
      requireOpen(stall, now);
      const place = { stall: id, card: cardId };
      const sealed = seal(key, place, encodeCard(card));
      const picture = pictureOf(card);
      if (picture !== null && !(await store.hasPicture(id, picture.hash)))
        await store.keepPicture(id, { hash: picture.hash, content: encodePicture(picture) });
      const told = { id: place.card, seat: seatOf(card)?.code ?? null, way: card.kind, day: day(now) };
      return same(await store.add(id, { id: place.card, addedAt: now, sealed }, idempotencyKey, told));
    },

    async view(id) {
      await kept(id);
      const cards = await store.cards(id);
      // Where nothing waits, no key is asked for.
      const open = cards.length === 0 ? () => null : opener(id, await keys.find(id));
      const jobs = (await store.jobs(id)).map(({ id: job, takenAt }) => ({
        id: job,
        takenAt: new Date(takenAt).toISOString(),
        printing: cards.filter((card) => card.job === job && card.state === "printing").length,
        printed: cards.filter((card) => card.job === job && card.state === "printed").length,
      }));
      return {
        cards: cards.filter(({ state }) => state !== "printed").map((stored) => shown(stored, open(stored))),
        jobs: jobs.filter(({ printing, printed }) => printing + printed > 0),
      };
    },

    async take(id, which) {
      await kept(id);
      const job = randomUUID();
      const taken = await store.take(id, which, { id: job, takenAt: clock.now() });
      return taken.length > 0 ? job : null;
    },

    async open(id, job) {
      await kept(id);
      const open = opener(id, await keys.find(id), await picturesOf(id));
      return (await store.cards(id, job)).map((stored) => ({ stored, card: open(stored) }));
    },

    async confirm(id, job, notOut = []) {
      await kept(id);
      const cards = await inJob(id, job, "printing");
      const again = cards.filter((card) => notOut.includes(card.id));
      await store.putBack(
        id,
        again.map((card) => card.id),
        "queued",
      );
      const now = clock.now();
      const out = await counted(
        id,
        cards.filter((card) => !again.includes(card)),
        now,
      );
      return store.settle(id, out, now);
    },

    async undo(id, job) {
      await kept(id);
      return (await store.unsettle(id, await counted(id, await inJob(id, job, "printed")))).length;
    },

    async putBack(id, cards) {
      await kept(id);
      return (await store.putBack(id, cards, "queued")).length;
    },

    async stick(id, cards) {
      await kept(id);
      await store.putBack(id, cards, "stuck");
    },

    async withdraw(id, card) {
      await kept(id);
      const found = (await store.cards(id)).filter((each) => each.id === card);
      const gone = await store.remove(id, await countedAnyway(id, found, clock.now()), "withdrawn");
      return gone.length > 0;
    },

    async sweep() {
      for (const { id } of await store.all()) await swept(id);
    },
  };
}

function shown({ id, number, state, job, addedAt }: StoredCard, card: StallCard | null): QueuedCard {
  const seat = card === null ? null : seatOf(card);
  return {
    id,
    number,
    state,
    job,
    addedAt: new Date(addedAt).toISOString(),
    until: new Date(addedAt + KEPT_MS).toISOString(),
    about: card && {
      way: card.kind,
      name: nameOf(card),
      mp: seat && (addressOf(card)[0] ?? null),
      constituency: seat?.name ?? null,
    },
  };
}
