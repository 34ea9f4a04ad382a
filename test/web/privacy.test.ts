// Walks the full journey and then searches everything that the server wrote down for any word of it.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
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
  const varDir = mkdtempSync(join(tmpdir(), "postbag-var-"));
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
    test = await buildApp({
      POSTCODES_IO_URL: `http://127.0.0.1:${port}`,
      LOG_LEVEL: "trace",
      VAR_DIR: varDir,
      DATABASE_URL: `sqlite:${join(varDir, "postbag.sqlite")}`,
    });
    await test.app.listen({ host: "127.0.0.1", port: 0 });
    await walk();
  });
  afterAll(async () => {
    await test.app.close();
    live.close();
    rmSync(varDir, { recursive: true });
  });

  async function walk(): Promise<void> {
    const { app } = test;
    const go = async (url: string, options: object = {}) => {
      urls.push(url);
      const response = await app.inject({ url, remoteAddress: "198.51.100.7", ...options });
      if (response.headers.location) urls.push(String(response.headers.location));
      // Where its links and forms lead, but for the ways out that the member clicks: those leave the site.
      for (const [, link = ""] of response.payload.matchAll(/(?:href|action|src)="([^"]*)"/g)) {
        if (!/^(?:mailto:|https:)/.test(link)) urls.push(link);
      }
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

  it("is nothing in the log either after a request that cannot be read", async () => {
    const { port } = test.app.server.address() as AddressInfo;
    for (const broken of [
      `POST /campaigns/safe-workloads/write HTTP/1.1\r\nhost: x\r\nbad header\r\n\r\nname=${MARKS.name}`,
      `GET /?name=${MARKS.name.replace(" ", "+")} HTTP/9\r\n\r\n`,
      `GET /${"a".repeat(20_000)}${MARKS.words} HTTP/1.1\r\nhost: x\r\n\r\n`,
    ]) {
      const answer = await new Promise<string>((resolve, reject) => {
        const socket = connect(port, "127.0.0.1", () => socket.write(broken));
        let text = "";
        socket.on("data", (chunk) => {
          text += chunk;
        });
        socket.on("close", () => resolve(text));
        socket.on("error", reject);
      });
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d .*\r\n/);
    }
    const log = test.log().toLowerCase();
    for (const trace of TRACES) {
      expect(log).not.toContain(trace);
      // Buffers are logged as their bytes.
      expect(log).not.toContain([...Buffer.from(trace)].join(","));
    }
    expect(log).not.toMatch(/\d+,\d+,\d+,\d+,\d+,\d+/);
  });

  it("is nothing in the URLs that the pages lead to", () => {
    expect(urls.length).toBeGreaterThan(100);
    for (const trace of TRACES) expect(urls.join("\n").toLowerCase()).not.toContain(trace);
  });

  it("is nothing in the folder for what is kept", () => {
    expect(readdirSync(varDir)).toContain("postbag.sqlite-wal");
    // A campaign's examples live at postcodes of public buildings, one of which the journey takes.
    const examples = tracesIn(join(import.meta.dirname, "../../templates/campaigns"));
    expect(tracesIn(varDir).filter((trace) => !examples.includes(trace))).toEqual([]);
    // The search would find it.
    writeFileSync(join(varDir, "planted.sqlite"), `\u0000\u0001${MARKS.name}\u0000`);
    expect(tracesIn(varDir)).toEqual(expect.arrayContaining(["quillifer", "marchbanks"]));
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

/** Which of the traces are in any file of a folder. */
function tracesIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const content = files.map(({ parentPath, name }) =>
    readFileSync(join(parentPath, name), "latin1").toLowerCase(),
  );
  return TRACES.filter((trace) => content.some((text) => text.includes(trace)));
}
