// Asks postcodes.io where a postcode is: within a time limit, with its reply checked, and never with an error.
import { z } from "zod";
import { compact } from "../postcode/postcode.ts";
import { type AnswerMemory, createAnswerMemory } from "./answer-memory.ts";
import { createCircuitBreaker } from "./circuit-breaker.ts";
import type { AskPostcodesIo, LiveAnswer } from "./find-constituency.ts";
import { SEAT_CODE } from "./seat-code.ts";

/** The longest a member waits for the service, in milliseconds. */
const TIMEOUT_MS = 1_500;
const BREAKER = { failures: 5, withinMs: 60_000, openForMs: 30_000 };

/** How many answers are remembered, and for how long: a hall of people, an afternoon. */
const MEMORY = { most: 2_000, forMs: 4 * 60 * 60_000 };

const NOTHING: LiveAnswer = { says: "nothing" };

// https://postcodes.io/docs/postcode/lookup: what we use of its replies. A postcode of a place without an MP has no code.
const foundReply = z.object({
  result: z.object({
    postcode: z.string(),
    codes: z.object({ parliamentary_constituency_2024: z.string().nullable() }),
  }),
});

// https://postcodes.io/docs/terminated-postcodes/schema: comes with status 404.
const notFoundReply = z.object({
  status: z.literal(404),
  terminated: z
    .object({
      year_terminated: z.number().int().min(1900).max(2100),
      month_terminated: z.number().int().min(1).max(12),
    })
    .optional(),
});

export type PostcodesIoParts = {
  /** Where the service is, "https://api.postcodes.io". */
  readonly url: string;
  /** Whether a code is one of the seats we know. */
  readonly isSeat: (code: string) => boolean;
  /** The clock of the circuit breaker and of the memory, in milliseconds. */
  readonly now: () => number;
  /** Milliseconds until an answer is given up; 1.5 s where none is given. */
  readonly timeoutMs?: number;
};

/**
 * Makes the client. It says "nothing" where the service does not know, is slow, fails, or replies anything unexpected;
 * after five failures within a minute it is not asked for 30 s. What it said of a postcode is remembered for a few hours, in
 * this process alone and without the postcode; a failure is not. A postcode leaves in the request's path only, and is
 * never logged here.
 */
export function createAskPostcodesIo(parts: PostcodesIoParts): AskPostcodesIo {
  const { url, isSeat, now, timeoutMs = TIMEOUT_MS } = parts;
  const breaker = createCircuitBreaker({ now, ...BREAKER });
  const memory: AnswerMemory<LiveAnswer> = createAnswerMemory({ now, ...MEMORY });

  return async function askPostcodesIo(postcode) {
    const known = memory.get(postcode);
    if (known !== undefined) return known;
    if (!breaker.mayAsk()) return NOTHING;
    try {
      const response = await fetch(`${url.replace(/\/+$/, "")}/postcodes/${compact(postcode)}`, {
        headers: { accept: "application/json" },
        redirect: "error",
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (!response.ok && response.status !== 404) {
        await response.body?.cancel();
        throw new Error(`status ${response.status}`);
      }
      const reply: unknown = await response.json();
      const answer = response.ok ? readFound(reply, postcode, isSeat) : readNotFound(reply);
      breaker.succeeded();
      memory.set(postcode, answer);
      return answer;
    } catch {
      breaker.failed();
      return NOTHING;
    }
  };
}

/** Throws where the reply is about another postcode or names a seat that does not exist. */
function readFound(reply: unknown, postcode: string, isSeat: (code: string) => boolean): LiveAnswer {
  const { result } = foundReply.parse(reply);
  if (result.postcode !== postcode) throw new Error("another postcode");
  const code = result.codes.parliamentary_constituency_2024;
  if (code === null || code === "") return NOTHING;
  if (!SEAT_CODE.test(code) || !isSeat(code)) throw new Error("not a seat");
  return { says: "seat", code };
}

function readNotFound(reply: unknown): LiveAnswer {
  const { terminated } = notFoundReply.parse(reply);
  if (terminated === undefined) return NOTHING;
  return {
    says: "terminated",
    terminated: { year: terminated.year_terminated, month: terminated.month_terminated },
  };
}
