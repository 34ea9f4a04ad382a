// Campaigns, their drafts and their versions in the store.
import type { VersionStore } from "../campaigns/versions.ts";
import { Problem } from "../errors.ts";
import { recordAudit, recordDraftSaved } from "./audit.ts";
import type { Database } from "./database.ts";
import { dropUnusedImage, keepSource, sameColumns } from "./sources.ts";
import { createStoreFaults } from "./store-faults.ts";
import * as rows from "./version-rows.ts";
import * as steps from "./version-steps.ts";
import { type Changing, liveNumber } from "./version-steps.ts";

/**
 * The version store of an open database; `url` is what it was opened with. Where the disk is full or the file is gone, a change
 * rejects with `store-full` or `store-gone`, and with `store-unusable` for other failures of the database.
 */
export function createVersionStore(database: Database, url = "sqlite::memory:"): VersionStore {
  const faults = createStoreFaults(url);
  /** Everything that `work` does, or nothing of it. */
  const whole = <T>(work: (transaction: Changing) => Promise<T>): Promise<T> =>
    faults.kept(() => database.transaction().execute(work));

  return {
    campaigns: () => rows.readCampaigns(database),
    campaign: async (id) => (await rows.readCampaigns(database, id))[0] ?? null,
    versions: (id) => rows.readVersions(database, id),
    version: (id, number) => rows.readVersion(database, id, number),
    live: () => rows.readLive(database),
    async liveMark() {
      const { count } = await database.selectFrom("live_changes").select("count").executeTakeFirstOrThrow();
      return String(count);
    },
    draft: (id) => rows.readDraft(database, id),
    workingYaml: (id) => rows.readWorkingYaml(database, id),

    seed: (id, source, change) =>
      whole(async (transaction) => {
        if (!(await steps.addCampaign(transaction, id))) return false;
        const columns = await keepSource(transaction, source);
        await steps.addVersion(transaction, { id, columns, what: "seeded" }, change);
        return true;
      }),

    create: (id, source, change) =>
      whole(async (transaction) => {
        if (!(await steps.addCampaign(transaction, id)))
          throw new Problem("campaign-exists", { campaign: id });
        const draft = await steps.putDraft(transaction, { id, source, basedOn: null, before: null }, change);
        await recordAudit(transaction, { ...change, what: "campaign-created", campaign: id });
        return draft;
      }),

    saveDraft: (id, { revision, basedOn, source }, change) =>
      whole(async (transaction) => {
        const live = await liveNumber(transaction, id);
        const current = await rows.readDraft(transaction, id);
        if (revision !== (current?.revision ?? 0)) return { conflict: true, current };
        if (current === null && basedOn !== undefined && basedOn !== live) return { conflict: true, current };
        const begun = current === null ? live : current.basedOn;
        const before = current === null ? null : await steps.draftColumns(transaction, id);
        const draft = await steps.putDraft(transaction, { id, source, basedOn: begun, before }, change);
        await recordDraftSaved(transaction, { ...change, campaign: id, live });
        return { conflict: false, draft };
      }),

    discardDraft: (id, revision, change) =>
      whole(async (transaction) => {
        const live = await liveNumber(transaction, id);
        const conflict = await steps.conflictOver(transaction, id, revision);
        if (conflict !== null) return conflict;
        const { image } = await steps.takeDraft(transaction, id);
        await dropUnusedImage(transaction, image);
        await recordAudit(transaction, {
          ...change,
          what: "draft-discarded",
          campaign: id,
          from: live,
          to: live,
        });
        return { conflict: false };
      }),

    publish: (id, { revision, note }, change) =>
      whole(async (transaction) => {
        await liveNumber(transaction, id);
        const conflict = await steps.conflictOver(transaction, id, revision);
        if (conflict !== null) return conflict;
        const columns = await steps.takeDraft(transaction, id);
        const version = await steps.addVersion(transaction, { id, columns, note, what: "published" }, change);
        return { conflict: false, version };
      }),

    restore: (id, { number, note, live }, change) =>
      whole(async (transaction) => {
        const newest = await liveNumber(transaction, id);
        if (live !== undefined && live !== newest) return null;
        const columns = await steps.versionColumns(transaction, id, number);
        if (columns === undefined) throw new Problem("version-unknown", { campaign: id, number });
        return steps.addVersion(
          transaction,
          { id, columns, note, restored: number, what: "restored" },
          change,
        );
      }),

    importVersion: (id, { source, note }, change) =>
      whole(async (transaction) => {
        await steps.addCampaign(transaction, id);
        const live = await liveNumber(transaction, id);
        const columns = await keepSource(transaction, source);
        const before = live === null ? undefined : await steps.versionColumns(transaction, id, live);
        if (before !== undefined && sameColumns(before, columns)) return null;
        return steps.addVersion(transaction, { id, columns, note, what: "imported" }, change);
      }),

    setArchived: (id, archived, change) =>
      whole(async (transaction) => {
        const live = await liveNumber(transaction, id);
        const { numUpdatedRows } = await transaction
          .updateTable("campaigns")
          .set({ archived_at: archived ? change.at : null })
          .where("id", "=", id)
          .where("archived_at", archived ? "is" : "is not", null)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return;
        await steps.countLiveChange(transaction);
        const what = archived ? "archived" : "unarchived";
        await recordAudit(transaction, { ...change, what, campaign: id, from: live, to: live });
      }),
  };
}
