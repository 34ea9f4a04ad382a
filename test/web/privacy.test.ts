// Walks the full journey and then searches everything that the server wrote down for any word of it.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApp, form, type TestApp } from "../support/app.ts";

// Words that occur nowhere else, so that a hit is a leak.
const MARKS = {
  name: "Quillifer Marchbanks",
  words: "zanthoxylum hydrangea bathysphere",
  address: "77 Nonesuch Parade",
  email: "quillifer@example.org",
  postcode: "CF10 1EP",
  unknownPostcode: "CF10 9ZZ",
  search: "zyzzyva",
};
const TRACES = [
  "quillifer",
  "marchbanks",
  "zanthoxylum",
  "bathysphere",
  "nonesuch",
  "cf101ep",
  "cf10 1ep",
  "cf109zz",
  "cf10 9zz",
  "cf10%20",
  "zyzzyva",
  "198.51.100.7",
];

const FIELDS = {
  postcode: MARKS.postcode,
  name: MARKS.name,
  address: MARKS.address,
  email: MARKS.email,
  ownWords: MARKS.words,
};

describe("what is left of a journey", () => {
  let test: TestApp;
  const asked: string[] = [];
  const urls: string[] = [];
  const live = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(404, { "content-type": "application/json" });
    response.end(JSON.stringify({ status: 404, error: "Postcode not found" }));
  });

  beforeAll(async () => {
    await new Promise<void>((done) => live.listen(0, "127.0.0.1", done));
    const { port } = live.address() as AddressInfo;
    test = await buildApp({ POSTCODES_IO_URL: `http://127.0.0.1:${port}`, LOG_LEVEL: "trace" });
    await walk();
  });
  afterAll(async () => {
    await test.app.close();
    live.close();
  });

  async function walk(): Promise<void> {
    const { app } = test;
    const go = async (url: string, options: object = {}) => {
      urls.push(url);
      const response = await app.inject({ url, remoteAddress: "198.51.100.7", ...options });
      if (response.headers.location) urls.push(String(response.headers.location));
      return response;
    };
    const campaign = "/campaigns/safe-workloads";
    await go("/");
    await go(campaign);
    await go(`${campaign}/write`, form({ postcode: MARKS.postcode }));
    await go(`${campaign}/write`, form({ ...FIELDS, postcode: MARKS.unknownPostcode }));
    await go(`${campaign}/write`, form({ ...FIELDS, find: MARKS.search }));
    await go(`${campaign}/preview`, form({ ...FIELDS, name: "" }));
    await go(`${campaign}/preview`, form(FIELDS));
    await go(`${campaign}/send`, form(FIELDS));
    for (const file of ["postcard.pdf", "letter.pdf"])
      expect((await go(`${campaign}/${file}`, form(FIELDS))).statusCode).toBe(200);
    await go(`${campaign}/sent`);
    // What goes wrong: broken JSON, a page that is not there, too large, a form from elsewhere, words in a URL by mistake.
    await go("/api/v1/mp", {
      method: "POST",
      headers: { "content-type": "application/json" },
      payload: `{"postcode":"${MARKS.postcode}`,
    });
    await go("/api/v1/email", {
      method: "POST",
      payload: { campaign: "safe-workloads", ...FIELDS, sender: { name: MARKS.name } },
    });
    await go(`${campaign}/write`, {
      ...form(FIELDS),
      headers: { ...form(FIELDS).headers, "sec-fetch-site": "cross-site" },
    });
    await go(`${campaign}/write`, { ...form({ ...FIELDS, ownWords: MARKS.words.repeat(4_000) }) });
    await app.inject({ url: `/no-such-page/${encodeURIComponent(MARKS.name)}?postcode=${MARKS.postcode}` });
    await app.inject({ url: `${campaign}?name=${encodeURIComponent(MARKS.name)}` });
    await app.inject({ url: `/campaigns/${encodeURIComponent(MARKS.name)}` });
  }

  it("is nothing in the log, at its most talkative", () => {
    const log = test.log().toLowerCase();
    expect(log).toContain('"route":"/campaigns/:id/preview"');
    for (const trace of TRACES) expect(log).not.toContain(trace);
  });

  it("is nothing in the URLs that the pages lead to", () => {
    for (const trace of TRACES) expect(urls.join("\n").toLowerCase()).not.toContain(trace);
  });

  it("is nothing in var/", () => {
    const files = existsSync("var") ? readdirSync("var", { recursive: true, withFileTypes: true }) : [];
    for (const file of files.filter((entry) => entry.isFile())) {
      const content = readFileSync(join(file.parentPath, file.name), "latin1").toLowerCase();
      for (const trace of TRACES) expect(content).not.toContain(trace);
    }
  });

  it("is one question to postcodes.io, for the postcode that the index lacks, with nothing else in it", () => {
    expect(new Set(asked)).toEqual(new Set(["/postcodes/CF109ZZ"]));
  });

  it("is kept by nobody in between: every answer with a member's words in it says no-store", async () => {
    for (const page of ["write", "preview", "send", "postcard.pdf", "letter.pdf"]) {
      const response = await test.app.inject({ url: `/campaigns/safe-workloads/${page}`, ...form(FIELDS) });
      expect(response.headers["cache-control"]).toBe("no-store");
    }
  });
});
