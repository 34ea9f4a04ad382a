import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { createAccountStore } from "../../src/storage/accounts.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { MIGRATIONS } from "../../src/storage/migrations.ts";
import { sayingFaults } from "../../src/storage/store-faults.ts";
import { createVersionStore } from "../../src/storage/versions.ts";

const newFile = async () => join(await mkdtemp(join(tmpdir(), "postbag-store-")), "deep", "store.sqlite");

describe("openDatabase", () => {
  it("makes the file and its folder, and finds them again", async () => {
    const file = await newFile();
    for (const _ of [1, 2]) {
      const database = await openDatabase(`sqlite:${file}`);
      const { rows } = await sql<{ name: string }>`select name from migrations order by name`.execute(
        database,
      );
      expect(rows.map((row) => row.name)).toEqual(Object.keys(MIGRATIONS).sort());
      await database.destroy();
    }
  });

  it("makes files that nobody else on the machine can read", async () => {
    const file = await newFile();
    const database = await openDatabase(`sqlite:${file}`);
    for (const name of [file, `${file}-wal`, `${file}-shm`]) {
      expect([name, (await stat(name)).mode & 0o777]).toEqual([name, 0o600]);
    }
    await database.destroy();
  });

  it("can be copied whole while it is in use, as the guide says", async () => {
    const file = await newFile();
    const database = await openDatabase(`sqlite:${file}`);
    const versions = createVersionStore(database);
    const source = { yaml: "a", postcard: "b", letter: "c", image: Uint8Array.of(1) };
    await versions.create("safe", source, { by: "ada@example.org", at: "2026-11-22T12:00:00.000Z" });
    const operator = new DatabaseSync(file);
    operator.exec(`VACUUM INTO '${file}.copy'`);
    operator.close();
    await database.destroy();
    const copy = await openDatabase(`sqlite:${file}.copy`);
    expect((await createVersionStore(copy).draft("safe"))?.source).toEqual(source);
    await copy.destroy();
  });

  it("keeps what was committed through a power cut, waits for other writers, and overwrites what is deleted", async () => {
    const database = await openDatabase(`sqlite:${await newFile()}`);
    const pragma = async (name: string) =>
      Object.values(
        (await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(database)).rows[0] ?? {},
      )[0];
    expect(await pragma("journal_mode")).toBe("wal");
    expect(await pragma("synchronous")).toBe(2);
    expect(await pragma("busy_timeout")).toBe(5000);
    expect(await pragma("foreign_keys")).toBe(1);
    expect(await pragma("secure_delete")).toBe(1);
    await database.destroy();
  });

  it("says so where the disk is full, has then changed nothing, and goes on once there is room", async () => {
    const file = await newFile();
    const database = await openDatabase(`sqlite:${file}`);
    const versions = createVersionStore(database, `sqlite:${file}`);
    const source = (size: number) => ({ yaml: "a".repeat(size), postcard: "", letter: "", image: null });
    const change = { by: "ada@example.org", at: "2026-11-22T12:00:00.000Z" };
    await versions.create("safe", source(10), change);
    await sql`pragma max_page_count = 40`.execute(database);
    await expect(
      versions.saveDraft("safe", { revision: 1, source: source(500_000) }, change),
    ).rejects.toMatchObject({ code: "store-full", values: { file } });
    expect(await versions.draft("safe")).toMatchObject({ revision: 1, source: source(10) });
    await sql`pragma max_page_count = 1000000`.execute(database);
    expect(await versions.saveDraft("safe", { revision: 1, source: source(500_000) }, change)).toMatchObject({
      conflict: false,
      draft: { revision: 2 },
    });
    await database.destroy();
  });

  it("says of what is read, too, that the database fails, whichever store reads it", async () => {
    const database = await openDatabase("sqlite::memory:");
    const url = "sqlite::memory:";
    const versions = sayingFaults(createVersionStore(database, url), url);
    const accounts = sayingFaults(createAccountStore(database), url);
    await sql`alter table versions rename to gone`.execute(database);
    await sql`alter table accounts rename to gone_too`.execute(database);
    for (const reading of [versions.version("safe", 1), versions.campaigns(), accounts.byEmail("a@b.org")])
      await expect(reading).rejects.toMatchObject({ code: "store-unusable" });
    await database.destroy();
  });

  it("says which file it is that is no database, and leaves it as it was", async () => {
    const file = join(await mkdtemp(join(tmpdir(), "postbag-store-")), "store.sqlite");
    const text = "not a database, but long enough to look like a page of one. ".repeat(100);
    await writeFile(file, text);
    await expect(openDatabase(`sqlite:${file}`)).rejects.toMatchObject({
      code: "store-unusable",
      values: { file },
    });
    expect(await readFile(file, "utf8")).toBe(text);
  });

  it("refuses a file that a newer Postbag has changed", async () => {
    const file = await newFile();
    const newer = await openDatabase(`sqlite:${file}`);
    await sql`insert into migrations (name, timestamp) values ('9999-from-the-future', '2030-01-01')`.execute(
      newer,
    );
    await newer.destroy();
    await expect(openDatabase(`sqlite:${file}`)).rejects.toMatchObject({ code: "store-unusable" });
  });

  it("is brought up to date once by processes that start together", async () => {
    const file = await newFile();
    const module = new URL("../../src/storage/database.ts", import.meta.url).href;
    const script = join(await mkdtemp(join(tmpdir(), "postbag-store-")), "open.mjs");
    await writeFile(
      script,
      `const { openDatabase } = await import(${JSON.stringify(module)});
      await (await openDatabase(process.argv[2])).destroy();`,
    );
    const processes = Array.from({ length: 4 }, () => fork(script, [`sqlite:${file}`]));
    const codes = await Promise.all(processes.map(async (process) => (await once(process, "exit"))[0]));
    expect(codes).toEqual([0, 0, 0, 0]);
  });
});
