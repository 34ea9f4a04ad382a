// What the desk needs of whatever keeps campaigns: drafts that change, versions that never do. storage/ implements it.

/**
 * A campaign as its files have it, whether or not it is sound: the text of `campaign.yaml`, `postcard.hbs` and `letter.hbs`, and the
 * bytes of its card's image. It is the one form in which campaigns are kept, edited, exported and imported.
 */
export type CampaignSource = {
  readonly yaml: string;
  readonly postcard: string;
  readonly letter: string;
  readonly image: Uint8Array | null;
};

/** A published state. Immutable. `number` counts from 1 in each campaign; instants are ISO 8601 in UTC. */
export type Version = {
  readonly campaign: string;
  readonly number: number;
  readonly publishedAt: string;
  /** The email address of the desk's account, or "files" for what came from files. */
  readonly publishedBy: string;
  readonly note: string;
  /** The number of the version that was published again, where this one is a restored one. */
  readonly restored: number | null;
  readonly source: CampaignSource;
};

/** What is being worked on. There is at most one of a campaign. */
export type Draft = {
  readonly campaign: string;
  /**
   * Grows by one with each save, and goes on from the last draft's when a new one is begun, so that none comes twice in a campaign.
   * Whoever saves says which one they saw.
   */
  readonly revision: number;
  /** The version that it was begun from; null where nothing was published yet. */
  readonly basedOn: number | null;
  readonly savedAt: string;
  readonly savedBy: string;
  readonly source: CampaignSource;
};

export type VersionSummary = Omit<Version, "source">;
export type DraftSummary = Omit<Draft, "source">;

/** A campaign of the store: `live` is its newest version. */
export type DeskCampaign = {
  readonly id: string;
  readonly live: VersionSummary | null;
  readonly draft: DraftSummary | null;
  readonly archivedAt: string | null;
};

/** Who changes something, and when (ISO 8601, UTC). */
export type Change = { readonly by: string; readonly at: string };

/**
 * The outcome of a change to a draft. `conflict`: somebody saved or published in between, or the draft is gone; nothing was
 * changed, and `current` is what stands there now (null: no draft).
 */
export type Saved = { readonly conflict: false; readonly draft: Draft } | Conflict;
export type Published = { readonly conflict: false; readonly version: Version } | Conflict;
export type Conflict = { readonly conflict: true; readonly current: Draft | null };

/**
 * Every change is whole or has not happened, is in the audit log with it, and is kept even if the power goes once it resolves.
 * Ids are checked by the caller (`campaignId`). A change of a campaign that there is not rejects with `campaign-unknown`;
 * what only reads gives null or nothing for it.
 */
export type VersionStore = {
  /** All of them, the archived too, by id. */
  campaigns(): Promise<readonly DeskCampaign[]>;
  campaign(id: string): Promise<DeskCampaign | null>;
  /** Newest first. */
  versions(id: string): Promise<readonly VersionSummary[]>;
  version(id: string, number: number): Promise<Version | null>;
  /** The newest version of every campaign that is not archived, by id. */
  live(): Promise<readonly Version[]>;
  /** Changes whenever `live()` would: cheap to ask, so that one process sees what another published. */
  liveMark(): Promise<string>;
  draft(id: string): Promise<Draft | null>;
  /** The `campaign.yaml` that is being worked on, else the live one, read without the picture beside it. */
  workingYaml(id: string): Promise<string | null>;

  /** Makes version 1 of a campaign that the store does not have; false where it has one. */
  seed(id: string, source: CampaignSource, change: Change): Promise<boolean>;
  /** Makes a campaign with a draft and nothing published. Rejects with `campaign-exists`. */
  create(id: string, source: CampaignSource, change: Change): Promise<Draft>;
  /**
   * Saves a draft over the revision that the editor saw. Who saw none gives 0 and in `basedOn` the version that they saw: where
   * another is live by now it is a conflict without a draft. Without `basedOn` a new draft is taken to be of the live version.
   */
  saveDraft(
    id: string,
    save: { readonly revision: number; readonly basedOn?: number | null; readonly source: CampaignSource },
    change: Change,
  ): Promise<Saved>;
  discardDraft(
    id: string,
    revision: number,
    change: Change,
  ): Promise<Conflict | { readonly conflict: false }>;
  /** Makes the draft of that revision the newest version; the draft is gone then. The caller has proved it. */
  publish(
    id: string,
    publish: { readonly revision: number; readonly note: string },
    change: Change,
  ): Promise<Published>;
  /**
   * Publishes an old version again, as the newest. A draft stays as it is. Who says in `live` which version they saw live gets null, and
   * nothing is changed, where another is by now. Rejects with `version-unknown`.
   */
  restore(
    id: string,
    restore: { readonly number: number; readonly note: string; readonly live?: number },
    change: Change,
  ): Promise<Version | null>;
  /**
   * Makes a source the newest version, whatever stood there, and the campaign where there is none; null, and nothing is changed,
   * where it is what the live version has. A draft stays as it is. The caller has proved it.
   */
  importVersion(
    id: string,
    version: { readonly source: CampaignSource; readonly note: string },
    change: Change,
  ): Promise<Version | null>;
  /** Takes a campaign from the members' pages, or puts it back. Where it is so already, nothing changes. */
  setArchived(id: string, archived: boolean, change: Change): Promise<void>;
};
