// What every store of preview links has to do (src/accounts/preview-links.ts), whatever it is.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PreviewLink } from "../../../src/accounts/preview-links.ts";
import type { MakeStore, Store } from "./stores.ts";

const ADA = "ada@example.org";
const at = (minutes: number): string => new Date(Date.UTC(2026, 10, 22, 12, minutes)).toISOString();
const link = (id: string, changes: Partial<PreviewLink> = {}): PreviewLink => {
  return { id, campaign: "safe", madeBy: ADA, madeAt: at(0), expiresAt: at(10), ...changes };
};

/** Runs the suite on a store. */
export function describePreviewLinks(name: string, makeStore: MakeStore): void {
  describe(`preview links: ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await makeStore();
      const source = { yaml: "a", postcard: "b", letter: "c", image: null };
      for (const id of ["safe", "other"]) await store.versions.seed(id, source, { by: "files", at: at(0) });
    });
    afterEach(() => store.close());
    const logged = async () =>
      (await store.audit.entries({ limit: 10, campaign: "safe" })).entries.map(({ what }) => what);

    it("keeps each until it expires, newest first, and logs it", async () => {
      await store.previewLinks.add(link("one"), "hash-1");
      await store.previewLinks.add(link("two", { madeAt: at(1) }), "hash-2");
      await store.previewLinks.add(link("else", { campaign: "other" }), "hash-3");
      expect(await store.previewLinks.links("safe", at(9))).toEqual([
        link("two", { madeAt: at(1) }),
        link("one"),
      ]);
      expect(await store.previewLinks.byToken("hash-1", at(9))).toEqual(link("one"));
      expect(await store.previewLinks.links("safe", at(10))).toEqual([]);
      expect(await store.previewLinks.byToken("hash-1", at(10))).toBeNull();
      expect(await logged()).toEqual(["preview-link-made", "preview-link-made", "seeded"]);
    });

    it("keeps the first of two with one token, and logs that", async () => {
      await store.previewLinks.add(link("one"), "hash-1");
      await store.previewLinks.add(link("two", { madeAt: at(1) }), "hash-1");
      expect(await store.previewLinks.links("safe", at(9))).toEqual([link("one")]);
      expect(await logged()).toEqual(["preview-link-made", "seeded"]);
    });

    it("ends one of its campaign, once", async () => {
      await store.previewLinks.add(link("one"), "hash-1");
      const change = { by: ADA, at: at(2) };
      await store.previewLinks.end("other", "one", change);
      expect(await store.previewLinks.byToken("hash-1", at(3))).toEqual(link("one"));
      await store.previewLinks.end("safe", "one", change);
      await store.previewLinks.end("safe", "one", change);
      expect(await store.previewLinks.byToken("hash-1", at(3))).toBeNull();
      expect(await logged()).toEqual(["preview-link-ended", "preview-link-made", "seeded"]);
    });

    it("takes no link to a campaign that there is not, and logs none", async () => {
      await expect(store.previewLinks.add(link("one", { campaign: "nowhere" }), "hash")).rejects.toThrow();
      expect((await store.audit.entries({ limit: 10, campaign: "nowhere" })).entries).toEqual([]);
    });
  });
}
