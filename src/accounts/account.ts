// Who works at the desk, and what the desk needs of whatever keeps them. storage/ implements it.
import type { Change } from "../campaigns/versions.ts";

/** A publisher may do all that an editor may, and put it before the public. */
export const ROLES = ["editor", "publisher"] as const;

export type Role = (typeof ROLES)[number];

/** One person at the desk. `email` is as `readEmailAddress` makes it, and no two accounts have the same. */
export type Account = { readonly id: string; readonly email: string; readonly role: Role };

/** What is kept of an account. `passwordHash`: null until a password is set (password-hash.ts has its form). */
export type KeptAccount = Account & { readonly addedAt: string; readonly passwordHash: string | null };

/** What is kept of a session: never its token, only the hash of it. */
export type KeptSession = { readonly tokenHash: string; readonly expiresAt: string };

/** A one-time link by the hash of its token. */
export type KeptLink = { readonly tokenHash: string; readonly expiresAt: string };

/**
 * Every change is whole or has not happened, is in the audit log with it, and is kept even if the power goes once it resolves.
 * Instants are ISO 8601 in UTC; what has expired at the instant given is as good as gone.
 */
export type AccountStore = {
  /** In the order of their emails. */
  accounts(): Promise<readonly KeptAccount[]>;
  byEmail(email: string): Promise<KeptAccount | null>;

  /** Adds an account with a link to set its password; false where there is one of that email. */
  add(account: Account, link: KeptLink, change: Change): Promise<boolean>;
  /** Puts a new link in place of any older one and ends the account's sessions; its password no longer opens anything. */
  reset(id: string, link: KeptLink, change: Change): Promise<void>;
  /** Removes the account with its sessions and links. */
  remove(id: string, change: Change): Promise<void>;

  /** Whose link it is, where it can still be used. */
  linkOwner(tokenHash: string, at: string): Promise<KeptAccount | null>;
  /** Uses a link up: sets the password and ends the sessions. Null, and nothing changed, where it cannot be used (any more). */
  useLink(tokenHash: string, passwordHash: string, at: string): Promise<Account | null>;

  /** Begins a session, and forgets those of anybody that have expired. */
  signIn(id: string, session: KeptSession, change: Change): Promise<void>;
  sessionOwner(
    tokenHash: string,
    at: string,
  ): Promise<{ readonly account: Account; readonly expiresAt: string } | null>;
  /** Ends one session; one that is not there is no fault. */
  signOut(tokenHash: string, change: Change): Promise<void>;
  /** Ends all sessions of an account. */
  signOutEverywhere(id: string, change: Change): Promise<void>;
  /** Sets a new password, ends all sessions and any link, and begins the one session given. */
  changePassword(id: string, passwordHash: string, session: KeptSession, change: Change): Promise<void>;
  /** Puts a stronger hash of the same password in place of `old`, unless the password has been changed since. */
  strengthen(id: string, old: string, passwordHash: string): Promise<void>;
};
