// What the pages compute themselves, with the same code as the server: its source without the types, under /modules/.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import type { FastifyInstance } from "fastify";

/** Every file of `src/` that pages may load, with all that it imports. Nothing else is served. */
export const MODULES: readonly string[] = [
  "errors.ts",
  "postcode/areas.ts",
  "postcode/postcode.ts",
  "constituencies/find-constituency.ts",
  "constituencies/index-format.ts",
  "constituencies/index-frame.ts",
  "constituencies/nearness.ts",
  "constituencies/postcode-index.ts",
  "constituencies/seat-code.ts",
  "constituencies/sector-block.ts",
  "mps/seat-search.ts",
  "letters/answers.ts",
  "letters/confidential.ts",
  "letters/confidential/contacts.ts",
  "letters/confidential/dates.ts",
  "letters/confidential/kinds.ts",
  "letters/confidential/known.ts",
  "letters/confidential/masks.ts",
  "letters/confidential/name-words.ts",
  "letters/confidential/names.ts",
  "letters/confidential/numbers.ts",
  "letters/confidential/places.ts",
  "letters/own-share.ts",
  "letters/own-words.ts",
  "letters/tone.ts",
];

const SOURCE = new URL("../", import.meta.url);

/**
 * Serves `/modules/<path in src>`, such as `/modules/letters/confidential.ts`, as JavaScript: stripped once, now. The `.ts`
 * stays in the path, so that the imports between the files work as they are. Throws where a file is missing.
 */
export async function registerModules(app: FastifyInstance): Promise<void> {
  const scripts = await Promise.all(
    MODULES.map(async (path) => {
      const script = stripTypeScriptTypes(await readFile(new URL(path, SOURCE), "utf8"));
      return { path, script, etag: `"${createHash("sha256").update(script).digest("base64url")}"` };
    }),
  );
  for (const { path, script, etag } of scripts) {
    app.get(`/modules/${path}`, async (request, reply) => {
      reply.header("cache-control", "public, max-age=600").header("etag", etag);
      // Contained, because a proxy that compresses marks it as weak.
      if (request.headers["if-none-match"]?.includes(etag)) return reply.code(304).send();
      return reply.type("text/javascript; charset=utf-8").send(script);
    });
  }
}
