// `npm run bench`: runs every bench, prints a table of each and writes bench/results.json; `npm run bench -- stack proof` runs only
// those and writes nothing. Fails where a target is missed.
import { writeFile } from "node:fs/promises";
import { httpBench } from "./http.ts";
import { lookupBench } from "./lookup.ts";
import { paperBench } from "./paper.ts";
import { proofBench } from "./proof.ts";
import type { BenchResult } from "./rounds.ts";
import { stackBench } from "./stack.ts";
import { stallBench } from "./stall.ts";
import { wordsBench } from "./words.ts";

const BENCHES: Readonly<Record<string, () => Promise<BenchResult>>> = {
  paper: paperBench,
  stack: stackBench,
  http: httpBench,
  stall: stallBench,
  words: wordsBench,
  lookup: lookupBench,
  proof: proofBench,
};

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !Object.hasOwn(BENCHES, name));
if (unknown !== undefined)
  throw new Error(`bench: no “${unknown}”; there are ${Object.keys(BENCHES).join(", ")}`);

const results: BenchResult[] = [];
for (const [name, bench] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const result = await bench();
  results.push(result);
  print(result);
}
// Some of them would be a file with the others' results gone.
if (asked.length === 0) {
  const file = { node: process.versions.node, platform: `${process.platform}-${process.arch}`, results };
  await writeFile(new URL("results.json", import.meta.url), `${JSON.stringify(file, rounded, 2)}\n`);
}
if (results.some(({ targets }) => targets.some(({ met }) => !met))) process.exitCode = 1;

function print({ name, timings, targets, skipped, notes }: BenchResult): void {
  const width = Math.max(...[...timings, ...targets].map((row) => row.name.length));
  console.log(`\n${name}\n`);
  console.log(`${"".padEnd(width)}   median ms      90% ms    runs`);
  for (const { name, median, p90, runs } of timings) {
    console.log(`${name.padEnd(width)} ${fixed(median)} ${fixed(p90)} ${String(runs).padStart(7)}`);
  }
  console.log("");
  for (const { name, ratio, limit, met } of targets) {
    console.log(`${name.padEnd(width)} ${fixed(ratio)}   target ${limit}   ${met ? "met" : "MISSED"}`);
  }
  for (const reason of skipped) console.log(`SKIPPED ${reason}`);
  for (const note of notes) console.log(`- ${note}`);
}

function fixed(value: number): string {
  return value.toFixed(2).padStart(11);
}

function rounded(_: string, value: unknown): unknown {
  return typeof value === "number" ? Math.round(value * 1000) / 1000 : value;
}
