// The steps that changes of campaigns are made of, each inside the caller's transaction.
import type { Transaction } from "kysely";
import type { Audited } from "../accounts/audit.ts";
import type { Change, Conflict, Draft, Version } from "../campaigns/versions.ts";
import { Problem } from "../errors.ts";
import { recordAudit } from "./audit.ts";
import type { SourceColumns } from "./migrations/0001-campaigns.ts";
import { dropUnusedImage, keepSource } from "./sources.ts";
import type { Tables } from "./tables.ts";
import { readDraft, readVersion } from "./version-rows.ts";

export type Changing = Transaction<Tables>;

/** Adds a campaign without anything; false where there is one. */
export async function addCampaign(transaction: Changing, id: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto("campaigns")
    .values({ id, archived_at: null, last_revision: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** The number of the campaign's live version; null where nothing was published. Throws `campaign-unknown`. */
export async function liveNumber(transaction: Changing, id: string): Promise<number | null> {
  const campaign = await transaction
    .selectFrom("campaigns")
    .select("id")
    .where("id", "=", id)
    .executeTakeFirst();
  if (campaign === undefined) throw new Problem("campaign-unknown", { campaign: id });
  const { number } = await transaction
    .selectFrom("versions")
    .select(({ fn }) => fn.max<number | null>("number").as("number"))
    .where("campaign", "=", id)
    .executeTakeFirstOrThrow();
  return number;
}

const COLUMNS = ["yaml", "postcard", "letter", "image"] as const;

/** What a version holds, its image by its hash; undefined where there is no such version. */
export function versionColumns(
  transaction: Changing,
  id: string,
  number: number,
): Promise<SourceColumns | undefined> {
  return transaction
    .selectFrom("versions")
    .select(COLUMNS)
    .where("campaign", "=", id)
    .where("number", "=", number)
    .executeTakeFirst();
}

/** What the draft holds, which the caller knows to be there. */
export function draftColumns(transaction: Changing, id: string): Promise<SourceColumns> {
  return transaction
    .selectFrom("drafts")
    .select(COLUMNS)
    .where("campaign", "=", id)
    .executeTakeFirstOrThrow();
}

/** Null where the draft is of that revision, else what stands there instead. */
export async function conflictOver(
  transaction: Changing,
  id: string,
  revision: number,
): Promise<Conflict | null> {
  const current = await readDraft(transaction, id);
  return current?.revision === revision ? null : { conflict: true, current };
}

/** Puts a draft where none is or in place of the one with the columns `before`, under the next revision. */
export async function putDraft(
  transaction: Changing,
  draft: {
    readonly id: string;
    readonly source: Version["source"];
    readonly basedOn: number | null;
    readonly before: SourceColumns | null;
  },
  { at, by }: Change,
): Promise<Draft> {
  const { id, source, basedOn, before } = draft;
  const { last_revision: revision } = await transaction
    .updateTable("campaigns")
    .set((column) => ({ last_revision: column("last_revision", "+", 1) }))
    .where("id", "=", id)
    .returning("last_revision")
    .executeTakeFirstOrThrow();
  const columns = await keepSource(transaction, source);
  await transaction.deleteFrom("drafts").where("campaign", "=", id).execute();
  await transaction
    .insertInto("drafts")
    .values({ ...columns, campaign: id, revision, based_on: basedOn, saved_at: at, saved_by: by })
    .execute();
  await dropUnusedImage(transaction, before?.image ?? null);
  const put = await readDraft(transaction, id);
  if (put === null) throw new Error("a draft that was just saved is not there");
  return put;
}

/** The draft's columns, and it is gone. */
export async function takeDraft(transaction: Changing, id: string): Promise<SourceColumns> {
  const columns = await draftColumns(transaction, id);
  await transaction.deleteFrom("drafts").where("campaign", "=", id).execute();
  return columns;
}

/** Adds the next version, which is the live one then, and logs it. */
export async function addVersion(
  transaction: Changing,
  version: {
    readonly id: string;
    readonly columns: SourceColumns;
    readonly note?: string;
    readonly restored?: number;
    readonly what: Audited;
  },
  change: Change,
): Promise<Version> {
  const { id, columns, note = "", restored = null, what } = version;
  const from = await liveNumber(transaction, id);
  const number = (from ?? 0) + 1;
  const { at: published_at, by: published_by } = change;
  await transaction
    .insertInto("versions")
    .values({ ...columns, campaign: id, number, published_at, published_by, note, restored })
    .execute();
  await countLiveChange(transaction);
  await recordAudit(transaction, { ...change, what, campaign: id, from, to: number });
  const added = await readVersion(transaction, id, number);
  if (added === null) throw new Error("a version that was just made is not there");
  return added;
}

/** What members see has changed: other processes look for it. */
export async function countLiveChange(transaction: Changing): Promise<void> {
  await transaction
    .updateTable("live_changes")
    .set((column) => ({ count: column("count", "+", 1) }))
    .execute();
}
