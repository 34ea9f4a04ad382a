// The end of the day: what is left is a tally; the rest is wiped, with proof.
import type { Seats } from "../mps/seats.ts";
import type { Way } from "./card.ts";
import type { StallClock } from "./clock.ts";
import type { LookedAt, StallKeys } from "./keys.ts";
import type { Stall } from "./stall.ts";
import type { Counts, StallStore, StoredTally, TableLookedAt } from "./store.ts";

/** A stall's numbers. It names nobody: by seat and way, and apart from that by day. */
export type StallTally = {
  readonly stall: Pick<Stall, "id" | "name" | "campaign" | "createdAt" | "wipedAt">;
  readonly total: Counts;
  /** By the constituency's name; `seat` null: no MP's name was on the card. */
  readonly bySeat: readonly (Counts & {
    readonly seat: { readonly code: string; readonly name: string } | null;
    readonly way: Way;
  })[];
  /** ISO dates in London, in their order; `addressed`: with an MP's name on them. */
  readonly byDay: StoredTally["byDay"];
};

/**
 * What goes to the desk: the cards that were printed for a seat, by seat and by day, in the shape of the tallies' file. It is the same each
 * time it is asked for, so that the desk adds it once. `stall` is 32 hexadecimal digits.
 */
export type DeskTally = {
  readonly stall: string;
  readonly campaign: string;
  readonly madeOn: string;
  readonly seats: readonly { readonly seat: string; readonly way: "card"; readonly made: number }[];
  readonly days: readonly { readonly day: string; readonly way: "card"; readonly made: number }[];
};

/** What was looked at after a wipe. `clean` where nothing of the stall's cards, devices and key was found in any of it. */
export type WipeProof = {
  readonly wipedAt: string;
  readonly clean: boolean;
  readonly tables: readonly TableLookedAt[];
  readonly files: readonly LookedAt[];
};

export type Closing = {
  tally(stall: Stall): Promise<StallTally>;
  /** The same for the desk. Cards that are still in the printer are not in it: have them confirmed first. */
  deskTally(stall: Stall): Promise<DeskTally>;
  /**
   * Deletes the stall's cards, devices and key, wherever they are. The stall's own row and its tally stay, for the desk. It may be
   * called again where the proof is not clean, as when another program was reading. Rejects with `store-full`, `store-unusable`.
   */
  wipe(stall: Stall): Promise<WipeProof>;
  /** Wipes, and deletes the tally and the stall's own row too: nothing says that it was there. */
  erase(stall: Stall): Promise<WipeProof>;
};

/** Makes the closing part of a stall. */
export function createClosing({
  store,
  keys,
  clock,
  seats,
}: {
  readonly store: StallStore;
  readonly keys: StallKeys;
  readonly clock: StallClock;
  readonly seats: Pick<Seats, "byCode">;
}): Closing {
  async function wipe({ id }: Stall, clear: (at: string) => Promise<void>): Promise<WipeProof> {
    const wipedAt = new Date(clock.now()).toISOString();
    const cards = await store.cards(id);
    const devices = await store.devices.list(id);
    const ids = [...cards, ...devices].map((each) => each.id);
    // The key first: without it whatever could be left of the rest says nothing.
    const keyFiles = await keys.destroy(id);
    await clear(wipedAt);
    const { tables, files } = await store.lookFor(id, ids);
    const clean =
      tables.every(({ rows }) => rows === 0) && [...keyFiles, ...files].every((each) => each.clean);
    return { wipedAt, clean, tables, files: [...files, ...keyFiles] };
  }

  return {
    async tally({ id, name, campaign, createdAt, wipedAt }) {
      const { bySeat, byDay } = await store.tally(id);
      const named = bySeat.map(({ seat: code, ...rest }) => ({
        seat: code === null ? null : { code, name: seats.byCode(code)?.name ?? code },
        ...rest,
      }));
      const byName = new Intl.Collator("en");
      named.sort((one, other) => byName.compare(one.seat?.name ?? "", other.seat?.name ?? ""));
      return { stall: { id, name, campaign, createdAt, wipedAt }, total: sum(bySeat), bySeat: named, byDay };
    },

    async deskTally({ id, campaign, createdAt }) {
      const { bySeat, byDay } = await store.tally(id);
      const seats = new Map<string, number>();
      for (const { seat, printed } of bySeat)
        if (seat !== null && printed > 0) seats.set(seat, (seats.get(seat) ?? 0) + printed);
      const days = byDay.filter(({ addressed, printed }) => addressed && printed > 0);
      return {
        stall: id.replaceAll("-", ""),
        campaign,
        madeOn: byDay.at(-1)?.day ?? createdAt.slice(0, 10),
        seats: [...seats].map(([seat, made]) => ({ seat, way: "card", made })),
        days: days.map(({ day, printed }) => ({ day, way: "card", made: printed })),
      };
    },

    wipe: (stall) => wipe(stall, (at) => store.wipe(stall.id, at)),
    erase: (stall) => wipe(stall, () => store.erase(stall.id)),
  };
}

function sum(counts: readonly Counts[]): Counts {
  const total = { made: 0, printed: 0, withdrawn: 0, expired: 0 };
  for (const { made, printed, withdrawn, expired } of counts) {
    total.made += made;
    total.printed += printed;
    total.withdrawn += withdrawn;
    total.expired += expired;
  }
  return total;
}
