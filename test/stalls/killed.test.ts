// kill -9 in the midst of adding, printing and confirming, fifty times, three processes at one queue.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { seededNumbers } from "../support/seeded.ts";
import { newStall, openParts } from "../support/stall.ts";

const KILLS = 50;
/** A worker is killed after at most so many lines, and so many milliseconds more: in the midst of anything. */
const MOST_LINES = 40;
const MOST_MS = 4;
const AT_ONCE = 3;
const WORKER = join(import.meta.dirname, "../support/stall-worker.ts");

/** What the screens of all workers have shown: cards by the keys that added them, and jobs by the cards that they printed. */
type Shown = { readonly added: Map<string, Set<string>>; readonly printed: Map<string, Set<string>> };

describe("a queue whose processes are killed", () => {
  it("has every card that was confirmed, in the queue or printed, and none twice", async () => {
    const { folder, stall, hands } = await newStall({ createdAt: new Date().toISOString() });
    const random = seededNumbers(6);
    const shown: Shown = { added: new Map(), printed: new Map() };
    let started = 0;

    /** Runs a worker, kills it a moment after it is ready, and answers the keys that it was adding then. */
    async function killOne(unsure: readonly string[]): Promise<string[]> {
      const args = [WORKER, folder, stall.id, String(++started), ...unsure];
      const worker = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
      const open = new Set(unsure);
      const lines = createInterface(worker.stdout);
      let left = 1 + Math.floor(random() * MOST_LINES);
      const enough = Promise.withResolvers<void>();
      lines.on("line", (line) => {
        if (--left === 0) enough.resolve();
        const [what, first = "", second = ""] = line.split(" ");
        if (what === "trying") open.add(first);
        if (what === "added") {
          open.delete(first);
          note(shown.added, first, second);
        }
        if (what === "printed") note(shown.printed, first, second);
      });
      const closed = once(lines, "close");
      const exit = once(worker, "exit");
      await enough.promise;
      await setTimeout(random() * MOST_MS);
      worker.kill("SIGKILL");
      expect(await exit).toEqual([null, "SIGKILL"]);
      await closed;
      return [...open];
    }

    async function killMany(count: number): Promise<void> {
      let unsure: string[] = [];
      for (let at = 0; at < count; at++) unsure = await killOne(unsure);
    }
    const shares = Array.from({ length: AT_ONCE }, (_, at) => Math.floor((KILLS + at) / AT_ONCE));
    await Promise.all(shares.map(killMany));

    const { store, queue, database } = await openParts(folder, hands.restarted());
    const cards = await store.cards(stall.id);
    const byId = new Map(cards.map((card) => [card.id, card]));
    const additions = await database.selectFrom("stall_additions").selectAll().execute();
    expect(started).toBe(KILLS);
    expect(shown.added.size).toBeGreaterThan(KILLS);
    expect(shown.printed.size).toBeGreaterThan(KILLS / 2);

    // Each key that was shown as added is one card, and that card is there.
    for (const ids of shown.added.values()) {
      expect(ids.size).toBe(1);
      for (const id of ids) expect(byId.has(id)).toBe(true);
    }
    expect(new Set(additions.map(({ key }) => key)).size).toBe(cards.length);
    expect(cards.map(({ number }) => number)).toEqual(cards.map((_, at) => at + 1));

    // Each card that was shown as printed was in one job, and waits no more.
    for (const [id, jobs] of shown.printed) {
      expect(jobs.size).toBe(1);
      expect(byId.get(id)).toMatchObject({ state: "printed", job: [...jobs][0] });
    }
    const printed = cards.filter(({ state }) => state === "printed").length;
    const { bySeat, byDay } = await store.tally(stall.id);
    for (const counts of [bySeat, byDay]) {
      expect(counts.reduce((sum, { made }) => sum + made, 0)).toBe(cards.length);
      expect(counts.reduce((sum, each) => sum + each.printed, 0)).toBe(printed);
    }
    expect((await queue.view(stall.id)).cards.every(({ about }) => about !== null)).toBe(true);
  }, 180_000);
});

function note(all: Map<string, Set<string>>, name: string, value: string): void {
  all.set(name, (all.get(name) ?? new Set()).add(value));
}
