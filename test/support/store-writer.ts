// A process that changes a campaign again and again until somebody kills it, and the model of what it has done by then.
import { writeSync } from "node:fs";
import { flushCompileCache } from "node:module";
import type { CampaignSource, VersionStore } from "../../src/campaigns/versions.ts";

export const ID = "safe";
const BY = "ada@example.org";

/** A source that says in each of its parts of which step it is. */
export function sourceOfStep(step: number): CampaignSource {
  const mark = `step ${step}. `;
  return {
    yaml: mark.repeat(300),
    postcard: mark.repeat(50),
    letter: mark.repeat(100),
    image: new Uint8Array(30_000).fill(step % 256),
  };
}

/** What is in the store after some steps: each version's note and source by their steps, newest first; the draft's source by its step. */
export type Model = {
  readonly versions: readonly { readonly note: string; readonly source: number }[];
  readonly draft: number | null;
};

/** The state after so many steps. Step 0 seeds; then a draft is saved twice and published, and now and then one is restored. */
export function stateAfter(steps: number): Model {
  let state: Model = { versions: [{ note: "", source: 0 }], draft: null };
  for (let step = 1; step <= steps; step++) state = next(state, step);
  return state;
}

function next({ versions, draft }: Model, step: number): Model {
  const [live] = versions;
  switch (kindOf(step)) {
    case "save":
      return { versions, draft: step };
    case "publish":
      return { versions: [{ note: `step ${step}`, source: draft ?? -1 }, ...versions], draft: null };
    case "restore":
      return { versions: [{ note: `step ${step}`, source: live?.source ?? -1 }, ...versions], draft };
  }
}

export function kindOf(step: number): "save" | "publish" | "restore" {
  return (["save", "save", "publish", "restore"] as const)[(step - 1) % 4] ?? "save";
}

/** The time of a step: each so far from the last that no two saves are one sitting. */
export const timeOfStep = (step: number): string =>
  new Date(Date.UTC(2026, 0, 1, 0, 11 * step)).toISOString();

/** Takes the step in the store. */
async function take(versions: VersionStore, step: number): Promise<void> {
  const change = { by: BY, at: timeOfStep(step) };
  const revision = (await versions.draft(ID))?.revision ?? 0;
  const note = `step ${step}`;
  switch (kindOf(step)) {
    case "save": {
      const saved = await versions.saveDraft(ID, { revision, source: sourceOfStep(step) }, change);
      if (saved.conflict) throw new Error("nobody else writes here");
      return;
    }
    case "publish": {
      const published = await versions.publish(ID, { revision, note }, change);
      if (published.conflict) throw new Error("nobody else writes here");
      return;
    }
    case "restore": {
      const live = (await versions.campaign(ID))?.live?.number ?? 0;
      await versions.restore(ID, { number: live, note }, change);
    }
  }
}

/** Run as a program: the store's URL and the first step to take. Each step is said once it is confirmed. */
async function main(url: string, first: number): Promise<never> {
  const { openDatabase } = await import("../../src/storage/database.ts");
  const { createVersionStore } = await import("../../src/storage/versions.ts");
  // Written to the pipe before it goes on: a process that is killed has said all that it had confirmed.
  // What it compiled it keeps now, since it will not come to its end.
  flushCompileCache();
  writeSync(1, "opening\n");
  const versions = createVersionStore(await openDatabase(url), url);
  await versions.seed(ID, sourceOfStep(0), { by: "files", at: timeOfStep(0) });
  writeSync(1, "0\n");
  for (let step = first; ; step++) {
    await take(versions, step);
    writeSync(1, `${step}\n`);
  }
}

if (import.meta.main) await main(process.argv[2] ?? "", Number(process.argv[3]));
