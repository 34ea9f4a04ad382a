// What every version store has to do (src/campaigns/versions.ts), whatever it is made of.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CampaignSource, Change } from "../../../src/campaigns/versions.ts";
import type { MakeStore, Store } from "./stores.ts";

const ADA = "ada@example.org";
const BEN = "ben@example.org";

/** Minutes after noon on a day. */
const at = (minutes: number): string => new Date(Date.UTC(2026, 10, 22, 12, minutes)).toISOString();
const by = (who: string, minutes = 0): Change => ({ by: who, at: at(minutes) });
const source = (yaml: string, image: Uint8Array | null = null): CampaignSource => ({
  yaml,
  postcard: `card of ${yaml}`,
  letter: `letter of ${yaml}`,
  image,
});

/** Runs the suite on a store. */
export function describeVersions(name: string, makeStore: MakeStore): void {
  describe(`a version store: ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await makeStore();
    });
    afterEach(() => store.close());
    const changes = async (campaign?: string) =>
      (await store.audit.entries({ limit: 100, ...(campaign !== undefined && { campaign }) })).entries.map(
        ({ what, by: who, from, to }) => `${what} by ${who}: ${from} to ${to}`,
      );

    it("has nothing at first", async () => {
      const { versions } = store;
      expect(await versions.campaigns()).toEqual([]);
      expect(await versions.live()).toEqual([]);
      expect([await versions.campaign("safe"), await versions.draft("safe")]).toEqual([null, null]);
      expect([await versions.version("safe", 1), await versions.versions("safe")]).toEqual([null, []]);
    });

    it("takes version 1 from files where it has no such campaign, and never again", async () => {
      const { versions } = store;
      expect(await versions.seed("safe", source("one"), by("files"))).toBe(true);
      expect(await versions.seed("safe", source("two"), by("files", 1))).toBe(false);
      expect(await versions.live()).toEqual([
        {
          campaign: "safe",
          number: 1,
          publishedAt: at(0),
          publishedBy: "files",
          note: "",
          restored: null,
          source: source("one"),
        },
      ]);
      await versions.create("draft-only", source("three"), by(ADA));
      expect(await versions.seed("draft-only", source("four"), by("files"))).toBe(false);
      expect(await changes("safe")).toEqual(["seeded by files: null to 1"]);
    });

    it("makes a campaign with a draft and nothing for members to see", async () => {
      const { versions } = store;
      const draft = await versions.create("new", source("one"), by(ADA));
      expect(draft).toEqual({
        campaign: "new",
        revision: 1,
        basedOn: null,
        savedAt: at(0),
        savedBy: ADA,
        source: source("one"),
      });
      const { source: _, ...summary } = draft;
      expect(await versions.campaign("new")).toEqual({
        id: "new",
        live: null,
        draft: summary,
        archivedAt: null,
      });
      expect(await versions.live()).toEqual([]);
      await expect(versions.create("new", source("two"), by(BEN))).rejects.toMatchObject({
        code: "campaign-exists",
        values: { campaign: "new" },
      });
      expect(await versions.draft("new")).toEqual(draft);
      expect(await changes("new")).toEqual([`campaign-created by ${ADA}: null to null`]);
    });

    it("keeps every byte of texts and images", async () => {
      const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 31) % 256);
      const strange: CampaignSource = {
        yaml: "\uFEFFtitle: Gŵyr\r\n\0\u2028🦜  \n\n",
        postcard: "",
        letter: "'; drop table drafts; --\t\\u0000 e\u0301",
        image: bytes,
      };
      const { versions } = store;
      await versions.create("strange", strange, by(ADA));
      expect((await versions.draft("strange"))?.source).toEqual(strange);
      await versions.publish("strange", { revision: 1, note: "“ok”" }, by(ADA, 1));
      expect((await versions.version("strange", 1))?.source).toEqual(strange);
      expect((await versions.live())[0]).toMatchObject({ note: "“ok”", source: strange });
    });

    it("reads the text alone of what is being worked on, else of what is live", async () => {
      const { versions } = store;
      expect(await versions.workingYaml("safe")).toBeNull();
      await versions.seed("safe", source("one", Uint8Array.of(1)), by("files"));
      await versions.importVersion("safe", { source: source("two"), note: "" }, by(ADA));
      expect(await versions.workingYaml("safe")).toBe("two");
      await versions.saveDraft("safe", { revision: 0, source: source("three") }, by(ADA));
      expect(await versions.workingYaml("safe")).toBe("three");
    });

    it("saves a draft over the revision that was seen, and from a live version where there was none", async () => {
      const { versions } = store;
      await versions.seed("safe", source("one"), by("files"));
      const first = await versions.saveDraft(
        "safe",
        { revision: 0, basedOn: 1, source: source("a") },
        by(ADA),
      );
      expect(first).toMatchObject({ conflict: false, draft: { revision: 1, basedOn: 1, savedBy: ADA } });
      const second = await versions.saveDraft("safe", { revision: 1, source: source("b") }, by(BEN, 1));
      expect(second).toMatchObject({
        draft: { revision: 2, basedOn: 1, savedBy: BEN, source: source("b") },
      });
      expect((await versions.live())[0]?.source).toEqual(source("one"));
    });

    it("tells the second of two people, shows them the other's, and loses neither", async () => {
      const { versions } = store;
      await versions.seed("safe", source("one"), by("files"));
      await versions.saveDraft("safe", { revision: 0, source: source("a") }, by(ADA));
      const current = await versions.draft("safe");
      for (const revision of [0, 2, -1]) {
        expect(await versions.saveDraft("safe", { revision, source: source("b") }, by(BEN, 1))).toEqual({
          conflict: true,
          current,
        });
        expect(await versions.publish("safe", { revision, note: "" }, by(BEN, 1))).toEqual({
          conflict: true,
          current,
        });
        expect(await versions.discardDraft("safe", revision, by(BEN, 1))).toEqual({
          conflict: true,
          current,
        });
      }
      expect(await versions.draft("safe")).toEqual(current);
      expect(await changes("safe")).toEqual([`draft-saved by ${ADA}: 1 to 1`, "seeded by files: null to 1"]);
    });

    it("is not taken in by a draft that is gone, nor by another that was begun since", async () => {
      const { versions } = store;
      await versions.seed("safe", source("one"), by("files"));
      await versions.saveDraft("safe", { revision: 0, source: source("a") }, by(ADA));
      expect(await versions.discardDraft("safe", 1, by(ADA, 1))).toEqual({ conflict: false });
      expect(await versions.draft("safe")).toBeNull();
      expect(await versions.saveDraft("safe", { revision: 1, source: source("b") }, by(BEN, 2))).toEqual({
        conflict: true,
        current: null,
      });
      await versions.saveDraft("safe", { revision: 0, source: source("c") }, by(ADA, 3));
      expect(
        await versions.saveDraft("safe", { revision: 1, source: source("b") }, by(BEN, 4)),
      ).toMatchObject({ conflict: true, current: { revision: 2, source: source("c") } });
      await versions.publish("safe", { revision: 2, note: "" }, by(ADA, 5));
      const late = { revision: 0, basedOn: 1, source: source("d") };
      expect(await versions.saveDraft("safe", late, by(BEN, 6))).toEqual({ conflict: true, current: null });
      expect(await versions.saveDraft("safe", { ...late, basedOn: 2 }, by(BEN, 6))).toMatchObject({
        draft: { revision: 3, basedOn: 2 },
      });
    });

    it("publishes a draft as the next version, which is live then and never changes", async () => {
      const { versions } = store;
      await versions.seed("safe", source("one"), by("files"));
      await versions.saveDraft("safe", { revision: 0, source: source("two") }, by(ADA));
      const published = await versions.publish("safe", { revision: 1, note: "Shorter" }, by(BEN, 1));
      const version = {
        campaign: "safe",
        number: 2,
        publishedAt: at(1),
        publishedBy: BEN,
        note: "Shorter",
        restored: null,
        source: source("two"),
      };
      expect(published).toEqual({ conflict: false, version });
      expect(await versions.live()).toEqual([version]);
      expect(await versions.draft("safe")).toBeNull();
      expect((await versions.versions("safe")).map(({ number }) => number)).toEqual([2, 1]);
      expect((await versions.version("safe", 1))?.source).toEqual(source("one"));
      expect((await changes("safe"))[0]).toBe(`published by ${BEN}: 1 to 2`);
    });

    it("restores an old version as the newest, image and all, and leaves the draft alone", async () => {
      const { versions } = store;
      const image = Uint8Array.of(1, 2, 3);
      await versions.seed("safe", source("one", image), by("files"));
      await versions.importVersion("safe", { source: source("two"), note: "" }, by("files", 1));
      await versions.saveDraft("safe", { revision: 0, source: source("three") }, by(ADA, 2));
      const restored = await versions.restore("safe", { number: 1, note: "Back" }, by(BEN, 3));
      expect(restored).toMatchObject({ number: 3, restored: 1, note: "Back", publishedBy: BEN });
      expect(restored?.source).toEqual(source("one", image));
      expect((await versions.live())[0]).toEqual(restored);
      expect(await versions.draft("safe")).toMatchObject({ revision: 1, basedOn: 2 });
      await expect(versions.restore("safe", { number: 9, note: "" }, by(BEN, 4))).rejects.toMatchObject({
        code: "version-unknown",
        values: { campaign: "safe", number: 9 },
      });
      expect((await changes("safe"))[0]).toBe(`restored by ${BEN}: 2 to 3`);
    });

    it("restores nothing over a version that whoever asks has not seen", async () => {
      const { versions } = store;
      await versions.seed("safe", source("one"), by("files"));
      await versions.importVersion("safe", { source: source("two"), note: "" }, by("files", 1));
      await versions.importVersion("safe", { source: source("three"), note: "" }, by("files", 2));
      const before = await changes("safe");
      expect(await versions.restore("safe", { number: 1, note: "", live: 2 }, by(BEN, 3))).toBeNull();
      expect(await changes("safe")).toEqual(before);
      expect(await versions.restore("safe", { number: 1, note: "", live: 3 }, by(BEN, 4))).toMatchObject({
        number: 4,
      });
    });

    it("imports what differs as a new version, and nothing where nothing differs", async () => {
      const { versions } = store;
      const image = Uint8Array.of(1);
      const change = by("files");
      const imported = await versions.importVersion("safe", { source: source("one"), note: "First" }, change);
      expect(imported).toMatchObject({ number: 1, note: "First", publishedBy: "files" });
      expect(await versions.importVersion("safe", { source: source("one"), note: "" }, change)).toBeNull();
      const withImage = { source: source("one", image), note: "" };
      expect(await versions.importVersion("safe", withImage, change)).toMatchObject({ number: 2 });
      expect(await versions.importVersion("safe", withImage, change)).toBeNull();
      expect(await changes("safe")).toEqual(["imported by files: 1 to 2", "imported by files: null to 1"]);
    });

    it("archives a campaign and brings it back, and says so once", async () => {
      const { versions } = store;
      await versions.seed("safe", source("one"), by("files"));
      await versions.setArchived("safe", false, by(ADA));
      await versions.setArchived("safe", true, by(ADA, 1));
      await versions.setArchived("safe", true, by(BEN, 2));
      expect(await versions.live()).toEqual([]);
      expect((await versions.campaigns()).map(({ archivedAt }) => archivedAt)).toEqual([at(1)]);
      await versions.setArchived("safe", false, by(BEN, 3));
      expect((await versions.live()).map(({ campaign }) => campaign)).toEqual(["safe"]);
      expect((await changes("safe")).slice(0, 2)).toEqual([
        `unarchived by ${BEN}: 1 to 1`,
        `archived by ${ADA}: 1 to 1`,
      ]);
    });

    it("refuses every change of a campaign that there is not", async () => {
      const { versions } = store;
      const refused = { code: "campaign-unknown", values: { campaign: "nowhere" } };
      const change = by(ADA);
      for (const attempt of [
        versions.saveDraft("nowhere", { revision: 0, source: source("a") }, change),
        versions.discardDraft("nowhere", 1, change),
        versions.publish("nowhere", { revision: 1, note: "" }, change),
        versions.restore("nowhere", { number: 1, note: "" }, change),
        versions.setArchived("nowhere", true, change),
      ]) {
        await expect(attempt).rejects.toMatchObject(refused);
      }
      expect([await versions.campaigns(), await changes()]).toEqual([[], []]);
    });

    it("has another mark whenever what members see has changed, and only then", async () => {
      const { versions } = store;
      const marks: string[] = [];
      const mark = async () => marks.push(await versions.liveMark());
      await mark();
      await versions.seed("safe", source("one"), by("files"));
      await mark();
      await versions.saveDraft("safe", { revision: 0, source: source("two") }, by(ADA));
      expect(await versions.liveMark()).toBe(marks.at(-1));
      await versions.publish("safe", { revision: 1, note: "" }, by(ADA));
      await mark();
      await versions.restore("safe", { number: 1, note: "" }, by(ADA));
      await mark();
      await versions.setArchived("safe", true, by(ADA));
      await mark();
      await versions.setArchived("safe", false, by(ADA));
      await mark();
      expect(new Set(marks).size).toBe(marks.length);
    });

    it("lists campaigns by id, each with what is live and what is being worked on", async () => {
      const { versions } = store;
      await versions.seed("b", source("b"), by("files"));
      await versions.seed("a", source("a"), by("files"));
      await versions.importVersion("a", { source: source("a2"), note: "" }, by("files"));
      await versions.saveDraft("b", { revision: 0, source: source("b2") }, by(ADA));
      expect(
        (await versions.campaigns()).map(({ id, live, draft }) => [id, live?.number, draft?.revision]),
      ).toEqual([
        ["a", 2, undefined],
        ["b", 1, 1],
      ]);
      expect((await versions.live()).map(({ campaign, number }) => [campaign, number])).toEqual([
        ["a", 2],
        ["b", 1],
      ]);
    });

    it("does what comes at once one after the other, and one of two savers is told", async () => {
      const { versions } = store;
      await versions.seed("safe", source("one"), by("files"));
      const saves = await Promise.all(
        ["a", "b", "c"].map((yaml) =>
          versions.saveDraft("safe", { revision: 0, source: source(yaml) }, by(ADA)),
        ),
      );
      expect(saves.filter(({ conflict }) => conflict)).toHaveLength(2);
      const publishes = await Promise.all(
        [1, 2].map(() => versions.publish("safe", { revision: 1, note: "" }, by(ADA, 1))),
      );
      expect(publishes.map(({ conflict }) => conflict).sort()).toEqual([false, true]);
      expect((await versions.versions("safe")).map(({ number }) => number)).toEqual([2, 1]);
    });

    it("is one store for several processes", async () => {
      const { versions, beside } = store;
      if (beside === null) return;
      await versions.seed("safe", source("one"), by("files"));
      const other = await beside();
      await versions.saveDraft("safe", { revision: 0, source: source("two") }, by(ADA));
      const before = await other.versions.liveMark();
      expect(await other.versions.publish("safe", { revision: 1, note: "" }, by(BEN, 1))).toMatchObject({
        conflict: false,
      });
      expect(await versions.liveMark()).not.toBe(before);
      expect((await versions.live())[0]?.source).toEqual(source("two"));
      await other.close();
    });
  });
}
