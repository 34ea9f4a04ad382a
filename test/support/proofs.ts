// Proofs for tests that need one and are not about it.
import { createHash } from "node:crypto";
import type { Seat } from "../../src/mps/seat.ts";
import type { ProofReport } from "../../src/proofs/prove-source.ts";
import type { Workers } from "../../src/workers.ts";

/** One seat of each kind that an ask can be for: all that a proof needs to find every ask in use. */
export function oneOfEachKind(seats: readonly Seat[]): Seat[] {
  const kinds = seats.map((seat) => [[seat.nation, seat.status, ...seat.attributes].join(), seat] as const);
  return [...new Map(kinds).values()];
}

/**
 * Workers that prove the same campaign against the same seats once a day: a proof depends on nothing else, and most
 * tests only need there to be one.
 */
export function provedOnce(workers: Workers): Workers {
  const kept = new Map<string, Promise<ProofReport>>();
  return {
    ...workers,
    prove(job, progress) {
      const bytes = (_: string, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
      const what = JSON.stringify({ ...job, at: job.at.slice(0, "2026-11-22".length) }, bytes);
      const key = createHash("sha256").update(what).digest("hex");
      const before = kept.get(key);
      if (before === undefined) {
        const report = workers.prove(job, progress);
        kept.set(key, report);
        report.catch(() => kept.delete(key));
        return report;
      }
      progress?.(1, 1);
      return before;
    },
  };
}
