// All that the desk's people need, put together out of a store: the operator's side, and the way in.
import type { AccountStore } from "./account.ts";
import { type Accounts, createAccounts } from "./accounts.ts";
import type { AuditLog } from "./audit.ts";
import { readCommonPasswords } from "./listed-passwords.ts";
import { createLogLocked } from "./log-locked.ts";
import { createHasher, type HashCost } from "./password-hash.ts";
import { createSignIn, type SignIn } from "./sign-in.ts";
import { createSignInGuard } from "./sign-in-guard.ts";

export type People = { readonly accounts: Accounts; readonly signIn: SignIn };

export type PeopleParts = {
  readonly store: AccountStore;
  readonly audit: AuditLog;
  /** Words that anybody would try as a password here, such as the organisation's name. */
  readonly ownWords: readonly string[];
  readonly hashCost: HashCost;
  readonly now: () => Temporal.Instant;
};

/** Puts them together. `now` gives the instant that it is. */
export function createPeople({ store, audit, ownWords, hashCost, now }: PeopleParts): People {
  let common: Promise<ReadonlySet<string>> | undefined;
  return {
    accounts: createAccounts({ store, now }),
    signIn: createSignIn({
      store,
      hasher: createHasher(hashCost),
      guard: createSignInGuard(() => now().epochMilliseconds),
      onLocked: createLogLocked({ store, audit }),
      commonPasswords() {
        common ??= readCommonPasswords();
        return common;
      },
      ownWords,
      now,
    }),
  };
}
