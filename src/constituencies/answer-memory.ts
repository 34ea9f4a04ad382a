// Remembers answers about postcodes for a while, without remembering the postcodes.
import { createHmac, randomBytes } from "node:crypto";

export type MemorySettings = {
  /** The clock, in milliseconds. */
  readonly now: () => number;
  /** So many answers are kept; the oldest makes room. */
  readonly most: number;
  /** For so long, in milliseconds. */
  readonly forMs: number;
};

export type AnswerMemory<Answer> = {
  /** The answer about a postcode; undefined where there is none, or none young enough. */
  get(postcode: string): Answer | undefined;
  set(postcode: string, answer: Answer): void;
};

/**
 * Makes a memory in this process. Answers stand under the HMAC-SHA-256 of the postcode with a key that is made here and
 * never leaves: what is left in a memory dump or a swap file does not say whose postcodes were asked.
 */
export function createAnswerMemory<Answer>({ now, most, forMs }: MemorySettings): AnswerMemory<Answer> {
  const key = randomBytes(32);
  const answers = new Map<string, { answer: Answer; until: number }>();
  const nameOf = (postcode: string): string => createHmac("sha256", key).update(postcode).digest("base64");

  return {
    get(postcode) {
      const name = nameOf(postcode);
      const kept = answers.get(name);
      if (kept === undefined || now() < kept.until) return kept?.answer;
      answers.delete(name);
      return undefined;
    },
    set(postcode, answer) {
      const name = nameOf(postcode);
      answers.delete(name);
      answers.set(name, { answer, until: now() + forMs });
      const [oldest] = answers.keys();
      if (answers.size > most && oldest !== undefined) answers.delete(oldest);
    },
  };
}
