// Cards through HTTP: how many a second, how long each takes at half of that, and how long the server ever stops answering.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readFontFiles } from "../src/paper/font-files.ts";
import { createFonts } from "../src/paper/fonts.ts";
import { createPaper } from "../src/paper/paper.ts";
import { exampleLetter } from "../test/support/letter.ts";
import { englishWords } from "../test/support/paper.ts";
import { type Ask, atRate, saturate } from "./http-load.ts";
import type { Order, Report } from "./http-server.ts";
import { at, type BenchResult, inTurns, type Target, type Timing, timing } from "./rounds.ts";

const CONNECTIONS = 16;
const WARM_MS = 2_000;
const MEASURED_MS = 5_000;
const LONGEST_BLOCK_MS = 50;

const OWN_WORDS =
  "Last month eleven people were added to my list in one afternoon, because a colleague had left and nobody came to replace her.";

/** Times the API's card, alone and beside long work, against a server in a process of its own. */
export async function httpBench(): Promise<BenchResult> {
  const one = await oneThread();
  const server = fork(new URL("http-server.ts", import.meta.url), { execArgv: ["--no-warnings"] });
  try {
    const [origin]: string[] = await once(server, "message");
    const card = asking(`${origin}/api/v1/postcard.pdf`, OWN_WORDS);
    const letter = asking(`${origin}/api/v1/letter.pdf`, `${OWN_WORDS} `.repeat(60).slice(0, 5_000));
    await saturate(card, CONNECTIONS, WARM_MS);

    order(server, "watch");
    const most = await saturate(card, CONNECTIONS, MEASURED_MS);
    const half = await atRate(card, most.perSecond / 2, MEASURED_MS);
    order(server, "work");
    const done = once(server, "message");
    const letters = saturate(letter, 2, MEASURED_MS);
    const beside = await atRate(card, most.perSecond / 4, MEASURED_MS);
    await Promise.all([letters, done]);
    const blocked = await report(server);

    const timings = [
      one,
      timing(`Postbag over HTTP, ${CONNECTIONS} connections`, most.times),
      timing("Postbag over HTTP, at half of that rate", half.times),
      timing("Postbag over HTTP, beside long work", beside.times),
    ];
    return {
      name: "Cards through HTTP",
      timings,
      targets: [
        atLeast(
          "cards a second, as a share of one thread's without HTTP",
          (most.perSecond * one.median) / 1000,
          0.2,
        ),
        atMost("ms, 99% at half of that rate (at most)", share(half.times, 0.99), 50),
        atMost("ms, the longest turn of the event loop (at most)", blocked.ownMs, LONGEST_BLOCK_MS),
      ],
      skipped: [],
      notes: [
        `${Math.round(most.perSecond)} cards a second. At half of that, ${fixed(share(half.times, 0.5))} ms for half of them and ${fixed(share(half.times, 0.99))} ms for 99 of a hundred, from when each was due.`,
        `The longest turn is in the server's main thread's own time, over all that is measured here; on the clock, with what other programs took, ${fixed(blocked.clockMs)} ms.`,
        "The long work: a proof against every seat, 400 rows read and printed, and letters of 5,000 characters without a pause.",
        "Server and load are two processes on the same cores.",
      ],
    };
  } finally {
    order(server, "stop");
    await once(server, "exit");
  }
}

/** What one thread does with a composed Letter and nothing else. */
async function oneThread(): Promise<Timing> {
  const paper = createPaper({ fonts: createFonts(await readFontFiles()), words: englishWords() });
  const letter = exampleLetter();
  const run = () => paper.postcardPdf(letter);
  const [only] = await inTurns([{ name: "Postbag, one thread without HTTP", perRound: 100, run }], 5);
  if (only === undefined) throw new Error("bench: one contender has one timing");
  return only;
}

function asking(url: string, ownWords: string): Ask {
  const sender = { name: "Sam Taylor", address: ["12 Mill Lane", "Cardiff"] };
  return {
    url,
    body: JSON.stringify({ campaign: "safe-workloads", postcode: "CF10 1EP", sender, ownWords }),
  };
}

function order(server: ChildProcess, what: Order): void {
  server.send(what);
}

async function report(server: ChildProcess): Promise<Report> {
  order(server, "report");
  const [said]: Report[] = await once(server, "message");
  if (said === undefined) throw new Error("bench: the server reports nothing");
  return said;
}

function atLeast(name: string, ratio: number, limit: number): Target {
  return { name, ratio, limit, met: ratio >= limit };
}

function atMost(name: string, ratio: number, limit: number): Target {
  return { name, ratio, limit, met: ratio <= limit };
}

function share(times: readonly number[], of: number): number {
  return at(
    times.toSorted((a, b) => a - b),
    of,
  );
}

function fixed(ms: number): string {
  return ms.toFixed(1);
}
