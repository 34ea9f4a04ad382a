// How often somebody may be wrong about a password before they have to wait (docs/decisions/0014).
import { createHmac, randomBytes } from "node:crypto";
import { isIPv6 } from "node:net";

const MINUTE_MS = 60_000;

/** How many attempts fit, and after how long one more does: full, it lets one through each `each` ms, and it empties by itself. */
type Bucket = { readonly holds: number; readonly each: number };

/** One account from one address: a few slips, then one try in three minutes. */
const PAIR: Bucket = { holds: 5, each: 3 * MINUTE_MS };
/** One address, whatever the accounts: an office may share one. */
const ADDRESS: Bucket = { holds: 50, each: MINUTE_MS };
/** One account, from all addresses where nobody has signed in to it lately: for passwords tried from everywhere. */
const ACCOUNT: Bucket = { holds: 100, each: MINUTE_MS };

/** For how long an address is known after a sign-in there, ms. */
const KNOWN_MS = 7 * 24 * 60 * MINUTE_MS;

/** How many buckets are remembered at most; the least lately used go first. */
const MOST = 20_000;

/** A bucket with something in it: when it will be empty (ms), and whether it has been told that it is full. */
type Filled = { readonly size: Bucket; emptyAt: number; told: boolean };

/** An attempt that was let through, and counts as wrong until it is said to be right. */
export type Attempt = {
  /** It was right: it does not count, and neither do the slips before it. */
  right(): void;
  /** It was not tried after all. */
  untried(): void;
  /** It was wrong. Whether this locked the account for the address (or for all new ones): true once in each siege. */
  wrong(): boolean;
};

export type SignInGuard = {
  /** Lets an attempt through, or not (null). What counts is what was typed, so that an account that does not exist is no different. */
  attempt(email: string, address: string): Attempt | null;
  /** Somebody has shown in another way that the account is theirs. */
  welcome(email: string, address: string): void;
};

/**
 * Makes a guard. Everything is in memory, under a key that only this process has: no address is ever stored, and whoever attacks
 * cannot restart the server. `now` is in ms. Nobody is locked out for good: every bucket empties, an attempt that is not let through fills
 * none, and an address where the account's own person has signed in takes no part in the attacks from elsewhere.
 */
export function createSignInGuard(now: () => number): SignInGuard {
  const key = randomBytes(32);
  const buckets = new Map<string, Filled>();
  const known = new Map<string, number>();

  const name = (...parts: readonly string[]): string =>
    createHmac("sha256", key).update(JSON.stringify(parts)).digest("base64url");

  /** The bucket as it is now, kept as the one most lately used. */
  function bucket(id: string, size: Bucket): Filled {
    // One and the same for attempts that are under way together.
    const filled = buckets.get(id) ?? { size, emptyAt: 0, told: false };
    filled.emptyAt = Math.max(now(), filled.emptyAt);
    if (filled.emptyAt - now() <= size.each) filled.told = false;
    buckets.delete(id);
    keep(buckets, id, filled);
    return filled;
  }
  const isFull = ({ size, emptyAt }: Filled): boolean => emptyAt + size.each - now() > size.holds * size.each;

  function welcome(email: string, address: string): void {
    const pair = name("pair", email, network(address));
    buckets.delete(pair);
    known.delete(pair);
    keep(known, pair, now() + KNOWN_MS);
  }

  return {
    welcome,
    attempt(email, address) {
      const pair = name("pair", email, network(address));
      const isKnown = (known.get(pair) ?? 0) > now();
      const counting = [
        bucket(pair, PAIR),
        bucket(name("address", network(address)), ADDRESS),
        ...(isKnown ? [] : [bucket(name("account", email), ACCOUNT)]),
      ];
      if (counting.some(isFull)) return null;
      for (const each of counting) each.emptyAt += each.size.each;
      const untried = (): void => {
        for (const each of counting) each.emptyAt -= each.size.each;
      };
      return {
        untried,
        right() {
          untried();
          welcome(email, address);
        },
        wrong() {
          const full = counting.filter((each) => each.size !== ADDRESS && isFull(each) && !each.told);
          for (const each of full) each.told = true;
          return full.length > 0;
        },
      };
    },
  };
}

/** Whoever has an IPv6 address has 2⁶⁴ of them: what counts is the first half. */
function network(address: string): string {
  // A server that listens on both kinds sees an IPv4 address inside an IPv6 one.
  const inside = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (inside !== undefined || !isIPv6(address)) return inside ?? address;
  const [head = "", tail] = address.replace(/%.*$/, "").split("::");
  const groups = (text: string): string[] => (text === "" ? [] : text.split(":"));
  const [before, after] = [groups(head), groups(tail ?? "")];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  return [...before, ...Array<string>(zeros).fill("0"), ...after]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, "").toLowerCase())
    .join(":");
}

/** Puts something at the end of a map; where that is full, its older tenth goes, at once because finding the oldest takes a while. */
function keep<T>(map: Map<string, T>, id: string, value: T): void {
  map.set(id, value);
  if (map.size <= MOST) return;
  for (const old of map.keys()) {
    map.delete(old);
    if (map.size <= MOST * 0.9) return;
  }
}
