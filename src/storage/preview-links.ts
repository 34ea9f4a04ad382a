// Links to previews in the store.
import type { PreviewLink, PreviewLinkStore } from "../accounts/preview-links.ts";
import { recordAudit } from "./audit.ts";
import type { Database } from "./database.ts";
import type { Tables } from "./tables.ts";

/** The preview links of a store. */
export function createPreviewLinkStore(database: Database): PreviewLinkStore {
  return {
    add: ({ id, campaign, madeBy, madeAt, expiresAt }, tokenHash) =>
      database.transaction().execute(async (transaction) => {
        // Those that have expired are of no use to anybody.
        await transaction.deleteFrom("preview_links").where("expires_at", "<=", madeAt).execute();
        const { numInsertedOrUpdatedRows } = await transaction
          .insertInto("preview_links")
          .values({
            id,
            token_hash: tokenHash,
            campaign,
            made_by: madeBy,
            made_at: madeAt,
            expires_at: expiresAt,
          })
          .onConflict((conflict) => conflict.column("token_hash").doNothing())
          .executeTakeFirstOrThrow();
        if (numInsertedOrUpdatedRows !== 1n) return;
        await recordAudit(transaction, { at: madeAt, by: madeBy, what: "preview-link-made", campaign });
      }),

    async links(campaign, at) {
      const rows = await database
        .selectFrom("preview_links")
        .selectAll()
        .where("campaign", "=", campaign)
        .where("expires_at", ">", at)
        .orderBy("made_at", "desc")
        .execute();
      return rows.map(toLink);
    },

    async byToken(tokenHash, at) {
      const row = await database
        .selectFrom("preview_links")
        .selectAll()
        .where("token_hash", "=", tokenHash)
        .where("expires_at", ">", at)
        .executeTakeFirst();
      return row === undefined ? null : toLink(row);
    },

    end: (campaign, id, { by, at }) =>
      database.transaction().execute(async (transaction) => {
        const { numDeletedRows } = await transaction
          .deleteFrom("preview_links")
          .where("campaign", "=", campaign)
          .where("id", "=", id)
          .executeTakeFirst();
        if (numDeletedRows > 0n)
          await recordAudit(transaction, { at, by, what: "preview-link-ended", campaign });
      }),
  };
}

function toLink(row: Tables["preview_links"]): PreviewLink {
  const { id, campaign } = row;
  return { id, campaign, madeBy: row.made_by, madeAt: row.made_at, expiresAt: row.expires_at };
}
