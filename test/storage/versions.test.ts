// Every store there is, held against what campaigns and accounts need of one.
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../../src/storage/database.ts";
import { createVersionStore } from "../../src/storage/versions.ts";
import { describeAccounts } from "./contract/accounts.ts";
import { describeAudit } from "./contract/audit.ts";
import { STORES } from "./contract/stores.ts";
import { describeVersions } from "./contract/versions.ts";

for (const [name, makeStore] of STORES) {
  describeVersions(name, makeStore);
  describeAudit(name, makeStore);
  describeAccounts(name, makeStore);
}

describe("images in the store", () => {
  it("are kept once, and go with the last draft that showed them", async () => {
    const database = await openDatabase("sqlite::memory:");
    const versions = createVersionStore(database);
    const change = { by: "ada@example.org", at: "2026-11-22T12:00:00.000Z" };
    const source = (image: Uint8Array | null) => ({ yaml: "a", postcard: "b", letter: "c", image });
    const kept = async () =>
      (await sql<{ bytes: Uint8Array }>`select bytes from images order by bytes`.execute(database)).rows.map(
        ({ bytes }) => [...bytes],
      );
    const [one, two] = [Uint8Array.of(1), Uint8Array.of(2)];
    await versions.seed("safe", source(one), change);
    await versions.saveDraft("safe", { revision: 0, source: source(one) }, change);
    expect(await kept()).toEqual([[1]]);
    await versions.saveDraft("safe", { revision: 1, source: source(two) }, change);
    expect(await kept()).toEqual([[1], [2]]);
    await versions.saveDraft("safe", { revision: 2, source: source(null) }, change);
    expect(await kept()).toEqual([[1]]);
    await versions.saveDraft("safe", { revision: 3, source: source(two) }, change);
    await versions.discardDraft("safe", 4, change);
    expect(await kept()).toEqual([[1]]);
    await versions.saveDraft("safe", { revision: 0, source: source(two) }, change);
    await versions.publish("safe", { revision: 5, note: "" }, change);
    expect(await kept()).toEqual([[1], [2]]);
    await database.destroy();
  });
});
