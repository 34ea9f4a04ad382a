// The server that the bench of HTTP asks, in a process of its own: it watches its own event loop, and does long work when told to.
import { monitorEventLoopDelay } from "node:perf_hooks";
import pino from "pino";
import { assemble } from "../src/assemble.ts";
import { readConfig } from "../src/config.ts";
import { PATHS } from "../src/paths.ts";
import { readText } from "../src/storage/read-text.ts";

/** What the bench asks for: to begin watching, to do long work (and say when it is done), to report, to stop. */
export type Order = "watch" | "work" | "report" | "stop";

/** How long the longest turn of the event loop took since `watch`, ms: in the thread's own time and on the clock. */
export type Report = { readonly ownMs: number; readonly clockMs: number };

const ROWS = 400;
const CAMPAIGN = "safe-workloads";
const unlimited = { renders: 1e9, previews: 1e9, pages: 1e9 };

const parts = assemble(readConfig({ POSTCODES_IO_URL: "off", SEATS_REFRESH: "off" }), { limits: unlimited });
const app = await parts.app(pino({ level: "silent" }));
const address = await app.listen({ host: "127.0.0.1", port: 0 });
process.send?.(address);

/** A turn of the loop is what happens between two visits to this: in the thread's own time, what other programs take is left out. */
let longest = 0;
let before = process.threadCpuUsage();
const delay = monitorEventLoopDelay({ resolution: 1 });
function visit(): void {
  const now = process.threadCpuUsage();
  longest = Math.max(longest, (now.user + now.system - before.user - before.system) / 1000);
  before = now;
  setTimeout(visit, 0).unref();
}
visit();

process.on("message", async (order: Order) => {
  switch (order) {
    case "watch":
      longest = 0;
      delay.enable();
      return delay.reset();
    case "work":
      await Promise.all([prove(), printBatch()]);
      return process.send?.("done");
    case "report":
      return process.send?.({ ownMs: longest, clockMs: delay.max / 1e6 } satisfies Report);
    case "stop":
      await app.close();
      process.disconnect?.();
  }
});

async function prove(): Promise<void> {
  const read = (name: string) => readText(`${PATHS.campaigns}/${CAMPAIGN}/${name}`);
  const source = {
    yaml: await read("campaign.yaml"),
    postcard: await read("postcard.hbs"),
    letter: await read("letter.hbs"),
    image: null,
  };
  const organisation = { name: "Your union", contact: null, imprint: null, dataController: null };
  const { all: seats } = await parts.seats();
  await parts.workers.prove({ id: CAMPAIGN, source, organisation, seats, at: parts.now().toString() });
}

async function printBatch(): Promise<void> {
  const check = await parts.checkBatch();
  const { all: seats } = await parts.seats();
  async function* rows() {
    yield { line: 1, cells: ["name", "seat", "postcode", "words"] };
    for (let at = 0; at < ROWS; at++) {
      const seat = seats[(at * 37) % seats.length]?.code ?? "";
      yield { line: at + 2, cells: [`Member ${at} Taylor`, seat, "CF10 1EP", "I see this every week."] };
    }
  }
  const settings = {
    campaign: CAMPAIGN,
    sheet: "a4-duplex-long",
    order: "constituency",
    covers: true,
    showOnCard: [],
  } as const;
  const watch = {
    signal: new AbortController().signal,
    heading: async () => {},
    mend: async () => {},
    progress: () => {},
  };
  for await (const _ of (await check(rows(), settings, watch)).pdf());
}
