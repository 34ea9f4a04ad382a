// Whether letters can be written in a campaign at an instant.
import type { Campaign } from "./campaign.ts";
import { closingInstant, openingInstant } from "./schedule.ts";

export type CampaignStatus = "open" | "not-yet" | "closed";

/**
 * The campaign's status at an instant. Where it opens or closes on a day, it is open on the whole of that day; where it closes at a
 * time, it is closed from that second on. A sample is always open.
 */
export function campaignStatus(
  campaign: Pick<Campaign, "opens" | "closes" | "sample">,
  now: Temporal.Instant,
): CampaignStatus {
  const { opens, closes, sample } = campaign;
  if (sample) return "open";
  if (opens !== null && Temporal.Instant.compare(now, openingInstant(opens)) < 0) return "not-yet";
  if (closes !== null && Temporal.Instant.compare(now, closingInstant(closes)) >= 0) return "closed";
  return "open";
}
