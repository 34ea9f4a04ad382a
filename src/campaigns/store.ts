// What campaigns need of whatever keeps them. storage/ implements it.
import type { CompiledCampaign } from "./compile-campaign.ts";

/** Loaded and compiled campaigns, ready to use. */
export type CampaignStore = {
  /** All campaigns: the organisation's own before samples, then by title. */
  list(): readonly CompiledCampaign[];
  get(id: string): CompiledCampaign | null;
};
