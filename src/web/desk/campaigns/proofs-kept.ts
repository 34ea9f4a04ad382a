// Proofs that somebody is looking at: made once for a state of a campaign, however many ask, and kept for a minute.

import type { CampaignSource } from "../../../campaigns/versions.ts";
import type { ProofProgress } from "../../../proofs/prove.ts";
import type { ProofReport, Prove } from "../../../proofs/prove-source.ts";

/** How long a proof is taken for what a new one would say, ms: long enough to go to the page that shows it. */
const KEPT_MS = 60_000;
/** How many are kept. */
const MOST = 20;

type Kept = {
  readonly madeAt: number;
  readonly report: Promise<ProofReport>;
  readonly listeners: Set<ProofProgress>;
};

export type ProofsKept = {
  /** The proof of a state of a campaign; `key` is another for every state. */
  of(
    state: { key: string; id: string; source: CampaignSource },
    progress?: ProofProgress,
  ): Promise<ProofReport>;
};

/** `now` gives the instant that it is. */
export function createProofsKept({
  prove,
  now,
}: {
  readonly prove: Prove;
  readonly now: () => Temporal.Instant;
}): ProofsKept {
  const kept = new Map<string, Kept>();

  function begin(key: string, id: string, source: CampaignSource): Kept {
    const listeners = new Set<ProofProgress>();
    const tell: ProofProgress = (done, total) => {
      for (const listener of listeners) listener(done, total);
    };
    const made = { madeAt: now().epochMilliseconds, report: prove({ id, source }, tell), listeners };
    kept.set(key, made);
    // A proof that failed is not kept.
    made.report.catch(() => kept.delete(key));
    for (const old of [...kept.keys()].slice(0, -MOST)) kept.delete(old);
    return made;
  }

  return {
    async of({ key, id, source }, progress = () => {}) {
      const known = kept.get(key);
      const isFresh = known !== undefined && now().epochMilliseconds - known.madeAt < KEPT_MS;
      const proof = isFresh ? known : begin(key, id, source);
      proof.listeners.add(progress);
      try {
        return await proof.report;
      } finally {
        proof.listeners.delete(progress);
      }
    },
  };
}
