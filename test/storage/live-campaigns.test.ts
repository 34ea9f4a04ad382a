// What members see: exchanged as a whole, and never lost to one version that cannot be read.
import { describe, expect, it } from "vitest";
import { compileCampaign } from "../../src/campaigns/compile-campaign.ts";
import { parseCampaign } from "../../src/campaigns/parse-campaign.ts";
import type { CampaignSource } from "../../src/campaigns/versions.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { createFollowLive, lookingAfterChanges } from "../../src/storage/follow-live.ts";
import { createLiveCampaigns, type NotShown } from "../../src/storage/live-campaigns.ts";
import { createVersionStore } from "../../src/storage/versions.ts";
import { FILES, YAML } from "../campaigns/example-campaign.ts";

const compile = (id: string, source: CampaignSource) =>
  compileCampaign(parseCampaign({ ...FILES, ...source, id }));
const titled = (title: string): CampaignSource => ({
  yaml: YAML.replace("title: Safe work", `title: ${title}`),
  postcard: FILES.postcard,
  letter: FILES.letter,
  image: null,
});
const broken = { ...titled("Broken"), postcard: "{{fromAnotherProgram}}" };
const change = { by: "ada@example.org", at: "2026-11-22T12:00:00.000Z" };

describe("the live campaigns", () => {
  it("are these versions and no others, in the order of a list of campaigns", () => {
    const live = createLiveCampaigns(compile);
    expect([live.list(), live.get("a")]).toEqual([[], null]);
    live.exchange([
      { campaign: "a", number: 1, source: titled("Zebras") },
      { campaign: "b", number: 1, source: titled("Aims") },
    ]);
    expect(live.list().map(({ campaign }) => campaign.title)).toEqual(["Aims", "Zebras"]);
    live.exchange([{ campaign: "a", number: 2, source: titled("Lions") }]);
    expect(live.list().map(({ campaign }) => campaign.title)).toEqual(["Lions"]);
    expect(live.get("b")).toBeNull();
  });

  it("are not compiled again while their version stays", () => {
    let count = 0;
    const live = createLiveCampaigns((id, source) => {
      count++;
      return compile(id, source);
    });
    const version = { campaign: "a", number: 1, source: titled("A") };
    live.exchange([version]);
    live.exchange([version]);
    expect(count).toBe(1);
    live.exchange([{ ...version, number: 2 }]);
    expect(count).toBe(2);
  });

  it("keep the last good version where a newer one cannot be read, and leave out what never could", () => {
    const live = createLiveCampaigns(compile);
    live.exchange([{ campaign: "a", number: 1, source: titled("Good") }]);
    const notShown = live.exchange([
      { campaign: "a", number: 2, source: broken },
      { campaign: "b", number: 7, source: broken },
      { campaign: "c", number: 1, source: titled("Other") },
    ]);
    expect(notShown).toEqual([
      { campaign: "a", version: 2, code: "campaign-invalid", shown: 1 },
      { campaign: "b", version: 7, code: "campaign-invalid", shown: null },
    ]);
    expect(live.list().map(({ campaign }) => campaign.title)).toEqual(["Good", "Other"]);
  });

  it("stand though a version makes the program itself fail", () => {
    const live = createLiveCampaigns(() => {
      throw new RangeError("Maximum call stack size exceeded");
    });
    expect(live.exchange([{ campaign: "a", number: 1, source: titled("A") }])).toEqual([
      { campaign: "a", version: 1, code: "internal", shown: null },
    ]);
  });
});

describe("following the store", () => {
  async function following() {
    const database = await openDatabase("sqlite::memory:");
    const versions = createVersionStore(database);
    const live = createLiveCampaigns(compile);
    const told: (NotShown | string)[] = [];
    let reads = 0;
    let failing = false;
    const follow = createFollowLive({
      versions: {
        liveMark: async () => {
          if (failing) throw new Error("disk I/O error");
          return versions.liveMark();
        },
        live: () => {
          reads++;
          return versions.live();
        },
      },
      live,
      onNotShown: (version) => told.push(version),
      onStore: (store) => told.push(store),
      everyMs: 5,
    });
    const titles = () => live.list().map(({ campaign }) => campaign.title);
    const fail = (yes: boolean) => {
      failing = yes;
    };
    return { database, versions, follow, told, titles, fail, reads: () => reads };
  }

  it("reads versions only when the mark has changed", async () => {
    const { versions, follow, titles, reads } = await following();
    await versions.seed("a", titled("One"), change);
    for (const _ of [1, 2, 3]) await follow.look();
    expect([reads(), titles()]).toEqual([1, ["One"]]);
    await versions.importVersion("a", { source: titled("Two"), note: "" }, change);
    await follow.look();
    expect([reads(), titles()]).toEqual([2, ["Two"]]);
  });

  it("goes on without the store, and says once that it fails and once that it answers", async () => {
    const { versions, follow, titles, told, fail } = await following();
    await versions.seed("a", titled("One"), change);
    await follow.look();
    fail(true);
    for (const _ of [1, 2]) await follow.look();
    expect([titles(), follow.state().store, told]).toEqual([["One"], "fails", ["fails"]]);
    await versions.importVersion("a", { source: titled("Two"), note: "" }, change);
    fail(false);
    await follow.look();
    expect([titles(), follow.state().store, told]).toEqual([["Two"], "answers", ["fails", "answers"]]);
  });

  it("tells once of a version that it cannot show", async () => {
    const { versions, follow, told } = await following();
    await versions.seed("a", broken, change);
    await follow.look();
    await versions.seed("b", titled("Other"), change);
    await follow.look();
    const notShown = { campaign: "a", version: 1, code: "campaign-invalid", shown: null };
    expect([told, follow.state().notShown]).toEqual([[notShown], [notShown]]);
  });

  it("shows a publication to whoever made it before they go on, and others' soon, until it is stopped", async () => {
    const { versions, follow, titles } = await following();
    const ours = lookingAfterChanges(versions, follow.look);
    await ours.seed("a", titled("One"), change);
    expect(titles()).toEqual(["One"]);
    await ours.saveDraft("a", { revision: 0, source: titled("Two") }, change);
    expect(titles()).toEqual(["One"]);
    await Promise.all([follow.look(), ours.publish("a", { revision: 1, note: "" }, change), follow.look()]);
    expect(titles()).toEqual(["Two"]);
    await ours.restore("a", { number: 1, note: "" }, change);
    expect(titles()).toEqual(["One"]);
    await ours.setArchived("a", true, change);
    expect(titles()).toEqual([]);

    follow.start();
    await versions.setArchived("a", false, change);
    await expect.poll(titles).toEqual(["One"]);
    await follow.stop();
    await versions.importVersion("a", { source: titled("Three"), note: "" }, change);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(titles()).toEqual(["One"]);
  });
});
