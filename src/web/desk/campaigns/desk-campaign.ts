// A campaign as the desk's pages show it: what is live, what is being worked on, and when it opens and closes, in plain words.
import type { Campaign } from "../../../campaigns/campaign.ts";
import type { CompiledCampaign } from "../../../campaigns/compile-campaign.ts";
import { titleOf } from "../../../campaigns/new-campaign.ts";
import { campaignStatus } from "../../../campaigns/status.ts";
import type { CampaignSource, DeskCampaign } from "../../../campaigns/versions.ts";
import { Problem } from "../../../errors.ts";
import { compileSource } from "../../../proofs/prove-source.ts";
import type { Words } from "../../../words.ts";
import type { WebParts } from "../../parts.ts";
import { londonTime } from "../london-time.ts";

/** A route below `/desk/campaigns/:id`. */
export type IdParams = { Params: { id: string } };

/** The campaign of that id. Throws `campaign-unknown`. */
export async function deskCampaign(
  { versions }: Pick<WebParts, "versions">,
  id: string,
): Promise<DeskCampaign> {
  const campaign = await versions.campaign(id);
  if (campaign === null) throw new Problem("campaign-unknown", { campaign: id });
  return campaign;
}

/** A state of a campaign that can be looked at and proved: the draft, else what is live. `key` is another for every state. */
export type Working = {
  readonly key: string;
  readonly source: CampaignSource;
  readonly revision: number | null;
};

/** What is being worked on, else what is live. Throws `campaign-unknown` in the moment in which neither is there. */
export async function workingOn(
  { versions }: Pick<WebParts, "versions">,
  { id, live }: DeskCampaign,
): Promise<Working> {
  const draft = await versions.draft(id);
  if (draft !== null)
    return { key: `${id} draft ${draft.revision}`, source: draft.source, revision: draft.revision };
  const version = live === null ? null : await versions.version(id, live.number);
  if (version === null) throw new Problem("campaign-unknown", { campaign: id });
  return { key: `${id} version ${version.number}`, source: version.source, revision: null };
}

/** The title of what is being worked on, else of what is live; its id where it has none yet. */
export async function deskTitle(
  { versions }: Pick<WebParts, "versions">,
  { id }: DeskCampaign,
): Promise<string> {
  const yaml = await versions.workingYaml(id);
  return (yaml === null ? null : titleOf({ yaml })) ?? id;
}

/** A source made ready to use, as live campaigns are; null where it has faults. */
export function compiled(
  { organisation }: Pick<WebParts, "organisation">,
  id: string,
  source: CampaignSource,
): CompiledCampaign | null {
  const made = compileSource({ id, source, organisation });
  return "faults" in made ? null : made;
}

/** The sentences about a campaign's state: who put it before the public and when, and who is working on it. */
export function stateWords(words: Words, { live, draft }: Pick<DeskCampaign, "live" | "draft">): string[] {
  const said: string[] = [];
  if (live === null) said.push(words("desk.state.neverLive"));
  else {
    const { publishedAt, publishedBy: by, number } = live;
    const values = { when: londonTime(publishedAt), by, number };
    said.push(words(by === "files" ? "desk.state.liveFiles" : "desk.state.live", values));
  }
  if (draft !== null)
    said.push(words("desk.state.draft", { when: londonTime(draft.savedAt), by: draft.savedBy }));
  return said;
}

/** The tag that says how members see a campaign. */
export function tagWords(
  words: Words,
  campaign: Campaign | null,
  { live, archivedAt }: DeskCampaign,
  now: Temporal.Instant,
): string {
  if (archivedAt !== null) return words("desk.tag.archived");
  if (live === null || campaign === null) return words("desk.tag.neverLive");
  if (campaign.sample) return words("desk.tag.sample");
  return words(`desk.tag.${campaignStatus(campaign, now)}`);
}

/** When a campaign opens and closes. */
export function scheduleWords(
  words: Words,
  { opens, closes, sample }: Pick<Campaign, "opens" | "closes" | "sample">,
): string[] {
  if (sample) return [words("desk.schedule.sample")];
  if (opens === null && closes === null) return [words("desk.schedule.always")];
  return [
    ...(opens === null ? [] : [words("desk.schedule.opens", { opens })]),
    ...(closes === null ? [] : [words("desk.schedule.closes", { closes })]),
  ];
}
