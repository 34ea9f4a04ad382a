// The desk's people as the operator sees them: added, given a new link, removed. sign-in.ts is how they come in.
import { randomUUID } from "node:crypto";
import { Problem } from "../errors.ts";
import type { Account, AccountStore, KeptAccount, ListedAccount, Role } from "./account.ts";
import { foldEmail, readEmailAddress } from "./email-address.ts";
import { instantText } from "./instant-text.ts";
import { hashOfToken, newToken } from "./tokens.ts";

/** How long a link to set a password can be used: over a weekend. */
export const LINK_HOURS = 72;

/** A one-time link's token for an account. It is in no store, so it is shown now or never. */
export type Invitation = { readonly token: string; readonly account: Account };

/** What the operator may do, from the command line of the server alone. */
export type Accounts = {
  list(): Promise<readonly ListedAccount[]>;
  /** Throws `email-invalid`, or `account-exists`. */
  add(email: string, role: Role): Promise<Invitation>;
  /** Takes the password and every session away, and gives a new link. Throws `account-unknown`. */
  reset(email: string): Promise<Invitation>;
  /** Ends its sessions too; what it did stays in the audit log. Throws `account-unknown`. */
  remove(email: string): Promise<void>;
};

/** What the operator's commands are logged as. */
const OPERATOR = "command line";

/** Puts the accounts together. `now` gives the instant that it is. */
export function createAccounts({
  store,
  now,
}: {
  readonly store: AccountStore;
  readonly now: () => Temporal.Instant;
}): Accounts {
  const change = () => ({ by: OPERATOR, at: instantText(now()) });

  function newLink() {
    const token = newToken();
    const expiresAt = instantText(now(), { hours: LINK_HOURS });
    return { token, link: { tokenHash: hashOfToken(token), expiresAt } };
  }
  async function known(email: string): Promise<KeptAccount> {
    const account = await store.byEmail(foldEmail(email));
    if (account === null) throw new Problem("account-unknown", { email });
    return account;
  }

  return {
    list: () => store.accounts(),
    async add(email, role) {
      const account = { id: randomUUID(), email: readEmailAddress(email), role };
      const { token, link } = newLink();
      if (!(await store.add(account, link, change())))
        throw new Problem("account-exists", { email: account.email });
      return { token, account };
    },
    async reset(email) {
      const { id, email: address, role } = await known(email);
      const { token, link } = newLink();
      if (!(await store.reset(id, link, change()))) throw new Problem("account-unknown", { email });
      return { token, account: { id, email: address, role } };
    },
    async remove(email) {
      const { id } = await known(email);
      if (!(await store.remove(id, change()))) throw new Problem("account-unknown", { email });
    },
  };
}
