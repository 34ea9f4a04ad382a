// Drafts for tests of the desk: a shipped campaign's source with texts replaced, saved as an editor's.
import type { CampaignSource } from "../../src/campaigns/versions.ts";
import type { DeskApp } from "./desk.ts";
import { EMAIL } from "./desk.ts";

/** The campaign that the tests work on: no sample, without dates, and nothing in it to warn of. */
export const CAMPAIGN = "safe-workloads";

/** The source of its first version. */
export async function firstSource({ parts }: DeskApp, id = CAMPAIGN): Promise<CampaignSource> {
  const version = await (await parts.versions()).version(id, 1);
  if (version === null) throw new Error(`there is no version 1 of ${id}`);
  return version.source;
}

/** What to replace in the three texts of a source: each must be there. */
export type Spoil = {
  readonly [part in "yaml" | "postcard" | "letter"]?: readonly [from: string, to: string];
};

/** Saves its first version, with texts replaced, over whatever draft there is; gives the revision. */
export async function saveDraft(test: DeskApp, spoil: Spoil, id = CAMPAIGN): Promise<number> {
  const versions = await test.parts.versions();
  const first = await firstSource(test, id);
  const changed = (part: "yaml" | "postcard" | "letter"): string => {
    const [from, to] = spoil[part] ?? ["", ""];
    if (!first[part].includes(from)) throw new Error(`there is no "${from}" in the ${part}`);
    return first[part].replace(from, () => to);
  };
  const source = {
    yaml: changed("yaml"),
    postcard: changed("postcard"),
    letter: changed("letter"),
    image: first.image,
  };
  const revision = (await versions.draft(id))?.revision ?? 0;
  const change = { by: EMAIL.editor, at: "2026-11-22T11:58:00.000Z" };
  const saved = await versions.saveDraft(id, { revision, source }, change);
  if (saved.conflict) throw new Error("the draft was not saved");
  return saved.draft.revision;
}
