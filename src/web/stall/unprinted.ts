// What a wipe would lose: counted before it is asked for, and once more when it is.
import { z } from "zod";
import type { Queue } from "../../stalls/queue.ts";
import type { Stall } from "../../stalls/stall.ts";
import type { Words } from "../../words.ts";
import { toProblem } from "../failures.ts";
import { explain } from "../problems.ts";

/** How many cards a wipe would lose, in sentences and as a number; `waiting` alone can be printed as it is; `newest` is the last one's number. */
export type Unprinted = {
  readonly count: number;
  readonly newest: number;
  readonly waiting: number;
  readonly printing: number;
  readonly lost: readonly string[];
};

/** What somebody who wipes had read: how many cards would be lost, and the newest one's number. */
export const wipeSchema = z.object({
  seen: z.coerce.number().int().catch(-1).default(-1),
  newest: z.coerce.number().int().catch(0).default(0),
});

/** Whether a card would be lost that was not among those read of: there are more, or one is newer. */
export function wouldLoseMore(
  { count, newest }: Pick<Unprinted, "count" | "newest">,
  read: z.output<typeof wipeSchema>,
): boolean {
  return count > read.seen || newest > read.newest;
}

/** Counts them. A queue that cannot be read, as where its key is lost, is said to be one, and can be wiped all the same. */
export async function unprintedOf(
  { id, wipedAt }: Stall,
  queue: Pick<Queue, "view">,
  words: Words,
): Promise<Unprinted> {
  if (wipedAt !== null) return { count: 0, newest: 0, waiting: 0, printing: 0, lost: [] };
  try {
    const { cards } = await queue.view(id);
    const inState = (state: string): number => cards.filter((card) => card.state === state).length;
    const [waiting, printing, stuck] = [inState("queued"), inState("printing"), inState("stuck")];
    const lost = [
      ...(waiting > 0 ? [words("stall.wipe.waiting", { count: waiting })] : []),
      ...(printing > 0 ? [words("stall.wipe.printing", { count: printing })] : []),
      ...(stuck > 0 ? [words("stall.wipe.stuck", { count: stuck })] : []),
    ];
    const newest = Math.max(0, ...cards.map(({ number }) => number));
    return { count: cards.length, newest, waiting, printing, lost };
  } catch (error) {
    const problem = toProblem(error);
    if (problem.code === "internal") throw error;
    return { count: 0, newest: 0, waiting: 0, printing: 0, lost: [explain(problem, words).detail] };
  }
}
