// Which campaigns are in use: the store's, begun with those of the files; or the files' alone where there is no store yet.
import { compileCampaign } from "../campaigns/compile-campaign.ts";
import type { Organisation } from "../campaigns/organisation.ts";
import { parseCampaign } from "../campaigns/parse-campaign.ts";
import { sameSource } from "../campaigns/same-source.ts";
import type { CampaignStore } from "../campaigns/store.ts";
import type { VersionStore } from "../campaigns/versions.ts";
import { type CampaignFolder, campaignStore, compileFolders } from "./campaign-files.ts";
import { createFollowLive, type FollowLive, lookingAfterChanges } from "./follow-live.ts";
import { createLiveCampaigns } from "./live-campaigns.ts";

/**
 * The campaigns as a command needs them: those that are live in the store, and those of files that it does not have; of
 * files alone where `versions` is null, so that looking makes no store. Throws a `CampaignProblem` with the faults of all.
 */
export async function campaignsForCommands({
  folders,
  versions,
  organisation,
}: {
  readonly folders: readonly CampaignFolder[];
  readonly versions: VersionStore | null;
  readonly organisation: Organisation;
}): Promise<CampaignStore> {
  if (versions === null) return campaignStore(compileFolders(folders, organisation));
  const known = new Set((await versions.campaigns()).map(({ id }) => id));
  const stored = (await versions.live()).map(({ campaign: id, source }) => ({ id, source, faults: [] }));
  return campaignStore(
    compileFolders([...stored, ...folders.filter(({ id }) => !known.has(id))], organisation),
  );
}

/**
 * Gives the store version 1 of each campaign that it does not have; resolves with the ids of those whose files are not what is
 * live. Throws a `CampaignProblem` where files that would be a version 1 have faults, and has then changed nothing.
 */
export async function seedCampaigns({
  folders,
  versions,
  organisation,
  at,
}: {
  readonly folders: readonly CampaignFolder[];
  readonly versions: VersionStore;
  readonly organisation: Organisation;
  /** Now, an ISO instant. */
  readonly at: string;
}): Promise<{ readonly differing: readonly string[] }> {
  const known = new Set((await versions.campaigns()).map(({ id }) => id));
  compileFolders(
    folders.filter(({ id }) => !known.has(id)),
    organisation,
  );
  for (const { id, source } of folders) {
    if (!known.has(id) && source !== null) await versions.seed(id, source, { by: "files", at });
  }
  const live = new Map((await versions.live()).map(({ campaign, source }) => [campaign, source]));
  const differing = folders.filter(({ id, source }) => {
    const shown = live.get(id);
    return shown !== undefined && source !== null && !sameSource(source, shown);
  });
  return { differing: differing.map(({ id }) => id) };
}

/** Where the server says what an operator should know: a log's two levels. */
export type OperatorLog = {
  readonly info: (values: object, message: string) => void;
  readonly error: (values: object, message: string) => void;
};

/**
 * The campaigns as the server needs them: the files' that the store does not have are put into it, and what is live there is shown
 * and followed (`follow.start`). `versions` is the store for whoever changes campaigns: what they publish is shown at once.
 * The log names campaigns by id and what is wrong by code. Throws as `seedCampaigns` does.
 */
export async function campaignsForServer({
  log,
  ...given
}: Parameters<typeof seedCampaigns>[0] & { readonly log: OperatorLog }): Promise<{
  readonly campaigns: CampaignStore;
  readonly follow: FollowLive;
  readonly versions: VersionStore;
}> {
  const { versions, organisation } = given;
  const { differing } = await seedCampaigns(given);
  if (differing.length > 0)
    log.info(
      { campaigns: differing },
      "files differ from what is live: “postbag campaigns import” publishes them",
    );
  const live = createLiveCampaigns((id, source) =>
    compileCampaign(parseCampaign({ id, ...source, organisation })),
  );
  const follow = createFollowLive({
    versions,
    live,
    onNotShown: (version) =>
      log.error(version, "a live version cannot be read: see “postbag campaigns proof”"),
    onStore: (store) =>
      store === "fails"
        ? log.error({ store }, "the store does not answer; pages go on with the campaigns that they have")
        : log.info({ store }, "the store answers again"),
  });
  await follow.look();
  return { campaigns: live, follow, versions: lookingAfterChanges(versions, follow.look) };
}
