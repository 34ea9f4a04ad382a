// Refreshes the seats again and again while the server runs: one at a time, and never in step with other servers.

/** How the last refresh went: `never` before the first, then the ISO time and, where it failed, the error's code. */
export type RefreshState =
  | { readonly state: "never" }
  | { readonly state: "done" | "failed"; readonly at: string; readonly code?: string };

export type RefreshJob = {
  readonly state: () => RefreshState;
  /** Begins to wait for the first refresh. */
  readonly start: () => void;
  /** Waits no more; a refresh that runs is let finish, and awaited. */
  readonly stop: () => Promise<void>;
  /** Refreshes now, or joins the refresh that runs. Never rejects. */
  readonly run: () => Promise<void>;
};

export type RefreshJobParts = {
  /** Hours between two refreshes. */
  readonly hours: number;
  /** Refreshes; rejects with what failed, and has then changed nothing. */
  readonly refresh: () => Promise<void>;
  /** The code of what failed, for the log and `/readyz`. */
  readonly codeOf: (error: unknown) => string;
  readonly onFailure: (code: string) => void;
  /** The time now, in ISO form. */
  readonly now: () => string;
  /** From 0 to 1: how far a wait is stretched, by up to a tenth. */
  readonly chance: () => number;
};

const HOUR_MS = 3_600_000;
const JITTER = 0.1;

/** Makes the job; it does nothing before `start`. Its timers do not keep a process alive. */
export function createRefreshJob(parts: RefreshJobParts): RefreshJob {
  const { hours, refresh, codeOf, onFailure, now, chance } = parts;
  let state: RefreshState = { state: "never" };
  let running: Promise<void> | undefined;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function once(): Promise<void> {
    try {
      await refresh();
      state = { state: "done", at: now() };
    } catch (error) {
      const code = codeOf(error);
      state = { state: "failed", at: now(), code };
      onFailure(code);
    }
  }

  function run(): Promise<void> {
    running ??= once().finally(() => {
      running = undefined;
    });
    return running;
  }

  function plan(): void {
    if (stopped) return;
    timer = setTimeout(() => void run().then(plan), hours * HOUR_MS * (1 + JITTER * chance()));
    timer.unref();
  }

  return {
    state: () => state,
    start: plan,
    run,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
