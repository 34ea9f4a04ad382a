// Runs contenders in turns, so that a busy moment of the machine hits all of them, and compares their medians.

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

/** Times every contender over a number of interleaved rounds, after one round that does not count. */
export async function inTurns(contenders: readonly Contender[], rounds: number): Promise<Timing[]> {
  const times = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    for (const { name, perRound, run } of contenders) {
      // Each one cleans up before its turn, so that nobody pays for another's rubbish.
      globalThis.gc?.();
      for (let time = 0; time < perRound; time++) {
        const start = performance.now();
        await run();
        if (round >= 0) times.get(name)?.push(performance.now() - start);
      }
    }
  }
  return contenders.map(({ name }) => {
    const sorted = (times.get(name) ?? []).toSorted((a, b) => a - b);
    return { name, median: at(sorted, 0.5), p90: at(sorted, 0.9), runs: sorted.length };
  });
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
