// One campaign's folder, written for review and read back: plain files alone, so that no link leads out of it.
import { lstat, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { campaignId } from "../campaigns/campaign.ts";
import { frontImageName } from "../campaigns/parse-campaign.ts";
import type { CampaignSource } from "../campaigns/versions.ts";
import { Problem } from "../errors.ts";
import { type CampaignFolder, campaignFolderNames, readCampaignFolders } from "./campaign-files.ts";
import { beginWhole, type WholeFile } from "./whole-file.ts";

const TEXTS = ["campaign.yaml", "postcard.hbs", "letter.hbs"] as const;

/** The longest text that is taken from a file, bytes: the longest of a campaign shipped is a fiftieth of it. */
const LONGEST_TEXT = 1_000_000;

/**
 * Writes a source as the files of `folder/<id>`, byte for byte, the image under the name that the YAML gives it. All are written beside
 * their places first and then put there; nothing else in the folder is touched. Throws `file-unwritable`; and `file-invalid` where
 * a link or something else stands in a place, or the name is no campaign's or that of a text: nothing was written then.
 */
export async function writeCampaignFolder(folder: string, id: string, source: CampaignSource): Promise<void> {
  if (!campaignId.safeParse(id).success)
    throw notPlain(id, "its name", "an id of small letters, digits and hyphens");
  const files = filesOf(id, source);
  const place = join(folder, id);
  await makeFolder(place);
  await expectPlain(place, "folder");
  for (const [name] of files) await expectPlain(join(place, name), "file");

  const begun: WholeFile[] = [];
  try {
    for (const [name, content] of files) {
      const file = await beginWhole(join(place, name));
      begun.push(file);
      await file.write(content);
    }
    for (const file of begun) await file.keep();
  } finally {
    for (const file of begun) await file.drop();
  }
}

/**
 * Reads the campaigns of a folder, or those of these ids, as `readCampaignFolders` does, but nothing that a link leads to and no text
 * over 1 MB. Throws `file-unreadable`, `file-invalid`, and `campaign-unknown` for an id that is no folder there.
 */
export async function readPlainFolders(folder: string, ids: readonly string[]): Promise<CampaignFolder[]> {
  const there = await campaignFolderNames(folder);
  const wanted = ids.length === 0 ? there.toSorted() : [...new Set(ids)];
  for (const id of wanted) {
    if (ids.length > 0 && campaignId.safeParse(id).success) await expectPlain(join(folder, id), "folder");
    if (!there.includes(id)) throw new Problem("campaign-unknown", { campaign: id });
    for (const name of TEXTS) {
      const file = join(folder, id, name);
      await expectPlain(file, "file");
      if (((await lstat(file).catch(() => null))?.size ?? 0) > LONGEST_TEXT)
        throw notPlain(file, "its length", "at most 1 MB");
    }
  }
  const folders = await readCampaignFolders(folder, wanted);
  for (const { id, source } of folders) {
    const image = source && frontImageName(source.yaml);
    if (image) await expectPlain(join(folder, id, image), "file");
  }
  return folders;
}

function filesOf(
  id: string,
  { yaml, postcard, letter, image }: CampaignSource,
): [string, string | Uint8Array][] {
  const [yamlName, postcardName, letterName] = TEXTS;
  const files: [string, string | Uint8Array][] = [
    [yamlName, yaml],
    [postcardName, postcard],
    [letterName, letter],
  ];
  const name = frontImageName(yaml);
  if (name === null || image === null) return files;
  if (TEXTS.some((text) => text === name.toLowerCase()))
    throw notPlain(`${id}/${yamlName}`, "card.image", "another name than that of a text");
  return [...files, [name, image]];
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch {
    throw new Problem("file-unwritable", { file: folder });
  }
}

/** Refuses what stands at a path unless it is nothing, or what it should be. */
async function expectPlain(path: string, kind: "file" | "folder"): Promise<void> {
  const there = await lstat(path).catch(() => null);
  if (there === null || (kind === "file" ? there.isFile() : there.isDirectory())) return;
  throw notPlain(path, "its kind", `a plain ${kind}, and no link to another place`);
}

function notPlain(file: string, where: string, expected: string): Problem {
  return new Problem("file-invalid", { file, where, expected });
}
