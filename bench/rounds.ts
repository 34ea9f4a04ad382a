// Runs contenders in turns, so that a busy moment of the machine hits all of them, and compares their medians.

import { setTimeout } from "node:timers/promises";

const QUIET_MS = 25;
const WARM_MS = 60;

/** Something that does the job once. `perRound` is how often it does it before the next one's turn. */
export type Contender = {
  readonly name: string;
  readonly perRound: number;
  readonly run: () => Promise<unknown>;
};

/** A contender's median in ms, the slowest tenth's border, and how often it ran. */
export type Timing = {
  readonly name: string;
  readonly median: number;
  readonly p90: number;
  readonly runs: number;
};

/** What a bench promises about ours and another: the ratio of medians, `other / ours` or `ours / other`. */
export type Target = {
  readonly name: string;
  readonly ratio: number;
  readonly limit: number;
  readonly met: boolean;
};

/** One bench's outcome. `skipped` says which contender could not run here, and why. */
export type BenchResult = {
  readonly name: string;
  readonly timings: readonly Timing[];
  readonly targets: readonly Target[];
  readonly skipped: readonly string[];
  readonly notes: readonly string[];
};

/** Times every contender over a number of interleaved rounds. */
export async function inTurns(contenders: readonly Contender[], rounds: number): Promise<Timing[]> {
  const times = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  globalThis.gc?.();
  for (let round = 0; round < rounds; round++) {
    for (const { name, perRound, run } of contenders) {
      // Each one waits for what a browser still does after its answer, and then runs uncounted until it is as warm as
      // a server at work and the one before has been cleaned up after. (Collecting by force would throw away
      // compiled code as well, which no server does between two cards.)
      await setTimeout(QUIET_MS);
      const warmUntil = performance.now() + WARM_MS;
      while (performance.now() < warmUntil) await run();
      for (let time = 0; time < perRound; time++) {
        const start = performance.now();
        await run();
        times.get(name)?.push(performance.now() - start);
      }
    }
  }
  return contenders.map(({ name }) => timing(name, times.get(name) ?? []));
}

/** A name's times in ms, in short. */
export function timing(name: string, times: readonly number[]): Timing {
  const sorted = times.toSorted((a, b) => a - b);
  return { name, median: at(sorted, 0.5), p90: at(sorted, 0.9), runs: sorted.length };
}

/** The time below which a share (0 to 1) of the times lie, which are sorted. */
export function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** A target for each timing: its median is under `limit`, ms. */
export function atMost(timings: readonly Timing[], limit: number): Target[] {
  return timings.map(({ name, median }) => ({
    name: `ms for ${name} (at most)`,
    ratio: median,
    limit,
    met: median < limit,
  }));
}
