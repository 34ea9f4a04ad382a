// Campaigns read from a folder of files: templates/campaigns/<id>/{campaign.yaml,postcard.hbs,letter.hbs} and a picture.
import { constants } from "node:fs";
import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { type CompiledCampaign, compileCampaign } from "../campaigns/compile-campaign.ts";
import { CampaignProblem, type Fault, refuseFaults } from "../campaigns/fault.ts";
import { LARGEST_BYTES } from "../campaigns/front-image.ts";
import type { Organisation } from "../campaigns/organisation.ts";
import { frontImageName, parseCampaign } from "../campaigns/parse-campaign.ts";
import type { CampaignStore } from "../campaigns/store.ts";
import type { CampaignSource } from "../campaigns/versions.ts";
import { Problem } from "../errors.ts";
import { readText } from "./read-text.ts";

/** A folder of campaign files: its source, or what is wrong where a file is missing or no text. `id` is the folder's name. */
export type CampaignFolder = {
  readonly id: string;
  readonly source: CampaignSource | null;
  readonly faults: readonly Fault[];
};

/**
 * Reads every campaign in a folder, or those of these ids, as it stands, sound or not. Throws `file-unreadable` where there is no such
 * folder.
 */
export async function readCampaignFolders(
  folder: string,
  ids?: readonly string[],
): Promise<CampaignFolder[]> {
  return Promise.all(
    (ids ?? (await campaignFolderNames(folder))).map(async (id) => {
      try {
        return { id, source: await readFiles(folder, id), faults: [] };
      } catch (error) {
        if (!(error instanceof CampaignProblem)) throw error;
        return { id, source: null, faults: error.faults };
      }
    }),
  );
}

/**
 * Compiles campaigns that were read. `organisation` fills what a campaign leaves to the settings.
 * Throws one `CampaignProblem` with the faults of all (a missing file is one).
 */
export function compileFolders(
  folders: readonly CampaignFolder[],
  organisation: Organisation,
): CompiledCampaign[] {
  const faults: Fault[] = folders.flatMap((folder) => folder.faults);
  const campaigns: CompiledCampaign[] = [];
  for (const { id, source } of folders) {
    if (source === null) continue;
    try {
      campaigns.push(compileCampaign(parseCampaign({ id, organisation, ...source })));
    } catch (error) {
      if (!(error instanceof CampaignProblem)) throw error;
      faults.push(...error.faults);
    }
  }
  refuseFaults(faults);
  return campaigns;
}

/** Loads and compiles every campaign in a folder; throws what the two above throw. */
export async function readCampaigns({
  folder,
  organisation,
}: {
  folder: string;
  organisation: Organisation;
}): Promise<CampaignStore> {
  return campaignStore(compileFolders(await readCampaignFolders(folder), organisation));
}

/** A store of campaigns that are already compiled. */
export function campaignStore(campaigns: readonly CompiledCampaign[]): CampaignStore {
  const order = new Intl.Collator("en");
  const list = campaigns.toSorted(
    ({ campaign: a }, { campaign: b }) =>
      Number(a.sample) - Number(b.sample) || order.compare(a.title, b.title),
  );
  const byId = new Map(list.map((compiled) => [compiled.campaign.id, compiled]));
  return { list: () => list, get: (id) => byId.get(id) ?? null };
}

async function readFiles(folder: string, id: string): Promise<CampaignSource> {
  const faults: Fault[] = [];
  const read = async (name: string) => {
    try {
      return await readText(join(folder, id, name));
    } catch {
      faults.push({
        file: `${id}/${name}`,
        line: 1,
        column: 1,
        path: "",
        expected: "this file, in UTF-8",
        near: null,
      });
      return "";
    }
  };
  const files = {
    yaml: await read("campaign.yaml"),
    postcard: await read("postcard.hbs"),
    letter: await read("letter.hbs"),
  };
  refuseFaults(faults);
  const name = frontImageName(files.yaml);
  return { ...files, image: name === null ? null : await readPicture(join(folder, id, name)) };
}

/** A picture's bytes, or so many of a larger file that they are too many; null where there is no such file. */
async function readPicture(path: string): Promise<Uint8Array | null> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => null);
  if (file === null) return null;
  try {
    if (!(await file.stat()).isFile()) return null;
    const bytes = new Uint8Array(LARGEST_BYTES + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length);
      length += bytesRead;
      if (bytesRead === 0) return bytes.subarray(0, length);
    }
  } finally {
    await file.close();
  }
}

/** The names of the campaigns' folders in a folder, in no order; links are none. Throws `file-unreadable`. */
export async function campaignFolderNames(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
      .map((entry) => entry.name);
  } catch {
    throw new Problem("file-unreadable", { file: folder });
  }
}
