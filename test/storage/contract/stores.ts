// What a store is to the contract suites: every implementation is made as this, and passes all of them.
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AccountStore } from "../../../src/accounts/account.ts";
import type { AuditLog } from "../../../src/accounts/audit.ts";
import type { VersionStore } from "../../../src/campaigns/versions.ts";
import { createAccountStore } from "../../../src/storage/accounts.ts";
import { createAuditLog } from "../../../src/storage/audit.ts";
import { openDatabase } from "../../../src/storage/database.ts";
import { createVersionStore } from "../../../src/storage/versions.ts";

export type Store = {
  readonly versions: VersionStore;
  readonly audit: AuditLog;
  readonly accounts: AccountStore;
  /** Another process's view of the same store; null where only one can have it. */
  readonly beside: (() => Promise<Store>) | null;
  readonly close: () => Promise<void>;
};

export type MakeStore = () => Promise<Store>;

/** Every implementation by its name. PostgreSQL becomes a line here. */
export const STORES: readonly (readonly [string, MakeStore])[] = [
  ["SQLite in memory", () => openStore("sqlite::memory:")],
  [
    "SQLite in a file",
    async () => openStore(`sqlite:${join(await mkdtemp(join(tmpdir(), "postbag-store-")), "store.sqlite")}`),
  ],
];

async function openStore(url: string): Promise<Store> {
  const database = await openDatabase(url);
  return {
    versions: createVersionStore(database),
    audit: createAuditLog(database),
    accounts: createAccountStore(database),
    beside: url === "sqlite::memory:" ? null : () => openStore(url),
    close: () => database.destroy(),
  };
}
