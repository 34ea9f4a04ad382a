// Pages compute with the same code as the server: what is served under /modules/ loads, is complete, and finds the same.
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { joinAnswers } from "../../src/letters/answers.ts";
import { type Context, findConfidential, maskFinding } from "../../src/letters/confidential.ts";
import { ownShare } from "../../src/letters/own-share.ts";
import { findTone } from "../../src/letters/tone.ts";
import { parsePostcode } from "../../src/postcode/postcode.ts";
import { MODULES, registerModules } from "../../src/web/modules.ts";
import { registerHeaders } from "../../src/web/safety.ts";
import { CONTEXT, FINE, FOUND } from "../letters/confidential.sentences.ts";
import { describeInBrowser } from "../support/browser.ts";
import { readSource } from "../support/source.ts";

/** What a page of ours would do with them; `judge` is there once everything has loaded. */
const PAGE_SCRIPT = `
${MODULES.map((path) => `import "/modules/${path}";`).join("\n")}
import { joinAnswers } from "/modules/letters/answers.ts";
import { findConfidential, maskFinding } from "/modules/letters/confidential.ts";
import { ownShare } from "/modules/letters/own-share.ts";
import { findTone } from "/modules/letters/tone.ts";
import { parsePostcode } from "/modules/postcode/postcode.ts";

globalThis.judge = (texts, context) => texts.map((text) => {
  const findings = findConfidential(text, context);
  const [first] = findings;
  return {
    findings,
    masked: first ? maskFinding(text, first) : text,
    share: ownShare(text, context.campaignText),
    tone: findTone(text),
    joined: joinAnswers([text, text]),
    postcode: parsePostcode(text),
  };
});
`;

/** The same on the server. */
function judge(texts: readonly string[], context: Context) {
  return texts.map((text) => {
    const findings = findConfidential(text, context);
    const [first] = findings;
    return {
      findings,
      masked: first ? maskFinding(text, first) : text,
      share: ownShare(text, context.campaignText),
      tone: findTone(text),
      joined: joinAnswers([text, text]),
      postcode: parsePostcode(text),
    };
  });
}

async function buildApp(): Promise<FastifyInstance> {
  const app = Fastify();
  await registerHeaders(app, null);
  await registerModules(app);
  const html = '<!doctype html><title>Modules</title><script type="module" src="/page.js"></script>';
  app.get("/", async (_request, reply) => reply.type("text/html").send(html));
  app.get("/page.js", async (_request, reply) => reply.type("text/javascript").send(PAGE_SCRIPT));
  return app;
}

describe("the modules for pages", () => {
  let app: FastifyInstance;
  const scripts = new Map<string, string>();

  beforeAll(async () => {
    app = await buildApp();
    for (const path of MODULES) {
      scripts.set(path, (await app.inject({ url: `/modules/${path}` })).body);
    }
  });
  afterAll(() => app.close());

  it.each(MODULES)("serve %s as JavaScript that may be kept for ten minutes", async (path) => {
    const { statusCode, headers, body } = await app.inject({ url: `/modules/${path}` });
    expect(statusCode).toBe(200);
    expect(headers["content-type"]).toBe("text/javascript; charset=utf-8");
    expect(headers["cache-control"]).toBe("public, max-age=600");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(body.length).toBe(readFileSync(join(import.meta.dirname, "../../src", path), "utf8").length);
  });

  it("are not sent again to whoever has them", async () => {
    const url = "/modules/letters/confidential.ts";
    const { etag } = (await app.inject({ url })).headers;
    for (const known of [String(etag), `W/${etag}`, `"other", ${etag}`]) {
      const again = await app.inject({ url, headers: { "if-none-match": known } });
      expect([again.statusCode, again.body]).toEqual([304, ""]);
    }
    const other = await app.inject({ url, headers: { "if-none-match": '"other"' } });
    expect(other.statusCode).toBe(200);
  });

  it("import only each other, by paths that are served", () => {
    for (const [path, script] of scripts) {
      for (const { specifier } of readSource(script).imports) {
        expect(specifier, path).toMatch(/^\.\.?\//);
        expect(MODULES, path).toContain(posix.join(posix.dirname(path), specifier ?? ""));
      }
    }
  });

  it("are all that is served: not the rest of the source, and nothing beside it", async () => {
    for (const path of [
      "words.ts",
      "letters/compose.ts",
      "letters/",
      "postcode/require-postcode.ts",
      "../package.json",
      "..%2Fpackage.json",
      "letters/..%2Fconfig.ts",
      "LETTERS/CONFIDENTIAL.TS",
    ]) {
      expect((await app.inject({ url: `/modules/${path}` })).statusCode, path).toBe(404);
    }
  });

  it("have no pattern that looks behind, which phones of a few years ago cannot read", () => {
    for (const [path, script] of scripts) expect(script, path).not.toMatch(/\(\?<[=!]/);
  });
});

describeInBrowser("the modules in a browser", (open) => {
  let app: FastifyInstance;
  let origin: string;

  beforeAll(async () => {
    app = await buildApp();
    origin = await app.listen({ host: "127.0.0.1", port: 0 });
  });
  afterAll(() => app.close());

  it("load and find the same as on the server", async () => {
    const texts = [...FOUND.map(([, marked]) => marked.replace(/[⟦⟧]/g, "")), ...FINE];
    const page = await open();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    await page.goto(origin);
    const given = `judge(${JSON.stringify(texts)}, ${JSON.stringify(CONTEXT)})`;
    const inPage: unknown = await page.evaluate(given);
    expect(faults).toEqual([]);
    expect(inPage).toEqual(judge(texts, CONTEXT));
  });
});
