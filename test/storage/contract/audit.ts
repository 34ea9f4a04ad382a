// What every audit log has to do (src/accounts/audit.ts), whatever it is kept in.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AUDITED } from "../../../src/accounts/audit.ts";
import type { MakeStore, Store } from "./stores.ts";

const ADA = "ada@example.org";
const at = (minutes: number): string => new Date(Date.UTC(2026, 10, 22, 12, minutes)).toISOString();

/** Runs the suite on a store. */
export function describeAudit(name: string, makeStore: MakeStore): void {
  describe(`an audit log: ${name}`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await makeStore();
    });
    afterEach(() => store.close());

    it("keeps who, what and when, and no more than was said", async () => {
      const { audit } = store;
      await audit.record({ at: at(0), by: "command line", what: "account-added", account: ADA });
      const preview = { at: at(1), by: ADA, what: "preview-link-made", campaign: "safe" } as const;
      await audit.record({ ...preview, from: 2, to: 2 });
      const { entries, older } = await audit.entries({ limit: 10 });
      const [second, first] = entries;
      expect(second).toEqual({ ...preview, id: second?.id, from: 2, to: 2, account: null });
      expect(first).toEqual({
        id: first?.id,
        at: at(0),
        by: "command line",
        what: "account-added",
        campaign: null,
        from: null,
        to: null,
        account: ADA,
      });
      expect(older).toBeNull();
    });

    it("takes every code there is", async () => {
      for (const what of AUDITED) await store.audit.record({ at: at(0), by: ADA, what });
      const { entries } = await store.audit.entries({ limit: 100 });
      expect(entries.map(({ what }) => what).reverse()).toEqual(AUDITED);
    });

    it("is read newest first, page by page, and of one campaign", async () => {
      const { audit } = store;
      for (const minute of [1, 2, 3, 4, 5]) {
        const campaign = minute % 2 === 0 ? "even" : "odd";
        await audit.record({ at: at(minute), by: ADA, what: "published", campaign });
      }
      const times: string[][] = [];
      let before: number | null = null;
      do {
        const page: Awaited<ReturnType<typeof audit.entries>> = await audit.entries({ limit: 2, before });
        times.push(page.entries.map((entry) => entry.at));
        before = page.older;
      } while (before !== null);
      expect(times).toEqual([[at(5), at(4)], [at(3), at(2)], [at(1)]]);
      const even = await audit.entries({ limit: 2, campaign: "even" });
      expect([even.entries.map((entry) => entry.at), even.older]).toEqual([[at(4), at(2)], null]);
    });

    it("makes one entry of a sitting in which a draft saves itself again and again", async () => {
      const { versions, audit } = store;
      const source = { yaml: "", postcard: "", letter: "", image: null };
      await versions.create("safe", source, { by: ADA, at: at(0) });
      let revision = 1;
      const save = async (by: string, minute: number) => {
        const saved = await versions.saveDraft("safe", { revision, source }, { by, at: at(minute) });
        if (!saved.conflict) revision = saved.draft.revision;
      };
      for (const minute of [1, 5, 10, 11, 12]) await save(ADA, minute);
      await save("ben@example.org", 13);
      await save(ADA, 14);
      const { entries } = await audit.entries({ limit: 10, campaign: "safe" });
      expect(entries.map((entry) => [entry.what, entry.by, entry.at])).toEqual([
        ["draft-saved", ADA, at(14)],
        ["draft-saved", "ben@example.org", at(13)],
        ["draft-saved", ADA, at(11)],
        ["draft-saved", ADA, at(1)],
        ["campaign-created", ADA, at(0)],
      ]);
    });
  });
}
