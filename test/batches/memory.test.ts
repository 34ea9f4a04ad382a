// What a batch leaves on the heap: cards by the thousand must not need memory by the card.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { checkTable } from "../support/batch.ts";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** Bytes of the heap that are in use once the garbage is gone. */
function heapInUse(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

/** Every row has words of its own, or a cache of words would look like thrift. */
function tableOf(rows: number): string {
  const lines = Array.from({ length: rows }, (_, at) => {
    const words = Array.from({ length: 40 }, (_, word) => `w${at.toString(36)}o${word.toString(36)}`).join(
      " ",
    );
    return `Member ${at} Taylor,${at % 2 === 0 ? "CF10 1EP" : "M1 1AE"},${words}`;
  });
  return ["Name,Postcode,Own words", ...lines].join("\n");
}

it("keeps at most two kilobytes of heap for each card, rows, pages and structure together", async () => {
  const [first, last] = [500, 2000];
  const table = tableOf(last);
  const heap: Record<string, number> = {};
  const settings = { order: "constituency", covers: true } as const;
  const checked = await checkTable(table, settings, {
    progress({ phase, done }) {
      if (done === first || done === last) heap[`${phase} ${done}`] = heapInUse();
    },
  });
  expect(checked.good).toBe(last);
  let bytes = 0;
  for await (const piece of checked.pdf()) bytes += piece.length;
  const perCard = (phase: string) =>
    ((heap[`${phase} ${last}`] ?? Number.NaN) - (heap[`${phase} ${first}`] ?? 0)) / (last - first);
  expect(perCard("checking") + perCard("printing")).toBeLessThan(2048);
  // The fronts are alike and the fonts are in it once: a card takes a few kilobytes of the file, a font takes more.
  expect(bytes / last).toBeLessThan(5000);
}, 60_000);
