// What goes to a worker thread and what comes back: plain data, for neither functions nor our own errors can cross.
import type { MessagePort } from "node:worker_threads";
import { CampaignProblem, type Fault } from "./campaigns/fault.ts";
import { Problem } from "./errors.ts";
import type { PrintJob } from "./paper/print-job.ts";
import type { ProofJob } from "./proofs/proof-job.ts";

/** One piece of work. A proof tells how far it is through `progress`, as `[done, total]`. */
export type WorkerJob =
  | { readonly do: "print"; readonly job: PrintJob }
  | { readonly do: "check"; readonly picture: Uint8Array }
  | { readonly do: "prove"; readonly job: ProofJob; readonly progress: MessagePort };

/** What a new worker is told: the folder of the words. */
export type WorkerSettings = { readonly words: string };

/** A Problem on its way to the thread that asked; `faults` are a `CampaignProblem`'s. */
export type Refusal = {
  readonly refused: Pick<Problem, "code" | "values" | "fields"> & {
    readonly faults?: readonly [Fault, ...Fault[]];
  };
};

/** A Problem as data. What is no Problem is thrown on: it crosses as a bare error, as nobody foresaw it. */
export function toRefusal(error: unknown): Refusal {
  if (!(error instanceof Problem)) throw error;
  const { code, values, fields } = error;
  const faults = error instanceof CampaignProblem ? { faults: error.faults } : {};
  return { refused: { code, values, fields, ...faults } };
}

/** What a worker answered; throws the Problem where it refused. */
export function orProblem<T extends object>(answer: T | Refusal): T {
  if (!("refused" in answer)) return answer;
  const { code, values, fields, faults } = answer.refused;
  throw faults === undefined ? new Problem(code, values, fields) : new CampaignProblem(faults);
}
