// Passwords are kept as argon2id hashes, each with its own cost beside it, so that the cost can grow.
import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { Problem } from "../errors.ts";

const derive = promisify(argon2);

/** What one hash costs: memory in KiB, and how often it is gone over. One lane, because two hashes are made side by side. */
export type HashCost = { readonly memory: number; readonly passes: number };

/** OWASP's Password Storage Cheat Sheet: argon2id with 19 MiB, 2 passes, 1 lane. */
export const HASH_COST: HashCost = { memory: 19_456, passes: 2 };

/** How many hashes are made at once: two keep the four threads that files need free, and take 38 MiB. */
const AT_ONCE = 2;
/** How many may wait for their turn; some two seconds' worth. */
const WAITING = 100;

export type Hasher = {
  /** The hash of a normalised password in PHC's form: `$argon2id$v=19$m=…,t=…,p=1$salt$hash`. */
  hash(password: string): Promise<string>;
  /** Whether it is that password. A null hash takes the same time, and is never anybody's. */
  matches(password: string, hash: string | null): Promise<boolean>;
  /** Whether a hash cost less than one made now would. */
  isWeak(hash: string): boolean;
};

/**
 * Makes a hasher. Hashes are made in Node's thread pool, two at a time, and the others wait; `not-ready` is thrown where too many
 * wait already.
 */
export function createHasher(cost: HashCost): Hasher {
  const turn = createTurns(AT_ONCE, WAITING);
  const tag = (password: string, salt: Uint8Array, { memory, passes }: HashCost): Promise<Buffer> =>
    turn(() =>
      derive("argon2id", { message: password, nonce: salt, memory, passes, parallelism: 1, tagLength: 32 }),
    );
  /** What an account that does not exist is checked against: it costs the same, and no password has it. */
  const nobodys = { cost, salt: randomBytes(16), tag: randomBytes(32) };

  return {
    async hash(password) {
      const salt = randomBytes(16);
      return writeHash({ cost, salt, tag: await tag(password, salt, cost) });
    },
    async matches(password, hash) {
      const kept = (hash === null ? null : readHash(hash)) ?? nobodys;
      return timingSafeEqual(await tag(password, kept.salt, kept.cost), kept.tag);
    },
    isWeak(hash) {
      const kept = readHash(hash);
      return kept === null || kept.cost.memory < cost.memory || kept.cost.passes < cost.passes;
    },
  };
}

type Parts = { readonly cost: HashCost; readonly salt: Buffer; readonly tag: Buffer };

function writeHash({ cost: { memory, passes }, salt, tag }: Parts): string {
  const text = (bytes: Buffer): string => bytes.toString("base64").replace(/=+$/, "");
  return `$argon2id$v=19$m=${memory},t=${passes},p=1$${text(salt)}$${text(tag)}`;
}

function readHash(hash: string): Parts | null {
  const found = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/.exec(
    hash,
  );
  if (found === null) return null;
  const [, memory, passes, salt = "", tag = ""] = found;
  return {
    cost: { memory: Number(memory), passes: Number(passes) },
    salt: Buffer.from(salt, "base64"),
    tag: Buffer.from(tag, "base64"),
  };
}

/** Lets some run at once and others wait their turn, in order; throws `not-ready` where too many wait. */
function createTurns(atOnce: number, waiting: number): <T>(run: () => Promise<T>) => Promise<T> {
  let running = 0;
  const queue: (() => void)[] = [];
  return async (run) => {
    if (running >= atOnce) {
      if (queue.length >= waiting) throw new Problem("not-ready");
      await new Promise<void>((go) => queue.push(go));
    } else running += 1;
    try {
      return await run();
    } finally {
      // The turn is handed on, so that nobody slips in between.
      const next = queue.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
