// What every store of accounts has to do (src/accounts/account.ts), whatever it is kept in.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Account, AccountStore } from "../../../src/accounts/account.ts";
import type { MakeStore, Store } from "./stores.ts";

const at = (hours: number): string => new Date(Date.UTC(2026, 10, 22, hours)).toISOString();
const token = (tokenHash: string, hours: number) => ({ tokenHash, expiresAt: at(hours) });
const ADA: Account = { id: "1", email: "ada@example.org", role: "publisher" };
const BEN: Account = { id: "2", email: "ben@example.org", role: "editor" };
const operator = { by: "command line", at: at(0) };
const by = ({ email }: Account, hours = 1) => ({ by: email, at: at(hours) });

/** Runs the suite on a store. */
export function describeAccounts(name: string, makeStore: MakeStore): void {
  describe(`accounts: ${name}`, () => {
    let store: Store;
    let accounts: AccountStore;
    beforeEach(async () => {
      store = await makeStore();
      accounts = store.accounts;
    });
    afterEach(() => store.close());

    /** What was logged, oldest first. */
    async function logged() {
      const { entries } = await store.audit.entries({ limit: 100 });
      return entries.map(({ by: who, what, account }) => [who, what, account]).reverse();
    }

    /** Adds somebody whose password has the hash "right". */
    async function ready(account: Account) {
      await accounts.add(account, token(`link of ${account.email}`, 72), operator);
      await accounts.useLink(`link of ${account.email}`, "right", at(1));
      return { id: account.id, passwordHash: "right" };
    }

    it("adds an account once, and lists everybody by email with the state of their password", async () => {
      expect(await accounts.add(BEN, token("b", 72), operator)).toBe(true);
      await ready(ADA);
      expect(await accounts.add({ ...ADA, id: "3" }, token("c", 72), operator)).toBe(false);
      expect(await accounts.accounts()).toEqual([
        { ...ADA, addedAt: at(0), hasPassword: true, linkExpiresAt: null },
        { ...BEN, addedAt: at(0), hasPassword: false, linkExpiresAt: at(72) },
      ]);
      expect(await accounts.linkOwner("c", at(1))).toBeNull();
      expect(await accounts.byEmail(ADA.email)).toEqual({ ...ADA, addedAt: at(0), passwordHash: "right" });
      expect(await accounts.byEmail("nobody@example.org")).toBeNull();
      expect(await logged()).toEqual([
        ["command line", "account-added", BEN.email],
        ["command line", "account-added", ADA.email],
        [ADA.email, "password-set", ADA.email],
      ]);
    });

    it("lets a link be used once, and only in time", async () => {
      await accounts.add(ADA, token("link", 72), operator);
      expect(await accounts.linkOwner("link", at(71))).toEqual(ADA);
      expect(await accounts.linkOwner("link", at(72))).toBeNull();
      expect(await accounts.useLink("link", "late", at(72))).toBeNull();
      expect(await accounts.useLink("other", "x", at(1))).toBeNull();
      const uses = await Promise.all([1, 2, 3].map((n) => accounts.useLink("link", `h${n}`, at(1))));
      expect(uses.filter((account) => account !== null)).toEqual([ADA]);
      expect(await accounts.linkOwner("link", at(1))).toBeNull();
    });

    it("begins a session only for the password that stands there", async () => {
      const proved = await ready(ADA);
      expect(await accounts.signIn(proved, token("s", 13), by(ADA))).toBe(true);
      expect(await accounts.sessionOwner("s", at(12))).toEqual({ account: ADA, expiresAt: at(13) });
      expect(await accounts.sessionOwner("s", at(13))).toBeNull();
      expect(await accounts.sessionOwner("t", at(12))).toBeNull();
      const stale = { ...proved, passwordHash: "old" };
      expect(await accounts.signIn(stale, token("t", 13), by(ADA))).toBe(false);
      expect(await accounts.signIn({ ...proved, id: "gone" }, token("t", 13), by(ADA))).toBe(false);
      expect(await accounts.sessionOwner("t", at(1))).toBeNull();
      expect((await logged()).filter(([, what]) => what === "signed-in")).toEqual([
        [ADA.email, "signed-in", null],
      ]);
    });

    it("forgets sessions and links that are over when somebody signs in", async () => {
      const proved = await ready(ADA);
      await accounts.add(BEN, token("b", 2), operator);
      await accounts.signIn(proved, token("early", 2), by(ADA, 1));
      await accounts.signIn(proved, token("late", 15), by(ADA, 3));
      // Asked as of an hour at which both would still have held.
      expect(await accounts.sessionOwner("early", at(1))).toBeNull();
      expect(await accounts.linkOwner("b", at(1))).toBeNull();
      expect(await accounts.sessionOwner("late", at(3))).not.toBeNull();
    });

    it("ends one session, or all of an account and nobody else's", async () => {
      const [ada, ben] = [await ready(ADA), await ready(BEN)];
      for (const hash of ["a1", "a2", "a3"]) await accounts.signIn(ada, token(hash, 13), by(ADA));
      await accounts.signIn(ben, token("b1", 13), by(BEN));
      const open = async () => {
        const hashes = ["a1", "a2", "a3", "b1"];
        const owners = await Promise.all(hashes.map((hash) => accounts.sessionOwner(hash, at(2))));
        return hashes.filter((_, index) => owners[index] !== null);
      };
      await accounts.signOut("a1", by(ADA, 2));
      await accounts.signOut("a1", by(ADA, 2));
      expect(await open()).toEqual(["a2", "a3", "b1"]);
      await accounts.signOutEverywhere(ADA.id, by(ADA, 2));
      expect(await open()).toEqual(["b1"]);
      expect((await logged()).filter(([, what]) => what === "signed-out")).toHaveLength(2);
    });

    it("ends every session with a change of password but the one that is begun", async () => {
      const proved = await ready(ADA);
      await accounts.signIn(proved, token("a1", 13), by(ADA));
      await accounts.signIn(proved, token("a2", 13), by(ADA));
      const stale = { ...proved, passwordHash: "old" };
      expect(await accounts.changePassword(stale, "new", token("a3", 13), by(ADA))).toBe(false);
      expect(await accounts.sessionOwner("a1", at(1))).not.toBeNull();
      expect(await accounts.changePassword(proved, "new", token("a3", 13), by(ADA))).toBe(true);
      for (const hash of ["a1", "a2"]) expect(await accounts.sessionOwner(hash, at(1))).toBeNull();
      expect(await accounts.sessionOwner("a3", at(1))).not.toBeNull();
      expect((await accounts.byEmail(ADA.email))?.passwordHash).toBe("new");
      expect((await logged()).at(-1)).toEqual([ADA.email, "password-set", ADA.email]);
    });

    it("takes password, sessions and older link away with a reset", async () => {
      const proved = await ready(ADA);
      await accounts.signIn(proved, token("a1", 13), by(ADA));
      expect(await accounts.reset(ADA.id, token("first", 72), operator)).toBe(true);
      expect(await accounts.reset(ADA.id, token("second", 72), operator)).toBe(true);
      expect(await accounts.sessionOwner("a1", at(1))).toBeNull();
      expect(await accounts.linkOwner("first", at(1))).toBeNull();
      expect(await accounts.linkOwner("second", at(1))).toEqual(ADA);
      expect(await accounts.signIn(proved, token("a2", 13), by(ADA))).toBe(false);
      expect(await accounts.reset("gone", token("x", 72), operator)).toBe(false);
      expect((await logged()).filter(([, what]) => what === "reset-asked")).toHaveLength(2);
    });

    it("removes an account with its sessions and link, and keeps its email in the log", async () => {
      const proved = await ready(ADA);
      await accounts.signIn(proved, token("a1", 13), by(ADA));
      expect(await accounts.remove(ADA.id, operator)).toBe(true);
      expect(await accounts.remove(ADA.id, operator)).toBe(false);
      expect(await accounts.accounts()).toEqual([]);
      expect(await accounts.sessionOwner("a1", at(1))).toBeNull();
      expect((await logged()).at(-1)).toEqual(["command line", "account-removed", ADA.email]);
    });

    it("puts a stronger hash only in place of the one that it was made from", async () => {
      const proved = await ready(ADA);
      await accounts.strengthen({ ...proved, passwordHash: "old" }, "stronger");
      expect((await accounts.byEmail(ADA.email))?.passwordHash).toBe("right");
      await accounts.strengthen(proved, "stronger");
      expect((await accounts.byEmail(ADA.email))?.passwordHash).toBe("stronger");
    });
  });
}
