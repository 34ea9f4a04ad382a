// The desk's people: who is added, who signs in with which password, and for how long they stay signed in.
import { randomUUID } from "node:crypto";
import { Problem } from "../errors.ts";
import type { Account, AccountStore, KeptAccount, KeptLink, KeptSession, Role } from "./account.ts";
import { foldEmail, readEmailAddress } from "./email-address.ts";
import type { Hasher } from "./password-hash.ts";
import { hashOfToken, newToken, TOKEN } from "./tokens.ts";

const HOUR_MS = 3_600_000;
/** How long somebody stays signed in, whatever they do: a working day. */
export const SESSION_HOURS = 12;
/** How long a link to set a password can be used: over a weekend. */
export const LINK_HOURS = 72;

/** Somebody signed in. `token` is what their browser holds. */
export type Session = { readonly token: string; readonly account: Account; readonly expiresAt: string };

/** A one-time link's token for an account; it is in no store, so it is shown now or never. */
export type Invitation = { readonly token: string; readonly account: Account };

export type Accounts = {
  list(): Promise<readonly KeptAccount[]>;
  /** Throws `email-invalid`, or `account-exists`. */
  add(email: string, role: Role): Promise<Invitation>;
  /** A new link, and no session any more. Throws `account-unknown`. */
  reset(email: string): Promise<Invitation>;
  /** Throws `account-unknown`. */
  remove(email: string): Promise<void>;

  /** Throws `sign-in-failed`, whatever it was that did not fit. */
  signIn(given: { email: string; password: string }): Promise<Session>;
  /** The session of a browser's token; null where there is none (any more). */
  session(token: string): Promise<Session | null>;
  signOut(session: Session): Promise<void>;
  signOutEverywhere(session: Session): Promise<void>;
  /** Whose link it is; null where it cannot be used (any more). */
  linkOwner(token: string): Promise<Account | null>;
  /** Sets the password by a link, which is used up by it. Throws `password-link` and what is wrong with the password. */
  setPassword(token: string, password: string): Promise<Account>;
  /** Sets another password; every session but the one returned ends. Throws `password-wrong`, and what is wrong with the new one. */
  changePassword(session: Session, given: { current: string; password: string }): Promise<Session>;
};

/** What the operator's commands are logged as. */
const OPERATOR = "command line";

/** Puts the accounts together. `now` gives the instant that it is. */
export function createAccounts({
  store,
  hasher,
  now,
}: {
  readonly store: AccountStore;
  readonly hasher: Hasher;
  readonly now: () => Date;
}): Accounts {
  const at = (): string => now().toISOString();
  const inHours = (hours: number): string => new Date(now().getTime() + hours * HOUR_MS).toISOString();

  const newLink = (): { token: string; link: KeptLink } => {
    const token = newToken();
    return { token, link: { tokenHash: hashOfToken(token), expiresAt: inHours(LINK_HOURS) } };
  };
  const newSession = (account: Account): { session: Session; kept: KeptSession } => {
    const [token, expiresAt] = [newToken(), inHours(SESSION_HOURS)];
    return { session: { token, account, expiresAt }, kept: { tokenHash: hashOfToken(token), expiresAt } };
  };
  const known = async (email: string): Promise<KeptAccount> => {
    const account = await store.byEmail(foldEmail(email));
    if (account === null) throw new Problem("account-unknown", { email });
    return account;
  };

  return {
    list: () => store.accounts(),

    async add(email, role) {
      const account = { id: randomUUID(), email: readEmailAddress(email), role };
      const { token, link } = newLink();
      if (!(await store.add(account, link, { by: OPERATOR, at: at() })))
        throw new Problem("account-exists", { email: account.email });
      return { token, account };
    },
    async reset(email) {
      const account = await known(email);
      const { token, link } = newLink();
      await store.reset(account.id, link, { by: OPERATOR, at: at() });
      return { token, account };
    },
    async remove(email) {
      await store.remove((await known(email)).id, { by: OPERATOR, at: at() });
    },

    async signIn({ email, password }) {
      const found = await store.byEmail(foldEmail(email));
      const right = await hasher.matches(password, found?.passwordHash ?? null);
      if (found === null || found.passwordHash === null || !right) throw new Problem("sign-in-failed");
      const account = { id: found.id, email: found.email, role: found.role };
      const { session, kept } = newSession(account);
      await store.signIn(account.id, kept, { by: account.email, at: at() });
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

    async linkOwner(token) {
      return TOKEN.test(token) ? store.linkOwner(hashOfToken(token), at()) : null;
    },
    async setPassword(token, password) {
      const owner = await this.linkOwner(token);
      if (owner === null) throw new Problem("password-link");
      const account = await store.useLink(hashOfToken(token), await hasher.hash(password), at());
      if (account === null) throw new Problem("password-link");
      return account;
    },
    async changePassword({ account }, { current, password }) {
      const found = await store.byEmail(account.email);
      if (!(await hasher.matches(current, found?.passwordHash ?? null))) throw new Problem("password-wrong");
      const { session, kept } = newSession(account);
      await store.changePassword(account.id, await hasher.hash(password), kept, {
        by: account.email,
        at: at(),
      });
      return session;
    },
  };
}
