// The whole program as it is assembled for real, on a fixed day, with its log kept for the test to read.
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import type { FastifyInstance } from "fastify";
import pino from "pino";
import { type Assembled, assemble, type Given } from "../../src/assemble.ts";
import { readConfig } from "../../src/config.ts";
import { readFontFiles } from "../../src/paper/font-files.ts";
import { createFonts } from "../../src/paper/fonts.ts";
import { PATHS } from "../../src/paths.ts";
import { readWords } from "../../src/storage/words-file.ts";
import { createWorkers } from "../../src/workers.ts";
import { provedOnce } from "./proofs.ts";

/** The day on which every test of the whole program takes place. */
export const TODAY = "2026-11-22";

/** `log()` is everything written so far, at the most talkative level; `parts` are what the app is made of. */
export type TestApp = {
  readonly app: FastifyInstance;
  readonly log: () => string;
  readonly parts: Assembled;
};

/** Settings of a test's own: it asks nobody outside, and keeps what it keeps in memory and in a folder of its own. */
export async function ownSettings(): Promise<Record<string, string>> {
  return {
    POSTCODES_IO_URL: "off",
    SEATS_REFRESH: "off",
    DATABASE_URL: "sqlite::memory:",
    VAR_DIR: await mkdtemp(join(tmpdir(), "postbag-var-")),
  };
}

/** What takes longest to make and never changes: the fonts, the words, and the threads beside the app's own. */
export type MadeOnce = Required<Pick<Given, "fonts" | "words" | "workers">>;

let made: Promise<MadeOnce> | undefined;

/** Makes it once for all the apps of a test run's process. No app ends the threads that it shares with others. */
export function madeOnce(): Promise<MadeOnce> {
  made ??= (async () => ({
    fonts: createFonts(await readFontFiles()),
    words: await readWords(PATHS.words, "en"),
    workers: { ...provedOnce(createWorkers({ words: PATHS.words }, { threads: 1 })), close: async () => {} },
  }))();
  return made;
}

/** Builds the app; postcodes.io is off unless the environment given names one. Close `app` when done. */
export async function buildApp(
  environment: Record<string, string> = {},
  given: Given = {},
): Promise<TestApp> {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const config = readConfig({ ...(await ownSettings()), ...environment });
  const parts = assemble(config, { today: () => TODAY, ...(await madeOnce()), ...given });
  const app = await parts.app(pino({ level: "trace" }, stream));
  return { app, log: () => lines.join(""), parts };
}

/** A form as a browser of this site posts it. */
export function form(fields: Record<string, string | string[]>) {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const each of Array.isArray(value) ? value : [value]) body.append(name, each);
  }
  return {
    method: "POST" as const,
    headers: { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" },
    payload: body.toString(),
  };
}
