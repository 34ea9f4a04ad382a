// Who works at the desk, and what the desk needs of whatever keeps them. storage/ implements it.
import type { Change } from "../campaigns/versions.ts";

/** A publisher may do all that an editor may, and put it before the public. */
export const ROLES = ["editor", "publisher"] as const;

export type Role = (typeof ROLES)[number];

/** One person at the desk. `email` is as `readEmailAddress` makes it, and no two accounts have the same. */
export type Account = { readonly id: string; readonly email: string; readonly role: Role };

/** What is kept of an account. `passwordHash`: null until a password is set (password-hash.ts has its form). */
export type KeptAccount = Account & { readonly addedAt: string; readonly passwordHash: string | null };

/** An account as the operator sees it. `linkExpiresAt`: of a link to set the password that is not used yet. */
export type ListedAccount = Account & {
  readonly addedAt: string;
  readonly hasPassword: boolean;
  readonly linkExpiresAt: string | null;
};

/** What is kept of a secret that a browser or a link carries: its hash, never the token, and until when it can be used. */
export type KeptToken = { readonly tokenHash: string; readonly expiresAt: string };

/** Whose password was found right: the hash that it was held against. */
export type Proved = { readonly id: string; readonly passwordHash: string };

/**
 * Every change is whole or has not happened, is in the audit log with it, and is kept even if the power goes once it resolves.
 * Instants are ISO 8601 in UTC; what has expired at the instant given is as good as gone.
 */
export type AccountStore = {
  /** In the order of their emails. */
  accounts(): Promise<readonly ListedAccount[]>;
  byEmail(email: string): Promise<KeptAccount | null>;

  /** Adds an account with a link to set its password; false where there is one of that email. Logs `account-added`. */
  add(account: Account, link: KeptToken, change: Change): Promise<boolean>;
  /** Takes the account's password, sessions and older link away and gives it a new link; false where it is gone. Logs `reset-asked`. */
  reset(id: string, link: KeptToken, change: Change): Promise<boolean>;
  /** Removes the account with its sessions and link; false where it is gone. Logs `account-removed`. */
  remove(id: string, change: Change): Promise<boolean>;

  /** Whose link it is, where it can still be used. */
  linkOwner(tokenHash: string, at: string): Promise<Account | null>;
  /**
   * Uses a link up: sets the password and ends the account's sessions. Null, and nothing changed, where it cannot be used (any more).
   * Logs `password-set` as done by the account.
   */
  useLink(tokenHash: string, passwordHash: string, at: string): Promise<Account | null>;

  /**
   * Begins a session, and forgets whatever of anybody's has expired. False, and nothing changed, where the account is gone or its password
   * is another by now. Logs `signed-in`.
   */
  signIn(proved: Proved, session: KeptToken, change: Change): Promise<boolean>;
  sessionOwner(
    tokenHash: string,
    at: string,
  ): Promise<{ readonly account: Account; readonly expiresAt: string } | null>;
  /** Ends one session; one that is not there is no fault, and not logged. Logs `signed-out`. */
  signOut(tokenHash: string, change: Change): Promise<void>;
  /** Ends all sessions of an account. Logs `signed-out`. */
  signOutEverywhere(id: string, change: Change): Promise<void>;
  /** Sets a new password, ends all sessions and any link, and begins the one given; false as in `signIn`. Logs `password-set`. */
  changePassword(proved: Proved, passwordHash: string, session: KeptToken, change: Change): Promise<boolean>;
  /** Puts a stronger hash of the same password in place of the one proved, unless that has been changed since. Not logged. */
  strengthen(proved: Proved, passwordHash: string): Promise<void>;
};
