// What a store is to the contract suites: every implementation is made as this, and passes all of them.
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AccountStore } from "../../../src/accounts/account.ts";
import type { AuditLog } from "../../../src/accounts/audit.ts";
import type { PreviewLinkStore } from "../../../src/accounts/preview-links.ts";
import type { VersionStore } from "../../../src/campaigns/versions.ts";
import { createAccountStore } from "../../../src/storage/accounts.ts";
import { createAuditLog } from "../../../src/storage/audit.ts";
import { openDatabase } from "../../../src/storage/database.ts";
import { createPreviewLinkStore } from "../../../src/storage/preview-links.ts";
import { createTallyStore } from "../../../src/storage/tallies.ts";
import { createVersionStore } from "../../../src/storage/versions.ts";
import type { TallyStore } from "../../../src/tallies/store.ts";

export type Store = {
  readonly versions: VersionStore;
  readonly audit: AuditLog;
  readonly previewLinks: PreviewLinkStore;
  readonly accounts: AccountStore;
  readonly tallies: TallyStore;
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
    versions: createVersionStore(database, url),
    audit: createAuditLog(database),
    previewLinks: createPreviewLinkStore(database),
    accounts: createAccountStore(database),
    tallies: createTallyStore(database),
    beside: url === "sqlite::memory:" ? null : () => openStore(url),
    close: () => database.destroy(),
  };
}
