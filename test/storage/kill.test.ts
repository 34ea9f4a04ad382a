// A process killed again and again in the midst of saves and publications (kill -9): what it had confirmed is there, and nothing half.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { createAuditLog } from "../../src/storage/audit.ts";
import { databaseExists, openDatabase } from "../../src/storage/database.ts";
import { MIGRATIONS } from "../../src/storage/migrations.ts";
import { createVersionStore } from "../../src/storage/versions.ts";
import { seededNumbers } from "../support/seeded.ts";
import { ID, kindOf, sourceOfStep, stateAfter, timeOfStep } from "../support/store-writer.ts";

const WRITER = join(import.meta.dirname, "../support/store-writer.ts");

/** Kills, all in all. */
const KILLS = 50;
/** Of these, while the store is being made. */
const KILLS_AT_BIRTH = 10;

/** Lets a writer run until it has said a line, kills it so many milliseconds later, and gives all that it said. */
async function killed(url: string, first: number, after: { line: string; ms: number }): Promise<string[]> {
  const child = spawn(process.execPath, [WRITER, url, String(first)], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  let complaint = "";
  let dying = false;
  child.stderr.on("data", (chunk) => {
    complaint += chunk;
  });
  child.stdout.on("data", (chunk) => {
    said += chunk;
    if (dying || !said.split("\n").includes(after.line)) return;
    dying = true;
    setTimeout(() => child.kill("SIGKILL"), after.ms);
  });
  const [, signal] = await once(child, "close");
  expect([signal, complaint.replace(/^.*Warning.*\n?/gm, "")]).toEqual(["SIGKILL", ""]);
  return said.split("\n").slice(0, -1);
}

/** Opens the store as the next process would, and holds it against the model; gives the last step that it has taken. */
async function examine(url: string, confirmed: number): Promise<number> {
  const database = await openDatabase(url);
  try {
    const check = await sql<Record<string, unknown>>`pragma integrity_check`.execute(database);
    expect(check.rows).toEqual([{ integrity_check: "ok" }]);
    expect((await sql`pragma foreign_key_check`.execute(database)).rows).toEqual([]);

    const versions = createVersionStore(database);
    const audit = await createAuditLog(database).entries({ limit: 1 });
    const last = audit.entries.length === 0 ? -1 : stepAt(audit.entries[0]?.at ?? "");
    // What was confirmed is there; a step more may have been committed and not yet said.
    expect([confirmed, confirmed + 1]).toContain(last);
    if (last === -1) {
      expect(await versions.campaigns()).toEqual([]);
      return last;
    }
    const model = stateAfter(last);
    const found = await versions.versions(ID);
    expect(found.map(({ note }) => note)).toEqual(model.versions.map(({ note }) => note));
    for (const [i, { source }] of model.versions.slice(0, 3).entries()) {
      expect((await versions.version(ID, found.length - i))?.source).toEqual(sourceOfStep(source));
    }
    const draft = await versions.draft(ID);
    expect(draft?.source ?? null).toEqual(model.draft === null ? null : sourceOfStep(model.draft));
    expect((await versions.live())[0]?.number).toBe(found.length);
    expect(await versions.liveMark()).toBe(String(found.length));

    // Each step has its entry, and none has one without having happened.
    const { count } = await database
      .selectFrom("audit")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();
    expect(count).toBe(last + 1);
    const what = { save: "draft-saved", publish: "published", restore: "restored" } as const;
    expect(audit.entries[0]?.what).toBe(last === 0 ? "seeded" : what[kindOf(last)]);
    return last;
  } finally {
    await database.destroy();
  }
}

function stepAt(time: string): number {
  return (
    (Date.parse(time) - Date.parse(timeOfStep(0))) / (Date.parse(timeOfStep(1)) - Date.parse(timeOfStep(0)))
  );
}

// About ten seconds on two quiet cores; a busy machine starts processes slowly.
describe("a process that is killed", { timeout: 180_000 }, () => {
  it(`loses nothing that it confirmed and leaves nothing half, ${KILLS - KILLS_AT_BIRTH} times`, async () => {
    const folder = await mkdtemp(join(tmpdir(), "postbag-kill-"));
    const lives = async (seed: number, kills: number) => {
      const chance = seededNumbers(seed);
      const url = `sqlite:${join(folder, `${seed}.sqlite`)}`;
      let last = -1;
      for (let kill = 0; kill < kills; kill++) {
        const first = Math.max(last, 0) + 1;
        const said = await killed(url, first, {
          line: String(first + Math.floor(6 * chance())),
          ms: Math.floor(15 * chance()),
        });
        const confirmed = Math.max(last, Number(said.at(-1)));
        last = await examine(url, confirmed);
      }
      return last;
    };
    // Two at a time, each with a store of its own.
    const each = (KILLS - KILLS_AT_BIRTH) / 2;
    const steps = await Promise.all([lives(1, each), lives(2, each)]);
    // Each life took a step at least, most of them several.
    expect(Math.min(...steps)).toBeGreaterThan(2 * each);
    await rm(folder, { recursive: true });
  });

  it(`leaves a store that is whole or not begun while it makes one, ${KILLS_AT_BIRTH} times`, async () => {
    const folder = await mkdtemp(join(tmpdir(), "postbag-kill-"));
    const chance = seededNumbers(3);
    for (let kill = 0; kill < KILLS_AT_BIRTH; kill++) {
      const url = `sqlite:${join(folder, `${kill}.sqlite`)}`;
      const said = await killed(url, 1, { line: "opening", ms: Math.floor(15 * chance()) });
      const confirmed = said.at(-1) === "opening" ? -1 : Number(said.at(-1));
      if (!(await databaseExists(url))) continue;
      await examine(url, confirmed);
      const database = await openDatabase(url);
      const { rows } = await sql<{ name: string }>`select name from migrations order by name`.execute(
        database,
      );
      expect(rows.map(({ name }) => name)).toEqual(Object.keys(MIGRATIONS).toSorted());
      await database.destroy();
    }
    await rm(folder, { recursive: true });
  });
});
