// Campaigns in a folder: read, ordered, and refused with everything that is wrong in them.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CampaignProblem } from "../../src/campaigns/fault.ts";
import { DEFAULT_ORGANISATION } from "../../src/campaigns/organisation.ts";
import { readCampaigns } from "../../src/storage/campaign-files.ts";
import { FILES, YAML } from "../campaigns/example-campaign.ts";
import { makeTestCard } from "../support/pictures.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "postbag-campaigns-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(id: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  await mkdir(join(folder, id), { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, id, name), content);
}

const right = { "campaign.yaml": YAML, "postcard.hbs": FILES.postcard, "letter.hbs": FILES.letter };
const read = () => readCampaigns({ folder, organisation: DEFAULT_ORGANISATION });

describe("a folder of campaigns", () => {
  it("is read whole: the organisation's own first, then samples, by title", async () => {
    await write("one", { ...right, "campaign.yaml": YAML.replace("Safe work", "Zeal") });
    await write("two", { ...right, "campaign.yaml": `sample: true\n${YAML.replace("Safe work", "Aims")}` });
    await write("three", { ...right, "campaign.yaml": YAML.replace("Safe work", "Élan") });
    await write(".draft", { "campaign.yaml": "not read" });
    await writeFile(join(folder, "notes.txt"), "not read");
    const store = await read();
    expect(store.list().map(({ campaign }) => campaign.id)).toEqual(["three", "one", "two"]);
    expect(store.get("two")?.campaign).toMatchObject({ title: "Aims", organisation: "Your union" });
    expect(store.get("nowhere")).toBeNull();
    expect(store.get("__proto__")).toBeNull();
  });

  it("may start its files with a byte order mark", async () => {
    await write(
      "one",
      Object.fromEntries(Object.entries(right).map(([name, text]) => [name, `\uFEFF${text}`])),
    );
    expect((await read()).get("one")?.campaign.templates.postcard).toBe(FILES.postcard);
  });

  it("is refused with the faults of all campaigns at once", async () => {
    await write("good", right);
    await write("broken", {
      ...right,
      "campaign.yaml": YAML.replace("summary", "sumary"),
      "letter.hbs": "{{x}}",
    });
    await write("empty", {});
    await write("latin", { ...right, "postcard.hbs": Uint8Array.of(0x59, 0x6e, 0xf4, 0x73) });
    const problem = await read().catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(CampaignProblem);
    const faults = problem instanceof CampaignProblem ? problem.faults : [];
    expect(faults.map(({ file, line }) => `${file}:${line}`)).toEqual([
      "broken/campaign.yaml:1",
      "broken/campaign.yaml:2",
      "broken/letter.hbs:1",
      "empty/campaign.yaml:1",
      "empty/letter.hbs:1",
      "empty/postcard.hbs:1",
      "latin/postcard.hbs:1",
    ]);
  });

  it("brings the picture that a campaign names, and says which one cannot be used", async () => {
    const named = (name: string) => YAML.replace("headline:", `image: ${name}\n  headline:`);
    const picture = makeTestCard(30, 20);
    await write("one", { ...right, "campaign.yaml": named("front.png"), "front.png": picture });
    expect((await read()).get("one")?.campaign.card.image).toMatchObject({ width: 30, height: 20 });
    await write("cut", { ...right, "campaign.yaml": named("a b.png"), "a b.png": picture.subarray(0, 70) });
    await write("gone", { ...right, "campaign.yaml": named("gone.png") });
    await write("large", { ...right, "campaign.yaml": named("l.png"), "l.png": new Uint8Array(9_000_000) });
    await write("folder", { ...right, "campaign.yaml": named("f.png") });
    await mkdir(join(folder, "folder", "f.png"));
    const problem = await read().catch((error: unknown) => error);
    const faults = problem instanceof CampaignProblem ? problem.faults : [];
    expect(faults.map(({ file, path, expected }) => [file, path, expected])).toEqual([
      ["cut/campaign.yaml", "card.image", "a whole PNG, but this one ends too early (a b.png)"],
      ["folder/campaign.yaml", "card.image", "a file named f.png in the campaign's folder"],
      ["gone/campaign.yaml", "card.image", "a file named gone.png in the campaign's folder"],
      ["large/campaign.yaml", "card.image", "at most 8 MB, but this file has more (l.png)"],
    ]);
  });

  it("is named where it is not there", async () => {
    const missing = join(folder, "nowhere");
    await expect(
      readCampaigns({ folder: missing, organisation: DEFAULT_ORGANISATION }),
    ).rejects.toMatchObject({
      code: "file-unreadable",
      values: { file: missing },
    });
  });
});
