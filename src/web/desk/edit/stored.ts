// The campaign that is edited, as the store has it now: its draft, else its live version.
import { campaignId } from "../../../campaigns/campaign.ts";
import type { CampaignSource, VersionStore } from "../../../campaigns/versions.ts";
import { Problem } from "../../../errors.ts";

/** `revision` is the draft's and 0 where there is none; `version` the live one's, or 0. `by` and `at` say who saved it last. */
export type Stored = {
  readonly id: string;
  readonly source: CampaignSource;
  readonly revision: number;
  readonly version: number;
  readonly by: string;
  readonly at: string;
};

/** Reads what is edited. Throws `campaign-unknown`. */
export async function readStored(versions: VersionStore, id: string): Promise<Stored> {
  const campaign = campaignId.safeParse(id).success ? await versions.campaign(id) : null;
  if (campaign === null) throw new Problem("campaign-unknown", { campaign: id.slice(0, 80) });
  const draft = await versions.draft(id);
  const number = campaign.live?.number ?? 0;
  if (draft) {
    const { source, revision, savedBy, savedAt, basedOn } = draft;
    return { id, source, revision, version: basedOn ?? 0, by: savedBy, at: savedAt };
  }
  const live = await versions.version(id, number);
  if (live === null) throw new Problem("campaign-unknown", { campaign: id });
  return {
    id,
    source: live.source,
    revision: 0,
    version: number,
    by: live.publishedBy,
    at: live.publishedAt,
  };
}

/** Whether a page that saw this revision and version is behind what the store has. */
export function isBehind(
  stored: Stored,
  seen: { readonly revision: number; readonly version: number },
): boolean {
  return seen.revision !== stored.revision || (stored.revision === 0 && seen.version !== stored.version);
}

/** Whether two campaigns' files are the same. */
export function sameFiles(a: CampaignSource, b: CampaignSource): boolean {
  return a.yaml === b.yaml && a.postcard === b.postcard && a.letter === b.letter && a.image === b.image;
}
