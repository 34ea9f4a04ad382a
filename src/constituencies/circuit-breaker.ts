// Stops asking a service that keeps failing, so that nobody waits for it, and tries it again after a while.

/** How a breaker behaves; times in milliseconds. */
export type BreakerSettings = {
  /** The clock, in milliseconds. */
  readonly now: () => number;
  /** So many failures … */
  readonly failures: number;
  /** … within so long open it. */
  readonly withinMs: number;
  /** For so long nothing is asked; then one call at a time tries. */
  readonly openForMs: number;
};

export type CircuitBreaker = {
  /** Whether to ask now. Who is let through says with `succeeded` or `failed` how it went. */
  mayAsk(): boolean;
  succeeded(): void;
  failed(): void;
};

/** Makes a breaker, closed: every call goes through until it has failed often enough. */
export function createCircuitBreaker({
  now,
  failures,
  withinMs,
  openForMs,
}: BreakerSettings): CircuitBreaker {
  let recent: number[] = [];
  let openedAt: number | null = null;
  let trying = false;

  return {
    mayAsk() {
      if (openedAt === null) return true;
      if (trying || now() - openedAt < openForMs) return false;
      trying = true;
      return true;
    },
    succeeded() {
      recent = [];
      openedAt = null;
      trying = false;
    },
    failed() {
      const at = now();
      recent = [...recent.filter((failure) => at - failure < withinMs), at];
      // A try that fails, or a late failure of a call from before, keeps it open from now on.
      if (openedAt !== null || recent.length >= failures) openedAt = at;
      trying = false;
    },
  };
}
