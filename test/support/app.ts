// The whole program as it is assembled for real, on a fixed day, with its log kept for the test to read.
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import type { FastifyInstance } from "fastify";
import pino from "pino";
import { type Assembled, assemble, type Given } from "../../src/assemble.ts";
import { readConfig } from "../../src/config.ts";

/** The day on which every test of the whole program takes place. */
export const TODAY = "2026-11-22";

/** A folder of its own, made when something is kept in it: else tests would write their stalls' keys beside the real ones, and each other's. */
export const ownFolder = (): string => join(tmpdir(), `postbag-app-${randomUUID()}`);

/** `log()` is everything written so far, at the most talkative level; `parts` are what the app is made of. */
export type TestApp = {
  readonly app: FastifyInstance;
  readonly log: () => string;
  readonly parts: Assembled;
};

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
  const config = readConfig({
    POSTCODES_IO_URL: "off",
    SEATS_REFRESH: "off",
    DATABASE_URL: "sqlite::memory:",
    VAR_DIR: ownFolder(),
    ...environment,
  });
  const parts = assemble(config, { today: () => TODAY, ...given });
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
