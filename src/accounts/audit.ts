// The audit log of the desk: who changed what, and when. storage/ keeps it.

/**
 * All that can be logged. A change of a campaign: `campaign-created`, `seeded` (version 1 out of the files that come with the
 * program), `imported` (a version out of files), `draft-saved`, `draft-discarded`, `published`, `restored`, `archived`,
 * `unarchived`, `preview-link-made`. The others are of accounts, tallies and stalls.
 */
export const AUDITED = [
  "campaign-created",
  "seeded",
  "imported",
  "draft-saved",
  "draft-discarded",
  "published",
  "restored",
  "archived",
  "unarchived",
  "preview-link-made",
  "preview-link-ended",
  "account-added",
  "account-removed",
  "role-changed",
  "reset-asked",
  "password-set",
  "signed-in",
  "signed-out",
  "locked",
  "tallies-imported",
  "stall-created",
  "stall-ended",
  "stall-wiped",
  "stall-invited",
  "stall-times-changed",
  "stall-devices-ended",
  "stall-forgotten",
] as const;

export type Audited = (typeof AUDITED)[number];

/**
 * One change. There is no place in it for a member's data, nor for free text: emails in it are of the desk's own accounts.
 */
export type AuditEntry = {
  /** Grows with every entry. */
  readonly id: number;
  /** An instant, ISO 8601 in UTC. */
  readonly at: string;
  /** The email address of the desk's account; "files" for what came from files, "command line" for the operator's commands. */
  readonly by: string;
  readonly what: Audited;
  /** The campaign's id, where it is about one. */
  readonly campaign: string | null;
  /** The campaign's live version before and after; null where there was or is none. A change of a draft has both the same. */
  readonly from: number | null;
  readonly to: number | null;
  /** The email address of the account that it happened to, where it is about one. */
  readonly account: string | null;
};

/** What is handed in to be logged; what does not matter to it is left out. */
export type NewAuditEntry = Pick<AuditEntry, "at" | "by" | "what"> &
  Partial<Pick<AuditEntry, "campaign" | "from" | "to" | "account">>;

/** Some entries, newest first. `older`: what to give as `before` for those that follow, or null at the end. */
export type AuditPage = { readonly entries: readonly AuditEntry[]; readonly older: number | null };

/**
 * The log itself. A change that the store makes is logged by it in the same transaction; `record` is for what changes nothing
 * there.
 */
export type AuditLog = {
  record(entry: NewAuditEntry): Promise<void>;
  /** At most `limit` entries; those before the entry of that id; those of one campaign. */
  entries(page: {
    readonly limit: number;
    readonly before?: number | null;
    readonly campaign?: string;
  }): Promise<AuditPage>;
};

/** Saves of one draft by one person count as one entry for this long, ms: a draft saves itself every few seconds. */
export const ONE_SITTING_MS = 10 * 60_000;
