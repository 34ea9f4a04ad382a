// A folder with one of the shipped campaigns, whose front is a picture.
import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PATHS } from "../../src/assemble.ts";

/** Makes the folder, with `safe-workloads` in it; the caller removes it. */
export async function picturedCampaigns(picture: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "postbag-pictured-"));
  const campaign = join(folder, "safe-workloads");
  await cp(join(PATHS.campaigns, "safe-workloads"), campaign, { recursive: true });
  const yaml = await readFile(join(campaign, "campaign.yaml"), "utf8");
  await writeFile(join(campaign, "campaign.yaml"), yaml.replace(/^card:\n/m, "card:\n  image: front.png\n"));
  await writeFile(join(campaign, "front.png"), picture);
  return folder;
}
