// From a postcode to its constituency: our index beside a Map, a sorted array and SQLite, each in a process of its own.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";
import { openPostcodeIndex, type PostcodeIndex } from "../src/constituencies/postcode-index.ts";
import type { BenchResult, Target } from "./rounds.ts";

const INDEX = fileURLToPath(new URL("../data/postcodes.idx", import.meta.url));
const CONTENDER = fileURLToPath(new URL("lookup-contender.ts", import.meta.url));
const QUERIES = 300_000;
const NAMES = ["Postbag", "Map", "sorted array", "node:sqlite"];
/** Each contender's process runs so often; the median counts. */
const PROCESSES = 3;

const run = promisify(execFile);

/** What a contender measures: time to open in ms, memory in bytes, lookups per second, and answers that were wrong. */
const measured = z.object({
  name: z.string(),
  openMs: z.number(),
  memory: z.number(),
  rate: z.number(),
  wrong: z.literal(0),
});
type Measured = z.infer<typeof measured>;

/** Times lookups of the same postcodes in the same random order, strings such as "SW1A 1AA". */
export async function lookupBench(): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), "postbag-bench-"));
  try {
    const bytes = await readFile(INDEX);
    const index = openPostcodeIndex(bytes, INDEX);
    const queries = join(folder, "queries.txt");
    const sqlite = join(folder, "postcodes.sqlite");
    await writeFile(queries, randomQueries(index).join("\n"));
    fillSqlite(sqlite, index);

    const runs = new Map<string, Measured[]>(NAMES.map((name) => [name, []]));
    for (let time = 0; time < PROCESSES; time++) {
      for (const name of NAMES) {
        const args = ["--expose-gc", CONTENDER, name, INDEX, queries, sqlite];
        const { stdout } = await run(process.execPath, args);
        runs.get(name)?.push(measured.parse(JSON.parse(stdout)));
      }
    }
    return report(runs, bytes.length / index.header.postcodes);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function report(runs: ReadonlyMap<string, readonly Measured[]>, bytesPerPostcode: number): BenchResult {
  const median = (name: string, what: (one: Measured) => number): number => {
    const sorted = (runs.get(name) ?? []).map(what).sort((a, b) => a - b);
    return sorted[sorted.length >> 1] ?? Number.NaN;
  };
  const rate = (name: string): number => median(name, (one) => one.rate);
  const memory = (name: string): number => median(name, (one) => one.memory);
  const openMs = median("Postbag", (one) => one.openMs);
  // A process's memory is counted in pages, and a small thing can look like none.
  const ours = Math.max(memory("Postbag"), bytesPerPostcode);
  const atLeast = (name: string, ratio: number, limit: number): Target => ({
    name,
    ratio,
    limit,
    met: ratio >= limit,
  });
  return {
    name: "From a postcode to its constituency",
    // A lookup's time in ms is its share of a round.
    timings: NAMES.map((name) => {
      const times = (runs.get(name) ?? []).map((one) => 1_000 / one.rate).sort((a, b) => a - b);
      return {
        name,
        median: 1_000 / rate(name),
        p90: times.at(-1) ?? Number.NaN,
        runs: times.length * QUERIES,
      };
    }),
    targets: [
      atLeast("times the lookups of node:sqlite", rate("Postbag") / rate("node:sqlite"), 10),
      atLeast("times the lookups of a Map", rate("Postbag") / rate("Map"), 1),
      atLeast("times less memory than a Map", memory("Map") / ours, 100),
      { name: "ms to open the index (at most)", ratio: openMs, limit: 2, met: openMs <= 2 },
    ],
    skipped: [],
    notes: NAMES.map(
      (name) =>
        `${name}: ${Math.round(rate(name) / 1_000)} thousand lookups a second, ` +
        `${(memory(name) / 1e6).toFixed(1)} MB of memory, opened in ${median(name, (one) => one.openMs).toFixed(1)} ms`,
    ).concat(
      `The index takes ${bytesPerPostcode.toFixed(3)} bytes a postcode. Ours counts reading what was typed (parsePostcode); the others are given it as they store it.`,
      "Memory is what the process takes more of once the data is in it; opening a Map or an array is filling it.",
    ),
  };
}

/** Postcodes with their codes, "SW1A 1AA,E14001172", picked by a generator that always gives the same. */
function randomQueries(index: PostcodeIndex): string[] {
  const entries = [...index.entries()];
  let state = 20_260_627;
  return Array.from({ length: QUERIES }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const [postcode, [code]] = entries[Math.floor((state / 2 ** 32) * entries.length)] ?? ["", [""]];
    return `${postcode},${code}`;
  });
}

function fillSqlite(file: string, index: PostcodeIndex): void {
  const database = new DatabaseSync(file);
  database.exec(
    "CREATE TABLE postcodes (postcode TEXT PRIMARY KEY, code TEXT NOT NULL) WITHOUT ROWID; BEGIN",
  );
  const insert = database.prepare("INSERT INTO postcodes VALUES (?, ?)");
  for (const [postcode, [code = ""]] of index.entries()) insert.run(postcode, code);
  database.exec("COMMIT");
  database.close();
}
