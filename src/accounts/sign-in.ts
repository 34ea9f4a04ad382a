// How somebody comes in at the desk and goes out again: by a password, or once by a link to set one.
import { Problem } from "../errors.ts";
import type { Account, AccountStore, Proved } from "./account.ts";
import { foldEmail } from "./email-address.ts";
import { instantText } from "./instant-text.ts";
import { checkPassword, normalisePassword } from "./password.ts";
import type { Hasher } from "./password-hash.ts";
import type { Attempt, SignInGuard } from "./sign-in-guard.ts";
import { hashOfToken, newToken, TOKEN } from "./tokens.ts";

/** How long somebody stays signed in, whatever they do: a working day. */
export const SESSION_HOURS = 12;

/** Somebody signed in. `token` is what their browser holds, and is new with every sign-in. */
export type Session = { readonly token: string; readonly account: Account; readonly expiresAt: string };

/** Each `address` is the internet address that the request came from. */
export type SignIn = {
  /** Throws `sign-in-failed`, whatever it was that did not fit, and `sign-in-locked` after too many of those. */
  signIn(given: { email: string; password: string; address: string }): Promise<Session>;
  /** The session of a browser's token; null where there is none (any more). */
  session(token: string): Promise<Session | null>;
  signOut(session: Session): Promise<void>;
  signOutEverywhere(session: Session): Promise<void>;
  /** Whose link it is; null where it cannot be used (any more). */
  linkOwner(token: string): Promise<Account | null>;
  /** Sets the password by a link, which is used up by it. Throws `password-link`, and what is wrong with the password. */
  setPassword(given: { token: string; password: string; address: string }): Promise<Account>;
  /**
   * Sets another password; every session but the one returned ends. Throws `password-wrong` (and `sign-in-locked`) for the current one, and
   * what is wrong with the new one.
   */
  changePassword(
    session: Session,
    given: { current: string; password: string; address: string },
  ): Promise<Session>;
};

export type SignInParts = {
  readonly store: AccountStore;
  readonly hasher: Hasher;
  readonly guard: SignInGuard;
  /** Called, and not waited for, when wrong passwords have locked an account: how long that takes would tell that there is one. */
  readonly onLocked: (email: string, at: string) => void;
  readonly commonPasswords: () => Promise<ReadonlySet<string>>;
  /** Words that anybody would try here, such as the organisation's name. */
  readonly ownWords: readonly string[];
  readonly now: () => Temporal.Instant;
};

/** Puts the sign-in together. `now` gives the instant that it is. */
export function createSignIn(parts: SignInParts): SignIn {
  const { store, hasher, guard, now } = parts;
  const at = (): string => instantText(now());

  function newSession(account: Account) {
    const expiresAt = instantText(now(), { hours: SESSION_HOURS });
    const session: Session = { token: newToken(), account, expiresAt };
    return { session, kept: { tokenHash: hashOfToken(session.token), expiresAt } };
  }

  /** Whose password it is; null where it is wrong, which takes as long where there is no such account. */
  async function prove(email: string, password: string): Promise<(Proved & { account: Account }) | null> {
    const found = await store.byEmail(email);
    const right = await hasher.matches(normalisePassword(password), found?.passwordHash ?? null);
    if (found === null || found.passwordHash === null || !right) return null;
    const { id, role, passwordHash } = found;
    return { id, passwordHash, account: { id, email: found.email, role } };
  }

  /** Proves a password as often as the guard allows. Null where it is wrong. Throws `sign-in-locked`. */
  async function proveGuarded(typed: string, password: string, address: string) {
    const email = foldEmail(typed);
    const attempt = guard.attempt(email, address);
    if (attempt === null) throw new Problem("sign-in-locked");
    const proved = await tried(attempt, () => prove(email, password));
    if (proved !== null) attempt.right();
    else if (attempt.wrong()) parts.onLocked(email, at());
    return proved;
  }

  async function checked(typed: string, { email }: Account): Promise<string> {
    const password = normalisePassword(typed);
    const own = [email, email.slice(0, email.indexOf("@")), ...parts.ownWords];
    checkPassword(password, { common: await parts.commonPasswords(), own });
    return password;
  }

  async function linkOwner(token: string): Promise<Account | null> {
    return TOKEN.test(token) ? store.linkOwner(hashOfToken(token), at()) : null;
  }

  return {
    linkOwner,
    async signIn({ email, password, address }) {
      const proved = await proveGuarded(email, password, address);
      if (proved === null) throw new Problem("sign-in-failed");
      const { session, kept } = newSession(proved.account);
      if (!(await store.signIn(proved, kept, { by: proved.account.email, at: at() })))
        throw new Problem("sign-in-failed");
      if (hasher.isWeak(proved.passwordHash))
        await store.strengthen(proved, await hasher.hash(normalisePassword(password)));
      return session;
    },
    async session(token) {
      if (!TOKEN.test(token)) return null;
      const found = await store.sessionOwner(hashOfToken(token), at());
      return found && { token, ...found };
    },
    async signOut({ token, account }) {
      await store.signOut(hashOfToken(token), { by: account.email, at: at() });
    },
    async signOutEverywhere({ account }) {
      await store.signOutEverywhere(account.id, { by: account.email, at: at() });
    },
    async setPassword({ token, password, address }) {
      const owner = await linkOwner(token);
      if (owner === null) throw new Problem("password-link");
      const hash = await hasher.hash(await checked(password, owner));
      const account = await store.useLink(hashOfToken(token), hash, at());
      if (account === null) throw new Problem("password-link");
      // Who holds the link gets in, however many wrong passwords others have tried meanwhile.
      guard.welcome(account.email, address);
      return account;
    },
    async changePassword({ account }, { current, password, address }) {
      const proved = await proveGuarded(account.email, current, address);
      if (proved === null) throw new Problem("password-wrong");
      const hash = await hasher.hash(await checked(password, account));
      const { session, kept } = newSession(account);
      if (!(await store.changePassword(proved, hash, kept, { by: account.email, at: at() })))
        throw new Problem("password-wrong");
      return session;
    },
  };
}

/** Runs what an attempt is for; one that could not be made does not count. */
async function tried<T>(attempt: Attempt, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    attempt.untried();
    throw error;
  }
}
