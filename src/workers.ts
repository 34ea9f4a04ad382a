// The threads beside the server's own: what would keep it from answering goes to them, and is refused when too much waits.
import { availableParallelism } from "node:os";
import { MessageChannel, receiveMessageOnPort } from "node:worker_threads";
import { move, Piscina, transferableSymbol, valueSymbol } from "piscina";
import { type FrontImageCheck, rememberCheck } from "./campaigns/front-image/check-front-image.ts";
import { Problem } from "./errors.ts";
import type { PrintJob } from "./paper/print-job.ts";
import type { ProofJob } from "./proofs/proof-job.ts";
import type { ProofProgress } from "./proofs/prove.ts";
import type { ProofReport } from "./proofs/prove-source.ts";
import { orProblem, type Refusal, type WorkerJob, type WorkerSettings } from "./worker-job.ts";

export type Workers = {
  /**
   * Makes a PDF. Rejects as `Paper` does, with `too-busy` when too many wait already, with `not-ready` once closed, and
   * with an `Error` where the thread broke down: only that job is lost, and another thread takes its place.
   */
  print(job: PrintJob): Promise<Uint8Array>;
  /** Proves a campaign from its source; `progress` is told about a hundred times. Rejects as `print`. */
  prove(job: ProofJob, progress?: ProofProgress): Promise<ProofReport>;
  /** Checks a front's picture as `checkFrontImage` does, which then knows the answer in this thread, too. Rejects as `print`. */
  checkPicture(picture: Uint8Array): Promise<FrontImageCheck>;
  /** Starts the threads that print, so that nobody waits for them later. */
  warm(): void;
  /** Ends all threads; what they were doing rejects. */
  close(): Promise<void>;
};

/** How many jobs may wait for a thread: a few hundred cards are done in half a second, proofs take one each. */
const WAITING_MAX = { print: 200, prove: 8 };

/** Young objects of a PDF live for a millisecond: room for 16 MB of them is as fast as three times that. */
const LEAN = { maxYoungGenerationSizeMb: 16 };

/** A thread that proves is kept this long for the next proof, ms. */
const PROVING_IDLE = 30_000;

/**
 * Makes the workers, which run `entry`; no thread runs yet. Printing has one for every core but the server's own, at least two, so that a long letter
 * does not hold up a card, and at most four; each takes about 100 MB. Proofs have one of their own, while there are some.
 */
export function createWorkers(
  settings: WorkerSettings,
  {
    threads = Math.min(4, Math.max(2, availableParallelism() - 1)),
    entry = new URL("./worker.ts", import.meta.url),
  }: { readonly threads?: number; readonly entry?: URL } = {},
): Workers {
  let closed = false;
  const printing = createPool({ minThreads: threads, maxThreads: threads });
  const proving = createPool({ minThreads: 0, maxThreads: 1, idleTimeout: PROVING_IDLE });

  function createPool(size: { minThreads: number; maxThreads: number; idleTimeout?: number }) {
    let pool: Piscina | undefined;
    return {
      start() {
        if (closed) throw new Problem("not-ready");
        if (pool !== undefined) return pool;
        pool = new Piscina({
          filename: entry.href,
          workerData: settings,
          concurrentTasksPerWorker: 1,
          resourceLimits: LEAN,
          ...size,
        });
        // A thread that breaks down while it has nothing to do harms nobody: it is replaced.
        pool.on("error", () => {});
        return pool;
      },
      stop: async () => pool?.destroy(),
    };
  }

  function start(pool: { start(): Piscina }, most: number): Piscina {
    const started = pool.start();
    if (started.queueSize >= most) throw new Problem("too-busy");
    return started;
  }

  /** What a thread answers. One that is ended with the server has no fault of its own. */
  async function run<T extends object>(pool: Piscina, work: unknown): Promise<T> {
    try {
      const answer: T | Refusal = await pool.run(work);
      return orProblem(answer);
    } catch (error) {
      throw closed ? new Problem("not-ready") : error;
    }
  }

  return {
    async print(job) {
      return run(start(printing, WAITING_MAX.print), { do: "print", job } satisfies WorkerJob);
    },

    async prove(job, progress) {
      const pool = start(proving, WAITING_MAX.prove);
      const { port1: here, port2: there } = new MessageChannel();
      const tell = ([done, total]: [number, number]): void => progress?.(done, total);
      here.on("message", tell);
      try {
        const work: WorkerJob = { do: "prove", job, progress: there };
        const report = await run<ProofReport>(
          pool,
          move({ [transferableSymbol]: [there], [valueSymbol]: work }),
        );
        // The report comes by another way, and can be faster than the last of the progress.
        for (;;) {
          const late = receiveMessageOnPort(here);
          if (late === undefined) return report;
          tell(late.message);
        }
      } finally {
        here.close();
      }
    },

    async checkPicture(picture) {
      const work: WorkerJob = { do: "check", picture };
      const check = await run<FrontImageCheck>(start(proving, WAITING_MAX.prove), work);
      rememberCheck(picture, check);
      return check;
    },

    warm() {
      printing.start();
    },

    async close() {
      closed = true;
      await Promise.all([printing.stop(), proving.stop()]);
    },
  };
}
