// The postcodes.io client against a real server on this machine that replies as the service does, well and badly.
import { createServer, type Server, type ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AskPostcodesIo } from "../../src/constituencies/find-constituency.ts";
import { createAskPostcodesIo } from "../../src/constituencies/postcodes-io.ts";
import { requirePostcode } from "../../src/postcode/require-postcode.ts";

const POSTCODE = requirePostcode("SW1A 1AA");
const NOTHING = { says: "nothing" };

/** The service's reply to a postcode that it has, with what we read of it and some of the rest. */
const found = (code: unknown, postcode = "SW1A 1AA"): unknown => ({
  status: 200,
  result: {
    postcode,
    quality: 1,
    country: "England",
    parliamentary_constituency: "Cities of London and Westminster",
    parliamentary_constituency_2024: "Cities of London and Westminster",
    codes: {
      admin_district: "E09000033",
      parliamentary_constituency: "E14000639",
      parliamentary_constituency_2024: code,
    },
  },
});

let server: Server;
let url: string;
let asked: string[];
let reply: (response: ServerResponse) => void;
let time: number;
let ask: AskPostcodesIo;

const json = (status: number, body: unknown) => (response: ServerResponse) => {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
};

beforeEach(async () => {
  asked = [];
  time = 0;
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    reply(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  url = `http://127.0.0.1:${address.port}`;
  ask = createAskPostcodesIo({
    url,
    isSeat: (code) => code !== "E14009999",
    now: () => time,
    timeoutMs: 1_500,
  });
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe("postcodes.io", () => {
  it("is asked for the postcode without its space, and its 2024 constituency is taken", async () => {
    reply = json(200, found("E14001172"));
    expect(await ask(POSTCODE)).toEqual({ says: "seat", code: "E14001172" });
    expect(asked).toEqual(["GET /postcodes/SW1A1AA"]);
  });

  it("is found where its address ends in a slash", async () => {
    reply = json(200, found("E14001172"));
    const slashed = createAskPostcodesIo({ url: `${url}/`, isSeat: () => true, now: () => time });
    expect(await slashed(POSTCODE)).toEqual({ says: "seat", code: "E14001172" });
    expect(asked).toEqual(["GET /postcodes/SW1A1AA"]);
  });

  it("says when a postcode was terminated", async () => {
    reply = json(404, {
      status: 404,
      error: "Postcode not found",
      terminated: {
        postcode: "SW1A 1AA",
        year_terminated: 2018,
        month_terminated: 6,
        longitude: 0,
        latitude: 51,
      },
    });
    expect(await ask(POSTCODE)).toEqual({ says: "terminated", terminated: { year: 2018, month: 6 } });
  });

  it.each([
    ["does not know the postcode", json(404, { status: 404, error: "Postcode not found" })],
    ["knows of no constituency there", json(200, found(null))],
    ["gives an empty code", json(200, found(""))],
    ["gives the code of a seat that there is not", json(200, found("E14009999"))],
    ["gives a code of the boundaries before 2024, or of something else", json(200, found("E09000033"))],
    ["gives a number for a code", json(200, found(14))],
    ["answers about another postcode", json(200, found("E14001172", "SW1A 2AA"))],
    ["has no codes", json(200, { status: 200, result: { postcode: "SW1A 1AA" } })],
    ["has no result", json(200, { status: 200, result: null })],
    ["replies with a list", json(200, [])],
    [
      "gives a month that there is not",
      json(404, { status: 404, terminated: { year_terminated: 2018, month_terminated: 13 } }),
    ],
    ["asks for patience", json(429, { status: 429, error: "Too many requests" })],
    ["breaks", json(500, { status: 500, error: "Internal server error" })],
    ["cannot read the postcode", json(400, { status: 400, error: "Invalid postcode" })],
    [
      "is a page of something else",
      (response: ServerResponse) =>
        response.writeHead(200, { "content-type": "text/html" }).end("<h1>Sign in</h1>"),
    ],
    [
      "is not there, says a page",
      (response: ServerResponse) =>
        response.writeHead(404, { "content-type": "text/html" }).end("<h1>404</h1>"),
    ],
    [
      "sends elsewhere",
      (response: ServerResponse) => response.writeHead(302, { location: `${url}/elsewhere` }).end(),
    ],
    [
      "stops in the middle",
      (response: ServerResponse) => {
        response.writeHead(200, { "content-type": "application/json", "content-length": 500 });
        response.write('{"status":200,"result":{"postcode"', () => response.destroy());
      },
    ],
    ["hangs up", (response: ServerResponse) => response.destroy()],
  ])("says nothing, and no error, where it %s", async (_, replyWith) => {
    reply = replyWith;
    expect(await ask(POSTCODE)).toEqual(NOTHING);
    expect(asked).toEqual(["GET /postcodes/SW1A1AA"]);
  });

  it("says nothing where nobody listens", async () => {
    const nobody = createAskPostcodesIo({ url: "http://127.0.0.1:1", isSeat: () => true, now: () => time });
    expect(await nobody(POSTCODE)).toEqual(NOTHING);
  });

  it.each([
    ["begins no reply", () => undefined],
    [
      "begins one and does not end it",
      (response: ServerResponse) => {
        response.writeHead(200, { "content-type": "application/json" }).write('{"status":');
      },
    ],
  ])("is given up when it %s in time", async (_, replyWith) => {
    reply = replyWith;
    const hasty = createAskPostcodesIo({ url, isSeat: () => true, now: () => time, timeoutMs: 60 });
    expect(await hasty(POSTCODE)).toEqual(NOTHING);
  });

  it("is left alone for half a minute after five failures, then tried again", async () => {
    reply = json(500, {});
    for (let calls = 0; calls < 8; calls++) expect(await ask(POSTCODE)).toEqual(NOTHING);
    expect(asked).toHaveLength(5);

    reply = json(200, found("E14001172"));
    time += 29_999;
    expect(await ask(POSTCODE)).toEqual(NOTHING);
    expect(asked).toHaveLength(5);

    time += 1;
    expect(await ask(POSTCODE)).toEqual({ says: "seat", code: "E14001172" });
    reply = json(200, found("E14001172", "SW1A 2AA"));
    expect(await ask(requirePostcode("SW1A 2AA"))).toEqual({ says: "seat", code: "E14001172" });
    expect(asked).toHaveLength(7);
  });

  it("is asked once for a postcode within hours, and again after them", async () => {
    reply = json(200, found("E14001172"));
    for (let calls = 0; calls < 3; calls++)
      expect(await ask(POSTCODE)).toEqual({ says: "seat", code: "E14001172" });
    expect(asked).toHaveLength(1);
    time += 4 * 60 * 60_000;
    await ask(POSTCODE);
    expect(asked).toHaveLength(2);
  });

  it("is asked again after a failure, which nobody remembers", async () => {
    reply = json(500, {});
    expect(await ask(POSTCODE)).toEqual(NOTHING);
    reply = json(200, found("E14001172"));
    expect(await ask(POSTCODE)).toEqual({ says: "seat", code: "E14001172" });
  });

  it("is not left alone for knowing nothing: that is an answer", async () => {
    reply = json(404, { status: 404, error: "Postcode not found" });
    const postcodes = [..."ABDEFGHJ"].map((letter) => requirePostcode(`SW1A 1A${letter}`));
    for (const postcode of postcodes) await ask(postcode);
    expect(asked).toHaveLength(8);
  });

  it("is never written about: no postcode reaches a log", async () => {
    const written = [vi.spyOn(process.stdout, "write"), vi.spyOn(process.stderr, "write")];
    reply = json(500, {});
    await ask(POSTCODE);
    reply = json(200, found("E14001172"));
    await ask(POSTCODE);
    const text = written.flatMap((spy) => spy.mock.calls.map(([chunk]) => String(chunk))).join("");
    for (const spy of written) spy.mockRestore();
    expect(text).not.toMatch(/SW1A/);
  });
});
