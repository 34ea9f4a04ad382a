// Whether letters can be written in a campaign on a given day.
import type { Campaign } from "./campaign.ts";

export type CampaignStatus = "open" | "not-yet" | "closed";

/**
 * The campaign's status on an ISO date of Europe/London. It is open on the days it opens and closes themselves; a sample is
 * always open.
 */
export function campaignStatus(
  campaign: Pick<Campaign, "opens" | "closes" | "sample">,
  today: string,
): CampaignStatus {
  if (campaign.sample) return "open";
  if (campaign.opens !== null && today < campaign.opens) return "not-yet";
  if (campaign.closes !== null && today > campaign.closes) return "closed";
  return "open";
}
