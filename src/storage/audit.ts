// The audit log in the store: entries are added with the change that they tell of, and never altered.
import type { Transaction } from "kysely";
import {
  AUDITED,
  type AuditEntry,
  type AuditLog,
  type NewAuditEntry,
  ONE_SITTING_MS,
} from "../accounts/audit.ts";
import type { Database } from "./database.ts";
import type { Tables } from "./tables.ts";

/** The audit log of a store. */
export function createAuditLog(database: Database): AuditLog {
  return {
    record: (entry) => recordAudit(database, entry),
    async entries({ limit, before = null, campaign }) {
      let query = database.selectFrom("audit").selectAll().orderBy("id", "desc");
      if (before !== null) query = query.where("id", "<", before);
      if (campaign !== undefined) query = query.where("campaign", "=", campaign);
      // One more than asked for tells whether others follow.
      const rows = await query.limit(limit + 1).execute();
      const entries = rows.slice(0, limit).map(({ what, from_version, to_version, ...row }): AuditEntry => {
        const known = AUDITED.find((code) => code === what);
        if (known === undefined) throw new Error(`the audit log holds a code that is not known: ${what}`);
        return { ...row, what: known, from: from_version, to: to_version };
      });
      return { entries, older: rows.length > limit ? (entries.at(-1)?.id ?? null) : null };
    },
  };
}

/** Logs a change in the transaction that makes it, so that neither is there without the other. */
export async function recordAudit(
  database: Database | Transaction<Tables>,
  { at, by, what, campaign = null, from = null, to = null, account = null }: NewAuditEntry,
): Promise<void> {
  await database
    .insertInto("audit")
    .values({ at, by, what, campaign, from_version: from, to_version: to, account })
    .execute();
}

/**
 * Logs that a draft was saved, unless the campaign's last entry says that the same person saved it in the ten minutes before: a
 * sitting is one entry, dated to its first save, and a new one each ten minutes or when somebody else does something.
 */
export async function recordDraftSaved(
  database: Database | Transaction<Tables>,
  entry: {
    readonly at: string;
    readonly by: string;
    readonly campaign: string;
    readonly live: number | null;
  },
): Promise<void> {
  const { at, by, campaign, live } = entry;
  const last = await database
    .selectFrom("audit")
    .select(["at", "by", "what"])
    .where("campaign", "=", campaign)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  const since = last === undefined ? Number.NaN : Date.parse(at) - Date.parse(last.at);
  if (last?.what === "draft-saved" && last.by === by && since >= 0 && since < ONE_SITTING_MS) return;
  await recordAudit(database, { at, by, what: "draft-saved", campaign, from: live, to: live });
}
