// A campaign's proof as plain data, from its source as somebody is writing it, so that another thread can do it.
import type { Seat } from "../mps/seat.ts";
import type { Paper } from "../paper/paper.ts";
import type { Words } from "../words.ts";
import { createProofParts } from "./proof-parts.ts";
import type { ProofProgress } from "./prove.ts";
import { type ProofReport, proveSource, type SourceToProve } from "./prove-source.ts";

/** What to prove: a campaign's source, against these seats, at an instant (ISO 8601). */
export type ProofJob = SourceToProve & { readonly seats: readonly Seat[]; readonly at: string };

/** Does the job; `words` are those of every language that a campaign can be in. See `proveSource`. */
export function proveJob(
  { seats, at, ...source }: ProofJob,
  {
    paper,
    words,
  }: {
    readonly paper: Pick<Paper, "card" | "letterPages" | "unprintable">;
    readonly words: readonly Words[];
  },
  progress?: ProofProgress,
): ProofReport {
  const parts = createProofParts({ seats, paper, words, now: Temporal.Instant.from(at) });
  return proveSource(source, { ...parts, ...(progress && { progress }) });
}
