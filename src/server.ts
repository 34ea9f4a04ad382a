// The program: reads the settings, has the parts assembled, and runs a command; `serve` listens, and closes cleanly.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import type { FastifyInstance } from "fastify";
import pino from "pino";
import { z } from "zod";
import { type Assembled, assemble } from "./assemble.ts";
import { openCampaign } from "./campaigns/open-campaign.ts";
import { runCli } from "./cli/main.ts";
import { openBrowser } from "./cli/open-browser.ts";
import type { StallCheckParts } from "./cli/stall-check.ts";
import { type Config, readConfig } from "./config.ts";
import { Problem } from "./errors.ts";
import { PATHS } from "./paths.ts";
import { createClock } from "./storage/clock.ts";
import { readWords } from "./storage/words-file.ts";

/** Runs a command line with the settings of the environment; resolves with the exit code. */
export async function runPostbag(args: readonly string[]): Promise<number> {
  let exitCode = 0;
  const setExitCode = (code: number): void => {
    exitCode = code;
  };
  const io = { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, setExitCode };
  process.stdout.on("error", endOfOutput);
  const words = await readWords(PATHS.words, "en");
  const { version } = packageFile.parse(JSON.parse(await readFile(PATHS.package, "utf8")));
  // The settings are read when a command needs them, so that --help works with bad ones.
  let assembled: Assembled | undefined;
  const parts = (instead: Partial<Config> = {}): Assembled => {
    assembled ??= assemble({ ...readConfig(process.env), ...instead }, { words });
    return assembled;
  };
  await runCli(args, io, {
    version,
    paths: PATHS,
    words,
    findMp: async () => parts().findMp(),
    seatFiles: async () => parts().seatFiles,
    seatRefresh: async () => parts().seatRefresh,
    campaigns: async () => parts().campaigns(),
    versions: async () => parts().versions(),
    versionsIfThere: async () => parts().versionsIfThere(),
    organisation: async () => parts().organisation(),
    proofParts: async () => parts().proofParts(),
    ...createClock(),
    accounts: async () => (await parts().people()).accounts,
    siteUrl: async () => siteUrl(parts().config),
    writeLetter: async () => parts().writeLetter(),
    paper: async () => parts().paper(),
    seats: async () => parts().seats(),
    publicUrl: async () => parts().config.PUBLIC_URL,
    checkBatch: async () => parts().checkBatch(),
    untilStopped,
    serveStall: async ({ campaign: id, name, sheet, port }, started) => {
      // Over the laptop's own address alone, and asking nobody: whatever the settings say.
      const offline = { HOST: "127.0.0.1", POSTCODES_IO_URL: null, SEATS_REFRESH: null, TRUST_PROXY: 0 };
      const { app, config, campaigns, stalls, now } = parts(offline);
      const { campaign } = openCampaign(await campaigns(), id, now());
      const stall = await (await stalls()).resume(campaign, { name, sheet });
      // What a rep's terminal should show is the address; problems still come.
      const level = config.LOG_LEVEL === "info" ? "warn" : config.LOG_LEVEL;
      const made = await app(pino({ level, base: null }), stall.id);
      await listen(made, { host: config.HOST, port: port ?? config.PORT }, started);
    },
    checkParts: async () => checkParts(parts({ POSTCODES_IO_URL: null, SEATS_REFRESH: null })),
    openBrowser,
    serve: async (started) => {
      const { app, config } = parts();
      const logger = pino({ level: config.LOG_LEVEL, base: null });
      await listen(await app(logger), { host: config.HOST, port: config.PORT }, started);
    },
  });
  await assembled?.close();
  return exitCode;
}

/** Where this server is reached: by the public, or on its own machine where nobody has said. */
function siteUrl({ PUBLIC_URL, HOST, PORT }: Config): string {
  if (PUBLIC_URL !== null) return PUBLIC_URL;
  const everywhere = HOST === "0.0.0.0" || HOST === "::";
  return `http://${everywhere ? "127.0.0.1" : HOST.includes(":") ? `[${HOST}]` : HOST}:${PORT}`;
}

const packageFile = z.object({ version: z.string() });

/** Nobody reads any more, as behind `| head`: that is no failure. A full disk is one. */
function endOfOutput(error: NodeJS.ErrnoException): void {
  process.exit(error.code === "EPIPE" ? 0 : 3);
}

/** Runs something long, and tells it through its signal when somebody stops the program. */
async function untilStopped<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => controller.abort(new Problem("stopped"));
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    return await run(controller.signal);
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}

/** What the evening before a stall is checked with: everything that the day will need. */
async function checkParts(made: Assembled): Promise<StallCheckParts> {
  const { header } = await made.index();
  return {
    campaigns: await made.campaigns(),
    seats: await made.seats(),
    index: { date: header.date, postcodes: header.postcodes },
    proofParts: await made.proofParts(),
    stalls: await made.stalls(),
    paper: await made.paper(),
    folder: made.config.VAR_DIR,
    files: Object.values(PATHS),
    nodeVersion: process.versions.node,
    close: async () => (await made.database()).destroy(),
  };
}

/** How long requests in flight may take to finish once the end is asked for, ms: less than the 10 s after which Docker kills. */
const GRACE_MS = 5_000;

/**
 * Listens at host and port, calls `started` with the address, and resolves when SIGTERM or SIGINT has been obeyed: no
 * new connections, requests in flight answered, and after five seconds whoever is still only half-way through asking cut off.
 * Rejects with `cannot-listen`.
 */
async function listen(
  app: FastifyInstance,
  { host, port }: { host: string; port: number },
  started: (address: string) => void,
): Promise<void> {
  started(await listenAt(app, host, port));
  const stop = new AbortController();
  await Promise.race(["SIGTERM", "SIGINT"].map((signal) => once(process, signal, { signal: stop.signal })));
  stop.abort();
  const deadline = setTimeout(() => app.server.closeAllConnections(), GRACE_MS);
  await app.close();
  clearTimeout(deadline);
}

async function listenAt(app: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    await app.close();
    if (!(error instanceof Error && "syscall" in error)) throw error;
    throw new Problem("cannot-listen", { host, port: String(port) });
  }
}
