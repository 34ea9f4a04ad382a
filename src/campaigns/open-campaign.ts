// Whether letters can be written in a campaign, and if not, why.
import { Problem } from "../errors.ts";
import type { CompiledCampaign } from "./compile-campaign.ts";
import { campaignStatus } from "./status.ts";
import type { CampaignStore } from "./store.ts";

/** The campaign of that id. Throws `campaign-unknown`. */
export function findCampaign(campaigns: CampaignStore, id: string): CompiledCampaign {
  const compiled = campaigns.get(id);
  if (!compiled) throw new Problem("campaign-unknown", { campaign: id });
  return compiled;
}

/**
 * The campaign of that id, if letters can be written in it now. Throws `campaign-unknown`,
 * `campaign-not-open` or `campaign-closed`.
 */
export function openCampaign(campaigns: CampaignStore, id: string, now: Temporal.Instant): CompiledCampaign {
  const compiled = findCampaign(campaigns, id);
  const { campaign } = compiled;
  const { title, opens, closes } = campaign;
  const status = campaignStatus(campaign, now);
  if (status === "not-yet") throw new Problem("campaign-not-open", { title, opens: opens ?? "" });
  if (status === "closed") throw new Problem("campaign-closed", { title, closes: closes ?? "" });
  return compiled;
}
