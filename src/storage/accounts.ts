// The desk's people in the store, with their sessions and one-time links.
import type { Transaction } from "kysely";
import {
  type Account,
  type AccountStore,
  type KeptAccount,
  type KeptToken,
  type Proved,
  ROLES,
} from "../accounts/account.ts";
import { recordAudit } from "./audit.ts";
import type { Database } from "./database.ts";
import type { Tables } from "./tables.ts";

/** The accounts of a store. */
export function createAccountStore(database: Database): AccountStore {
  /** Runs a change whole or not at all. */
  const whole = <T>(change: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> =>
    database.transaction().execute(change);

  return {
    async accounts() {
      const rows = await database
        .selectFrom("accounts")
        .leftJoin("password_links", "password_links.account", "accounts.id")
        .selectAll("accounts")
        .select("expires_at")
        .orderBy("email")
        .execute();
      return rows.map((row) => {
        const { passwordHash, ...account } = toAccount(row);
        return { ...account, hasPassword: passwordHash !== null, linkExpiresAt: row.expires_at };
      });
    },
    async byEmail(email) {
      const row = await database
        .selectFrom("accounts")
        .selectAll()
        .where("email", "=", email)
        .executeTakeFirst();
      return row === undefined ? null : toAccount(row);
    },

    add: ({ id, email, role }, link, { by, at }) =>
      whole(async (transaction) => {
        const { numInsertedOrUpdatedRows } = await transaction
          .insertInto("accounts")
          .values({ id, email, role, added_at: at, password_hash: null })
          .onConflict((conflict) => conflict.column("email").doNothing())
          .executeTakeFirstOrThrow();
        if (numInsertedOrUpdatedRows !== 1n) return false;
        await transaction.insertInto("password_links").values(tokenRow(id, link)).execute();
        await recordAudit(transaction, { at, by, what: "account-added", account: email });
        return true;
      }),
    reset: (id, link, { by, at }) =>
      whole(async (transaction) => {
        await endTokens(transaction, id);
        const account = await setHash(transaction, id, null);
        if (account === null) return false;
        await transaction.insertInto("password_links").values(tokenRow(id, link)).execute();
        await recordAudit(transaction, { at, by, what: "reset-asked", account: account.email });
        return true;
      }),
    remove: (id, { by, at }) =>
      whole(async (transaction) => {
        await endTokens(transaction, id);
        const removed = await transaction
          .deleteFrom("accounts")
          .where("id", "=", id)
          .returning("email")
          .executeTakeFirst();
        if (removed === undefined) return false;
        await recordAudit(transaction, { at, by, what: "account-removed", account: removed.email });
        return true;
      }),

    async linkOwner(tokenHash, at) {
      const row = await database
        .selectFrom("password_links")
        .innerJoin("accounts", "accounts.id", "password_links.account")
        .selectAll("accounts")
        .where("token_hash", "=", tokenHash)
        .where("expires_at", ">", at)
        .executeTakeFirst();
      return row === undefined ? null : whoIs(row);
    },
    useLink: (tokenHash, passwordHash, at) =>
      whole(async (transaction) => {
        const used = await transaction
          .deleteFrom("password_links")
          .where("token_hash", "=", tokenHash)
          .where("expires_at", ">", at)
          .returning("account")
          .executeTakeFirst();
        if (used === undefined) return null;
        await endTokens(transaction, used.account);
        const account = await setHash(transaction, used.account, passwordHash);
        if (account === null) return null;
        const { email } = account;
        await recordAudit(transaction, { at, by: email, what: "password-set", account: email });
        return account;
      }),

    signIn: (proved, session, { by, at }) =>
      whole(async (transaction) => {
        for (const table of ["sessions", "password_links"] as const)
          await transaction.deleteFrom(table).where("expires_at", "<=", at).execute();
        if (!(await stillHolds(transaction, proved))) return false;
        await transaction.insertInto("sessions").values(tokenRow(proved.id, session)).execute();
        await recordAudit(transaction, { at, by, what: "signed-in" });
        return true;
      }),
    async sessionOwner(tokenHash, at) {
      const row = await database
        .selectFrom("sessions")
        .innerJoin("accounts", "accounts.id", "sessions.account")
        .selectAll("accounts")
        .select("expires_at")
        .where("token_hash", "=", tokenHash)
        .where("expires_at", ">", at)
        .executeTakeFirst();
      return row === undefined ? null : { account: whoIs(row), expiresAt: row.expires_at };
    },
    signOut: (tokenHash, { by, at }) =>
      whole(async (transaction) => {
        const { numDeletedRows } = await transaction
          .deleteFrom("sessions")
          .where("token_hash", "=", tokenHash)
          .executeTakeFirst();
        if (numDeletedRows > 0n) await recordAudit(transaction, { at, by, what: "signed-out" });
      }),
    signOutEverywhere: (id, { by, at }) =>
      whole(async (transaction) => {
        await transaction.deleteFrom("sessions").where("account", "=", id).execute();
        await recordAudit(transaction, { at, by, what: "signed-out" });
      }),
    changePassword: (proved, passwordHash, session, { by, at }) =>
      whole(async (transaction) => {
        if (!(await stillHolds(transaction, proved))) return false;
        await endTokens(transaction, proved.id);
        await setHash(transaction, proved.id, passwordHash);
        await transaction.insertInto("sessions").values(tokenRow(proved.id, session)).execute();
        await recordAudit(transaction, { at, by, what: "password-set", account: by });
        return true;
      }),
    async strengthen(proved, passwordHash) {
      await database
        .updateTable("accounts")
        .set({ password_hash: passwordHash })
        .where("id", "=", proved.id)
        .where("password_hash", "=", proved.passwordHash)
        .execute();
    },
  };
}

const tokenRow = (account: string, { tokenHash, expiresAt }: KeptToken) => ({
  token_hash: tokenHash,
  account,
  expires_at: expiresAt,
});

/** Ends an account's sessions and link. */
async function endTokens(transaction: Transaction<Tables>, id: string): Promise<void> {
  for (const table of ["sessions", "password_links"] as const)
    await transaction.deleteFrom(table).where("account", "=", id).execute();
}

/** Whether the account is there with the password that was found right. */
async function stillHolds(transaction: Transaction<Tables>, proved: Proved): Promise<boolean> {
  const found = await transaction
    .selectFrom("accounts")
    .select("id")
    .where("id", "=", proved.id)
    .where("password_hash", "=", proved.passwordHash)
    .executeTakeFirst();
  return found !== undefined;
}

/** Sets the password's hash; gives whose it is, or null where the account is gone. */
async function setHash(
  transaction: Transaction<Tables>,
  id: string,
  hash: string | null,
): Promise<Account | null> {
  const row = await transaction
    .updateTable("accounts")
    .set({ password_hash: hash })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : whoIs(row);
}

function toAccount(row: Tables["accounts"]): KeptAccount {
  const role = ROLES.find((name) => name === row.role);
  if (role === undefined) throw new Error(`the store holds a role that is not known: ${row.role}`);
  return { id: row.id, email: row.email, role, addedAt: row.added_at, passwordHash: row.password_hash };
}

function whoIs(row: Tables["accounts"]): Account {
  const { id, email, role } = toAccount(row);
  return { id, email, role };
}
