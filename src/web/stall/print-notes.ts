// What a stall's rep is told of print jobs and is kept nowhere: who took a job, and why a card was set aside.
import type { StuckCard } from "../../stalls/printing.ts";
import type { QueueView } from "../../stalls/queue.ts";
import type { Words } from "../../words.ts";
import { explain } from "../problems.ts";

/** In memory, so that a restart forgets it: a job then says when it was taken, and a card that it was set aside. */
export type PrintNotes = {
  took(job: string, device: string): void;
  /** The name of the device that took a job; null where that is not known any more. */
  takerOf(job: string): string | null;
  setAside(cards: readonly StuckCard[]): void;
  /** Why a card was set aside, in words; null where that is not known any more. */
  reasonFor(card: string): string | null;
  /** The device that took a job last; null where none is known. */
  lastTaker(jobs: QueueView["jobs"]): string | null;
};

/** Notes are forgotten beyond this many, the oldest first. */
const MOST = 5_000;

/** Makes the notes of all stalls: ids are random, and each stall asks for its own. */
export function createPrintNotes(words: Words): PrintNotes {
  const takers = new Map<string, string>();
  const reasons = new Map<string, string>();

  return {
    took: (job, device) => note(takers, job, device),
    takerOf: (job) => takers.get(job) ?? null,
    setAside(cards) {
      for (const { id, problem } of cards) note(reasons, id, explain(problem, words).detail);
    },
    reasonFor: (card) => reasons.get(card) ?? null,
    lastTaker: (jobs) => takers.get(jobs.at(-1)?.id ?? "") ?? null,
  };
}

function note(notes: Map<string, string>, id: string, text: string): void {
  notes.delete(id);
  notes.set(id, text);
  const [oldest] = notes.keys();
  if (notes.size > MOST && oldest !== undefined) notes.delete(oldest);
}
