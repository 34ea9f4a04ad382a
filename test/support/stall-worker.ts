// A process that works at a stall until it is killed: adds, prints and confirms, and says on standard output what it was told.
// node stall-worker.ts FOLDER STALL SEED [KEY…]: the keys are those that an earlier one was adding when it was killed.
import { writeSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { uptime } from "node:os";
import { createStallClock } from "../../src/stalls/clock.ts";
import { seededNumbers } from "./seeded.ts";
import { openParts, typedCard } from "./stall.ts";

const [, , folder = "", stall = "", seed = "0", ...unsure] = process.argv;
const random = seededNumbers(Number(seed));
const { queue } = await openParts(folder, createStallClock({ wall: Date.now, uptime }));

/** One line, out of the process before anything else happens, as a screen would show it. */
const say = (...words: readonly string[]): void => {
  writeSync(1, `${words.join(" ")}\n`);
};

async function add(key: string): Promise<void> {
  say("trying", key);
  const { id } = await queue.add(stall, typedCard(`Member ${key}`), key);
  say("added", key, id);
}

async function print(): Promise<void> {
  const job = await queue.take(stall, "all");
  if (job !== null) await finish(job);
}

/** A job that came out, but for a card or two that did not. */
async function finish(job: string): Promise<void> {
  const cards = (await queue.open(stall, job)).filter(({ stored }) => stored.state === "printing");
  const notOut = cards.filter(() => random() < 0.2).map(({ stored }) => stored.id);
  for (const id of await queue.confirm(stall, job, notOut)) say("printed", id, job);
}

// A process that is killed keeps nothing of what it compiled, unless it does so before.
flushCompileCache();
say("ready");
for (const key of unsure) await add(key);
for (let at = 0; ; at++) {
  const dice = random();
  if (dice < 0.7) await add(`key-${seed.padStart(8, "0")}-${String(at).padStart(8, "0")}`);
  else if (dice < 0.9) await print();
  else for (const { id, printing } of (await queue.view(stall)).jobs) if (printing > 0) await finish(id);
}
