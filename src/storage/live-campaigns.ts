// The campaigns that members see, compiled and in memory: one set that is exchanged as a whole between two requests.
import type { CompiledCampaign } from "../campaigns/compile-campaign.ts";
import type { CampaignStore } from "../campaigns/store.ts";
import type { CampaignSource, Version } from "../campaigns/versions.ts";
import { Problem } from "../errors.ts";
import { campaignStore } from "./campaign-files.ts";

/** A live version that this program cannot read. `shown`: the older one that is shown instead, or null. */
export type NotShown = {
  readonly campaign: string;
  readonly version: number;
  readonly code: string;
  readonly shown: number | null;
};

export type LiveCampaigns = CampaignStore & {
  /** Shows these versions and no others; gives those that could not be read. Never throws. */
  readonly exchange: (
    versions: readonly Pick<Version, "campaign" | "number" | "source">[],
  ) => readonly NotShown[];
};

type Shown = { readonly number: number; readonly compiled: CompiledCampaign };

/**
 * Makes the set, empty at first. `compile` throws where a source is not sound, as one can be that an older program took: the
 * campaign's last version that this process could read stays then, or it is left out where there was none.
 */
export function createLiveCampaigns(
  compile: (id: string, source: CampaignSource) => CompiledCampaign,
): LiveCampaigns {
  let shown: ReadonlyMap<string, Shown> = new Map();
  let now = campaignStore([]);

  return {
    list: () => now.list(),
    get: (id) => now.get(id),
    exchange(versions) {
      const next = new Map<string, Shown>();
      const notShown: NotShown[] = [];
      for (const { campaign, number, source } of versions) {
        const before = shown.get(campaign);
        try {
          const same = before?.number === number;
          next.set(campaign, same ? before : { number, compiled: compile(campaign, source) });
        } catch (error) {
          if (before !== undefined) next.set(campaign, before);
          const code = error instanceof Problem ? error.code : "internal";
          notShown.push({ campaign, version: number, code, shown: before?.number ?? null });
        }
      }
      shown = next;
      now = campaignStore([...next.values()].map(({ compiled }) => compiled));
      return notShown;
    },
  };
}
