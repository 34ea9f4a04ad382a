// postbag campaigns export and import: between the store and files that people review.
import type { Command } from "commander";
import type { CompiledCampaign } from "../campaigns/compile-campaign.ts";
import type { Organisation } from "../campaigns/organisation.ts";
import { sameSource } from "../campaigns/same-source.ts";
import type { CampaignSource, Version, VersionStore } from "../campaigns/versions.ts";
import { ERRORS, Problem } from "../errors.ts";
import { type CampaignFolder, compileFolders } from "../storage/campaign-files.ts";
import { readPlainFolders, writeCampaignFolder } from "../storage/campaign-folder.ts";
import type { Words } from "../words.ts";
import type { CliIo } from "./io.ts";

export type CampaignFilesParts = {
  readonly words: Words;
  /** The store, which is made where there is none. */
  readonly versions: () => Promise<VersionStore>;
  /** The store, or null where there is none: looking makes none. */
  readonly versionsIfThere: () => Promise<VersionStore | null>;
  readonly organisation: () => Promise<Organisation>;
  readonly now: () => Temporal.Instant;
};

/** How the command around these tells what is wrong. */
export type CampaignCheck = {
  /** What `work` gives; or null once the faults that it threw have been told. */
  readonly tellingFaults: <T>(work: () => T) => T | null;
  /** Proves campaigns for every MP and tells how it went; true where none fails. */
  readonly prove: (campaigns: readonly CompiledCampaign[]) => Promise<boolean>;
};

/**
 * Adds `export [ID…] --to DIR` and `import DIR [--id ID…] [--note NOTE]`. Export writes what is live, byte for byte. Import publishes
 * what differs from it, and nothing of anything where one of those has faults or fails its proof: exit code 1.
 */
export function addCampaignFiles(
  campaigns: Command,
  io: CliIo,
  parts: CampaignFilesParts,
  check: CampaignCheck,
): void {
  const { words } = parts;
  const say = (line: string): void => void io.stdout.write(`${line}\n`);

  campaigns
    .command("export")
    .description(words("cli.campaigns.export"))
    .argument("[id...]", words("cli.campaigns.exportIds"))
    .requiredOption("--to <folder>", words("cli.campaigns.to"))
    .action(async (ids: string[], { to }: { to: string }) => {
      const chosen = await liveVersions(await parts.versionsIfThere(), ids);
      if (chosen.length === 0) {
        io.stderr.write(`${words("cli.campaigns.nothing")}\n`);
        io.setExitCode(ERRORS["campaign-unknown"].exit);
      }
      for (const { campaign: id, number, source } of chosen) {
        await writeCampaignFolder(to, id, source);
        say(words("cli.campaigns.exported", { id, number: String(number), folder: to }));
      }
    });

  campaigns
    .command("import")
    .description(words("cli.campaigns.import"))
    .argument("<folder>", words("cli.campaigns.from"))
    .option("--id <id...>", words("cli.campaigns.importIds"), [])
    .option("--note <note>", words("cli.campaigns.note"), "")
    .action(async (folder: string, { id: ids, note }: { id: string[]; note: string }) => {
      const folders = await readPlainFolders(folder, ids);
      if (folders.length === 0) {
        const expected = words("cli.campaigns.folders");
        throw new Problem("file-invalid", { file: folder, where: words("cli.campaigns.content"), expected });
      }
      const store = await parts.versionsIfThere();
      const differing: CampaignFolder[] = [];
      for (const each of folders) {
        if (await isLive(store, each)) say(words("cli.campaigns.same", { id: each.id }));
        else differing.push(each);
      }
      const organisation = await parts.organisation();
      const compiled = check.tellingFaults(() => compileFolders(differing, organisation));
      if (compiled === null || !(await check.prove(compiled))) return;
      for (const { id, source } of differing) {
        if (source !== null) await publish(id, source, note);
      }
    });

  async function publish(id: string, source: CampaignSource, note: string): Promise<void> {
    const versions = await parts.versions();
    const at = parts.now().toString({ smallestUnit: "millisecond" });
    const version = await versions.importVersion(id, { source, note }, { by: "files", at });
    const number = version?.number ?? 0;
    say(
      version === null
        ? words("cli.campaigns.same", { id })
        : words("cli.campaigns.imported", { id, number: String(number) }),
    );
    const campaign = await versions.campaign(id);
    if (campaign?.draft) {
      const { savedBy: by, basedOn } = campaign.draft;
      if (basedOn !== number) io.stderr.write(`${words("cli.campaigns.draft", { id, by })}\n`);
    }
    if (campaign?.archivedAt) io.stderr.write(`${words("cli.campaigns.archived", { id })}\n`);
  }
}

/** The newest versions of these campaigns, or of all that are not archived. Throws `campaign-unknown`. */
async function liveVersions(store: VersionStore | null, ids: readonly string[]): Promise<readonly Version[]> {
  if (ids.length === 0) return (await store?.live()) ?? [];
  const found: Version[] = [];
  for (const id of new Set(ids)) {
    const version = await newest(store, id);
    if (version === null) throw new Problem("campaign-unknown", { campaign: id });
    found.push(version);
  }
  return found;
}

async function isLive(store: VersionStore | null, { id, source }: CampaignFolder): Promise<boolean> {
  const version = await newest(store, id);
  return version !== null && source !== null && sameSource(version.source, source);
}

async function newest(store: VersionStore | null, id: string): Promise<Version | null> {
  const live = (await store?.campaign(id))?.live ?? null;
  return live === null || store === null ? null : store.version(id, live.number);
}
