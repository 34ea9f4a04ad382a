// The desk's people in the store, with their sessions and one-time links.
import type { Transaction } from "kysely";
import { type AccountStore, type KeptAccount, ROLES } from "../accounts/account.ts";
import type { Database } from "./database.ts";
import type { Tables } from "./tables.ts";

/** The accounts of a store. */
export function createAccountStore(database: Database): AccountStore {
  /** Runs a change whole or not at all. */
  const whole = <T>(change: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> =>
    database.transaction().execute(change);

  return {
    async accounts() {
      return (await database.selectFrom("accounts").selectAll().orderBy("email").execute()).map(toAccount);
    },
    async byEmail(email) {
      const row = await database
        .selectFrom("accounts")
        .selectAll()
        .where("email", "=", email)
        .executeTakeFirst();
      return row === undefined ? null : toAccount(row);
    },

    add: ({ id, email, role }, link, change) =>
      whole(async (transaction) => {
        const row = { id, email, role, added_at: change.at, password_hash: null };
        const { numInsertedOrUpdatedRows: added } = await transaction
          .insertInto("accounts")
          .values(row)
          .onConflict((conflict) => conflict.column("email").doNothing())
          .executeTakeFirstOrThrow();
        if (added !== 1n) return false;
        await transaction.insertInto("password_links").values(tokenRow(id, link)).execute();
        return true;
      }),
    reset: (id, link) =>
      whole(async (transaction) => {
        await endSecrets(transaction, id);
        await setHash(transaction, id, null);
        await transaction.insertInto("password_links").values(tokenRow(id, link)).execute();
      }),
    remove: (id) =>
      whole(async (transaction) => {
        await endSecrets(transaction, id);
        await transaction.deleteFrom("accounts").where("id", "=", id).execute();
      }),

    async linkOwner(tokenHash, at) {
      const row = await database
        .selectFrom("password_links")
        .innerJoin("accounts", "accounts.id", "password_links.account")
        .selectAll("accounts")
        .where("token_hash", "=", tokenHash)
        .where("expires_at", ">", at)
        .executeTakeFirst();
      return row === undefined ? null : toAccount(row);
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
        await endSecrets(transaction, used.account);
        await setHash(transaction, used.account, passwordHash);
        const row = await transaction
          .selectFrom("accounts")
          .selectAll()
          .where("id", "=", used.account)
          .executeTakeFirstOrThrow();
        return identity(toAccount(row));
      }),

    signIn: (id, session, { at }) =>
      whole(async (transaction) => {
        for (const table of ["sessions", "password_links"] as const)
          await transaction.deleteFrom(table).where("expires_at", "<=", at).execute();
        await transaction.insertInto("sessions").values(tokenRow(id, session)).execute();
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
      if (row === undefined) return null;
      return { account: identity(toAccount(row)), expiresAt: row.expires_at };
    },
    async signOut(tokenHash) {
      await database.deleteFrom("sessions").where("token_hash", "=", tokenHash).execute();
    },
    async signOutEverywhere(id) {
      await database.deleteFrom("sessions").where("account", "=", id).execute();
    },
    changePassword: (id, passwordHash, session) =>
      whole(async (transaction) => {
        await endSecrets(transaction, id);
        await setHash(transaction, id, passwordHash);
        await transaction.insertInto("sessions").values(tokenRow(id, session)).execute();
      }),
    async strengthen(id, old, passwordHash) {
      await database
        .updateTable("accounts")
        .set({ password_hash: passwordHash })
        .where("id", "=", id)
        .where("password_hash", "=", old)
        .execute();
    },
  };
}

const tokenRow = (account: string, { tokenHash, expiresAt }: { tokenHash: string; expiresAt: string }) => ({
  token_hash: tokenHash,
  account,
  expires_at: expiresAt,
});

/** Ends an account's sessions and links. */
async function endSecrets(transaction: Transaction<Tables>, id: string): Promise<void> {
  for (const table of ["sessions", "password_links"] as const)
    await transaction.deleteFrom(table).where("account", "=", id).execute();
}

async function setHash(transaction: Transaction<Tables>, id: string, hash: string | null): Promise<void> {
  await transaction.updateTable("accounts").set({ password_hash: hash }).where("id", "=", id).execute();
}

function toAccount(row: Tables["accounts"]): KeptAccount {
  const role = ROLES.find((name) => name === row.role);
  if (role === undefined) throw new Error(`the store holds a role that is not known: ${row.role}`);
  return { id: row.id, email: row.email, role, addedAt: row.added_at, passwordHash: row.password_hash };
}

const identity = ({ id, email, role }: KeptAccount) => ({ id, email, role });
