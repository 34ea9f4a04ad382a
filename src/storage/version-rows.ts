// Reading versions and drafts out of the store's rows.
import { type Kysely, sql } from "kysely";
import type { DeskCampaign, Draft, DraftSummary, Version, VersionSummary } from "../campaigns/versions.ts";
import { type SourceRow, sourceOf } from "./sources.ts";
import type { Tables } from "./tables.ts";

type Reading = Kysely<Tables>;

const VERSION = [
  "versions.campaign",
  "versions.number",
  "versions.published_at",
  "versions.published_by",
  "versions.note",
  "versions.restored",
] as const;

const DRAFT = [
  "drafts.campaign",
  "drafts.revision",
  "drafts.based_on",
  "drafts.saved_at",
  "drafts.saved_by",
] as const;

const SOURCE = ["yaml", "postcard", "letter", "image", "images.bytes"] as const;

/** Versions without their sources; narrow it down and `execute`, then `toVersionSummary`. */
function selectVersionSummaries(database: Reading) {
  return database.selectFrom("versions").select(VERSION);
}

/** Versions with their sources, likewise. */
function selectVersions(database: Reading) {
  return database
    .selectFrom("versions")
    .leftJoin("images", "images.sha256", "versions.image")
    .select(VERSION)
    .select(SOURCE);
}

/** The newest number of the campaign that a row of `versions` belongs to. */
const NEWEST = sql<number>`(select max(newer.number) from versions as newer where newer.campaign = versions.campaign)`;

/** Drafts without their sources. */
function selectDraftSummaries(database: Reading) {
  return database.selectFrom("drafts").select(DRAFT);
}

/** Drafts with their sources. */
function selectDrafts(database: Reading) {
  return database
    .selectFrom("drafts")
    .leftJoin("images", "images.sha256", "drafts.image")
    .select(DRAFT)
    .select(SOURCE);
}

type VersionRow = Omit<Tables["versions"], keyof SourceRow>;
type DraftRow = Omit<Tables["drafts"], keyof SourceRow>;

function toVersionSummary(row: VersionRow): VersionSummary {
  const { campaign, number, note, restored } = row;
  return { campaign, number, publishedAt: row.published_at, publishedBy: row.published_by, note, restored };
}

function toVersion(row: VersionRow & SourceRow): Version {
  return { ...toVersionSummary(row), source: sourceOf(row) };
}

function toDraftSummary(row: DraftRow): DraftSummary {
  const { campaign, revision } = row;
  return { campaign, revision, basedOn: row.based_on, savedAt: row.saved_at, savedBy: row.saved_by };
}

function toDraft(row: DraftRow & SourceRow): Draft {
  return { ...toDraftSummary(row), source: sourceOf(row) };
}

/** The campaigns of the store, or the one of that id, with what is live and what is being worked on. */
export async function readCampaigns(database: Reading, id?: string): Promise<DeskCampaign[]> {
  let campaigns = database.selectFrom("campaigns").select(["id", "archived_at"]).orderBy("id");
  let versions = selectVersionSummaries(database).where("versions.number", "=", NEWEST);
  let drafts = selectDraftSummaries(database);
  if (id !== undefined) {
    campaigns = campaigns.where("id", "=", id);
    versions = versions.where("versions.campaign", "=", id);
    drafts = drafts.where("drafts.campaign", "=", id);
  }
  const liveOf = new Map((await versions.execute()).map((row) => [row.campaign, toVersionSummary(row)]));
  const draftOf = new Map((await drafts.execute()).map((row) => [row.campaign, toDraftSummary(row)]));
  return (await campaigns.execute()).map((row) => ({
    id: row.id,
    live: liveOf.get(row.id) ?? null,
    draft: draftOf.get(row.id) ?? null,
    archivedAt: row.archived_at,
  }));
}

/** A version; null where there is no such. */
export async function readVersion(database: Reading, id: string, number: number): Promise<Version | null> {
  const row = await selectVersions(database)
    .where("versions.campaign", "=", id)
    .where("versions.number", "=", number)
    .executeTakeFirst();
  return row === undefined ? null : toVersion(row);
}

/** A campaign's draft; null where there is none. */
export async function readDraft(database: Reading, id: string): Promise<Draft | null> {
  const row = await selectDrafts(database).where("drafts.campaign", "=", id).executeTakeFirst();
  return row === undefined ? null : toDraft(row);
}

/** The draft's `campaign.yaml`, else the newest version's; null where there is neither. */
export async function readWorkingYaml(database: Reading, id: string): Promise<string | null> {
  const draft = database.selectFrom("drafts").select("yaml").where("campaign", "=", id);
  const versions = database.selectFrom("versions").select("yaml").where("campaign", "=", id);
  const newest = versions.orderBy("number", "desc").limit(1);
  const found = (await draft.executeTakeFirst()) ?? (await newest.executeTakeFirst());
  return found?.yaml ?? null;
}

/** The newest versions of the campaigns that are not archived. */
export async function readLive(database: Reading): Promise<Version[]> {
  const query = selectVersions(database)
    .innerJoin("campaigns", "campaigns.id", "versions.campaign")
    .where("campaigns.archived_at", "is", null)
    .where("versions.number", "=", NEWEST);
  return (await query.orderBy("versions.campaign").execute()).map(toVersion);
}

/** A campaign's versions without their sources, newest first. */
export async function readVersions(database: Reading, id: string): Promise<VersionSummary[]> {
  const query = selectVersionSummaries(database).where("versions.campaign", "=", id);
  return (await query.orderBy("versions.number", "desc").execute()).map(toVersionSummary);
}
