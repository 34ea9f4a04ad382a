// Saving a draft over what a page saw.
import type { FastifyRequest } from "fastify";
import type { CampaignSource } from "../../../campaigns/versions.ts";
import type { WebParts } from "../../parts.ts";
import { accountOf } from "../session.ts";
import { isBehind, type Stored, sameFiles } from "./stored.ts";

/**
 * Saves over the revision and version that a page saw; null where somebody else was faster, and nothing is changed then. What is
 * there already is not saved again, whoever saved it.
 */
export type SaveDraft = (
  request: FastifyRequest,
  stored: Stored,
  seen: { readonly revision: number; readonly version: number },
  source: CampaignSource,
) => Promise<Stored | null>;

/** Makes what saves drafts into the store, in the name of who is signed in. */
export function createSaveDraft({ versions, now }: Pick<WebParts, "versions" | "now">): SaveDraft {
  return async (request, stored, seen, source) => {
    if (sameFiles(stored.source, source)) return stored;
    if (isBehind(stored, seen)) return null;
    const { id, revision, version } = stored;
    const change = { by: accountOf(request).email, at: new Date(now().epochMilliseconds).toISOString() };
    const saved = await versions.saveDraft(id, { revision, basedOn: version || null, source }, change);
    return saved.conflict ? null : { ...stored, source, revision: saved.draft.revision, ...change };
  };
}
