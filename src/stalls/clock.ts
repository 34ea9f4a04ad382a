// The time by which cards grow old: a laptop's clock that somebody sets, or that has been wrong, must not lose or keep them.

/**
 * Milliseconds since 1970, as the wall's clock had it when the process started and counted on from there. It never runs back.
 *
 * Setting the clock while the process runs changes nothing. A process that starts later believes the wall again, but never goes
 * back behind what the stall has already seen (`notBefore`). So a clock that is moved by two hours makes a card's twelve hours ten
 * or fourteen at worst, and only across a restart.
 */
export type StallClock = {
  now(): number;
  /** Takes note of an instant that was recorded earlier: it is that late already. */
  notBefore(instant: number): void;
};

/**
 * Makes the clock. `wall` is ms since 1970 (`Date.now`); `uptime` is seconds since the machine started, sleep included
 * (`os.uptime`: unlike `performance.now()`, which stands still while a Linux laptop sleeps).
 */
export function createStallClock({
  wall,
  uptime,
}: {
  readonly wall: () => number;
  readonly uptime: () => number;
}): StallClock {
  const startedAt = uptime();
  let offset = wall();
  let latest = offset;

  const now = (): number => {
    latest = Math.max(latest, Math.round(offset + (uptime() - startedAt) * 1000));
    return latest;
  };

  return {
    now,
    notBefore(instant) {
      const ahead = instant - now();
      if (ahead > 0) offset += ahead;
    },
  };
}
