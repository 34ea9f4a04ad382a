// Wrong pairing codes are slowed, then locked for a while: by the address that they come from, and over all addresses by stall.
import { Problem } from "../errors.ts";

const MINUTE_MS = 60_000;

/** How much may be guessed. With two of a million codes good at a time, 50 guesses hit one in ten thousand times. */
export const PAIRING_LIMITS = {
  /** Wrong codes from one address before it has to wait: 1 s, then twice as long each time up to `longestWaitMs`. */
  free: 3,
  longestWaitMs: MINUTE_MS,
  /** Wrong codes from one address, and from all together, before the lock; and how long it lasts. */
  fromOne: 10,
  fromAll: 50,
  lockMs: 15 * MINUTE_MS,
  /** When an address that stops guessing is forgotten. */
  forgetMs: 60 * MINUTE_MS,
  /** Addresses that are remembered at once; past it the oldest go. */
  addresses: 10_000,
} as const;

/** Wrong tries from one place, and the instant before which the next one is not looked at. */
type Tries = { wrong: number; last: number; next: number };

/**
 * Counts in memory, of this process alone. A stall that is locked by strangers takes no code from anybody for a while; whoever has a
 * one-time invitation still gets in, and paired devices notice nothing.
 */
export type PairingGuard = {
  /** Throws `pairing-wait` (`count` seconds) or `pairing-locked` (`count` minutes) where a code from there is not looked at now. */
  before(stall: string, address: string): void;
  wrong(stall: string, address: string): void;
  right(stall: string, address: string): void;
};

/** Makes the guard. `now` in ms, of a clock that nobody sets. */
export function createPairingGuard({ now }: { readonly now: () => number }): PairingGuard {
  const fromOne = new Map<string, Tries>();
  const fromAll = new Map<string, Tries>();

  function check(tries: Tries | undefined): void {
    const wait = (tries?.next ?? 0) - now();
    if (wait <= 0) return;
    if (wait <= PAIRING_LIMITS.longestWaitMs)
      throw new Problem("pairing-wait", { count: Math.ceil(wait / 1000) });
    throw new Problem("pairing-locked", { count: Math.ceil(wait / MINUTE_MS) });
  }

  function note(all: Map<string, Tries>, place: string, waitAfter: (wrong: number) => number): void {
    const at = now();
    for (const [each, { last }] of all) {
      // In the order of their last tries: what follows is younger.
      if (last > at - PAIRING_LIMITS.forgetMs && all.size < PAIRING_LIMITS.addresses) break;
      all.delete(each);
    }
    const wrong = (all.get(place)?.wrong ?? 0) + 1;
    all.delete(place);
    all.set(place, { wrong, last: at, next: at + waitAfter(wrong) });
  }

  return {
    before(stall, address) {
      check(fromAll.get(stall));
      check(fromOne.get(`${stall} ${address}`));
    },
    wrong(stall, address) {
      const { free, longestWaitMs, lockMs } = PAIRING_LIMITS;
      note(fromOne, `${stall} ${address}`, (wrong) => {
        if (wrong >= PAIRING_LIMITS.fromOne) return lockMs;
        return wrong < free ? 0 : Math.min(longestWaitMs, 1000 * 2 ** (wrong - free));
      });
      note(fromAll, stall, (wrong) => (wrong % PAIRING_LIMITS.fromAll === 0 ? lockMs : 0));
    },
    right(stall, address) {
      fromOne.delete(`${stall} ${address}`);
    },
  };
}
