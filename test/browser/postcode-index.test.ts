// The reader of the postcode index in a browser: the same files, their types stripped, over the shipped bytes.
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { stripTypeScriptTypes } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeInBrowser, PHONE } from "../support/browser.ts";

const root = join(import.meta.dirname, "../..");

/** What the server answers: the sources without their types, the index, an empty page. */
function answer(url: string): { type: string; body: string | Uint8Array } | undefined {
  if (url === "/") return { type: "text/html", body: "<!doctype html><title>Index</title>" };
  if (url === "/postcodes.idx")
    return { type: "application/octet-stream", body: readFileSync(join(root, "data/postcodes.idx")) };
  if (!/^\/src\/[a-z/-]+\.ts$/.test(url)) return undefined;
  return { type: "text/javascript", body: stripTypeScriptTypes(readFileSync(join(root, url), "utf8")) };
}

describeInBrowser("the postcode index in a browser", (open) => {
  let server: Server;
  let origin: string;

  beforeAll(async () => {
    server = createServer(({ url = "" }, response) => {
      const found = answer(url);
      response.writeHead(found === undefined ? 404 : 200, { "content-type": found?.type ?? "text/plain" });
      response.end(found?.body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it("opens, is checked, and finds constituencies, with nothing of Node", async () => {
    const page = await open(PHONE);
    await page.goto(origin);
    const found: unknown = await page.evaluate(async () => {
      const load = new Function("path", "return import(path)");
      const reader = await load("/src/constituencies/postcode-index.ts");
      const bytes = new Uint8Array(await (await fetch("/postcodes.idx")).arrayBuffer());
      reader.checkPostcodeIndex(bytes, "postcodes.idx");
      const index = reader.openPostcodeIndex(bytes, "postcodes.idx");
      return {
        postcodes: index.header.postcodes,
        seats: ["SW1A 1AA", "LL55 1SH", "SW1A 1ZZ"].map((postcode) => index.seatsOf(postcode)),
        near: index.seatsNear("AB10 1ZZ"),
        sectors: index.countSectors(),
      };
    });
    expect(found).toEqual({
      postcodes: 1_733_406,
      seats: [["E14001172"], ["W07000096"], []],
      near: expect.arrayContaining(["S14000061"]),
      sectors: { all: 10_849, inOneSeat: 6_681 },
    });
  });
});
