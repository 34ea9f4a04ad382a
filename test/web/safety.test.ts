import { afterEach, describe, expect, it, vi } from "vitest";
import { DEFAULT_LIMITS } from "../../src/web/safety.ts";
import { buildApp, form, type TestApp } from "../support/app.ts";

const open: TestApp[] = [];
async function start(...given: Parameters<typeof buildApp>) {
  const test = await buildApp(...given);
  open.push(test);
  return test.app;
}
afterEach(async () => {
  for (const { app } of open.splice(0)) await app.close();
});

const WRITE = "/campaigns/safe-workloads/write";
const FIELDS = { postcode: "CF10 1EP", name: "Sam Taylor", ownWords: "Hello." };
const withHeaders = (headers: Record<string, string>) => {
  const { "sec-fetch-site": _site, ...kept } = form(FIELDS).headers;
  return { ...form(FIELDS), headers: { ...kept, ...headers } };
};

describe("the headers of every answer", () => {
  it.each(["/", "/campaigns/safe-workloads", "/no-such-page", "/api/v1/campaigns", "/public/postbag.css"])(
    "allow nothing from elsewhere and nothing inline (%s)",
    async (url) => {
      const app = await start();
      const { headers } = await app.inject(url);
      expect(headers["content-security-policy"]).toBe(
        "default-src 'none';script-src 'self';style-src 'self';font-src 'self';img-src 'self';connect-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
      );
      expect(headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
      });
      expect(headers["set-cookie"]).toBeUndefined();
      expect(headers["access-control-allow-origin"]).toBeUndefined();
    },
  );

  it("ask browsers to stay with https only where the public address is https", async () => {
    expect((await (await start()).inject("/")).headers["strict-transport-security"]).toBeUndefined();
    const secure = await start({ PUBLIC_URL: "https://postbag.example" });
    expect((await secure.inject("/")).headers["strict-transport-security"]).toContain("max-age=");
  });

  it("are true of the pages: no inline script, no inline style, nothing from another host", async () => {
    const app = await start();
    for (const url of ["/", "/campaigns/eight-reasons", "/privacy", "/attribution", "/api"]) {
      const { payload } = await app.inject(url);
      expect(payload).not.toMatch(/<script(?![^>]*\bsrc=)/);
      expect(payload).not.toMatch(/<style|\sstyle=|\son\w+=/);
      expect(payload).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    }
  });
});

describe("a form that changes something", () => {
  it.each([
    ["another site's page", { "sec-fetch-site": "cross-site" }],
    ["a sibling host's page", { "sec-fetch-site": "same-site" }],
    ["a page of unknown origin", { origin: "null" }],
    ["another origin, from an older browser", { origin: "https://evil.example" }],
    ["nowhere", {}],
  ])("is refused from %s", async (_from, headers) => {
    const app = await start();
    const response = await app.inject({ url: WRITE, ...withHeaders(headers) });
    expect(response.statusCode).toBe(403);
    expect(response.payload).toContain("did not come from this site");
  });

  it.each([
    [{ "sec-fetch-site": "same-origin" }, {}],
    [{ origin: "http://localhost:80", host: "localhost:80" }, {}],
    [{ origin: "https://postbag.example" }, { PUBLIC_URL: "https://postbag.example/" }],
  ])("is taken from our own pages (%#)", async (headers, environment) => {
    const app = await start(environment);
    expect((await app.inject({ url: WRITE, ...withHeaders(headers) })).statusCode).toBe(200);
  });

  it("is refused with 413 past 64 KB, and with 415 as anything but a form", async () => {
    const app = await start();
    const huge = await app.inject({ url: WRITE, ...form({ ...FIELDS, ownWords: "a".repeat(66_000) }) });
    expect(huge.statusCode).toBe(413);
    expect(huge.payload).toContain("64 kilobytes");
    const upload = await app.inject({
      url: WRITE,
      ...withHeaders({ "sec-fetch-site": "same-origin", "content-type": "multipart/form-data; boundary=x" }),
    });
    expect(upload.statusCode).toBe(415);
  });

  it.each([`/campaigns/${"a".repeat(4_000)}`, "/campaigns/%", "/campaigns/%ff", "/public/x%00", "/%c0%ae"])(
    "finds no page at %s, with every header in its place",
    async (url) => {
      const app = await start();
      const response = await app.inject(url);
      expect(response.statusCode).toBe(404);
      expect(response.headers["content-security-policy"]).toBeDefined();
      expect(response.payload).not.toContain(url);
    },
  );

  it("survives names that would reach an object's prototype", async () => {
    const app = await start();
    const payload = "__proto__=x&constructor=y&postcode=CF10+1EP&toString=z";
    const response = await app.inject({ url: WRITE, ...form({}), payload });
    expect(response.statusCode).toBe(200);
  });
});

describe("rate limits", () => {
  it("count renders by address, say when to come back, and let everybody else go on", async () => {
    const app = await start({ TRUST_PROXY: "1" }, { limits: { renders: 3, previews: 9, pages: 100 } });
    const render = (address: string) =>
      app.inject({
        url: "/campaigns/safe-workloads/postcard.pdf",
        ...withHeaders({ "sec-fetch-site": "same-origin", "x-forwarded-for": address }),
      });
    for (let at = 0; at < 3; at++) expect((await render("192.0.2.1")).statusCode).toBe(200);
    const refused = await render("192.0.2.1");
    expect(refused.statusCode).toBe(429);
    expect(refused.headers["retry-after"]).toBeDefined();
    expect(refused.payload).toContain("Nothing you wrote is lost");
    expect((await render("192.0.2.2")).statusCode).toBe(200);
    // The pages stay open, and the API counts the same renders.
    const page = await app.inject({ url: "/", headers: { "x-forwarded-for": "192.0.2.1" } });
    expect(page.statusCode).toBe(200);
    const api = await app.inject({
      method: "POST",
      url: "/api/v1/postcard.pdf",
      headers: { "x-forwarded-for": "192.0.2.1" },
      payload: { campaign: "safe-workloads", postcode: "CF10 1EP", sender: { name: "Sam Taylor" } },
    });
    expect(api.json()).toMatchObject({ status: 429, code: "too-many-requests" });
  });

  it("count previews apart, and stylesheets and fonts not at all: a hall of people stays under them", async () => {
    const app = await start({}, { limits: { renders: 9, previews: 5, pages: 3 } });
    for (let at = 0; at < 20; at++) expect((await app.inject("/public/postbag.css")).statusCode).toBe(200);
    const preview = () =>
      app.inject({
        url: "/campaigns/safe-workloads/preview",
        ...withHeaders({ "sec-fetch-site": "same-origin", accept: "application/json" }),
      });
    for (let at = 0; at < 5; at++) expect((await preview()).statusCode).toBe(200);
    expect((await preview()).json()).toMatchObject({ status: 429, code: "too-many-requests" });
    for (let at = 0; at < 3; at++) expect((await app.inject("/")).statusCode).toBe(200);
    expect((await app.inject("/")).statusCode).toBe(429);
    // Three hundred people in ten minutes: twenty pages, two hundred previews and a document each.
    expect(DEFAULT_LIMITS).toEqual({ renders: 300, previews: 300 * 200, pages: 300 * 20 });
  });

  it("do not believe an address that a client made up, where no proxy stands in front", async () => {
    const app = await start({}, { limits: { renders: 1, previews: 9, pages: 100 } });
    const render = (address: string) =>
      app.inject({
        url: "/campaigns/safe-workloads/postcard.pdf",
        ...withHeaders({ "sec-fetch-site": "same-origin", "x-forwarded-for": address }),
      });
    expect((await render("192.0.2.1")).statusCode).toBe(200);
    expect((await render("192.0.2.2")).statusCode).toBe(429);
  });
});

describe("health", () => {
  it("says that the process answers and that the data is there", async () => {
    const app = await start();
    expect((await app.inject("/healthz")).json()).toEqual({ status: "ok" });
    expect((await app.inject("/readyz")).json()).toEqual({
      status: "ready",
      seats: 650,
      campaigns: 3,
      store: "answers",
    });
  });

  it("says how the last refresh of the seats went where there are any", async () => {
    const { app: refreshing } = await buildApp({ SEATS_REFRESH: "24" });
    const state = (await refreshing.inject("/readyz")).json();
    expect(state).toMatchObject({
      status: "ready",
      seatsAsOf: "2026-06-27",
      seatsRefresh: { state: "never" },
    });
    await refreshing.close();
  });

  it("says in readyz and in the log that a refresh of the seats failed, and keeps serving", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const nobody = { SEATS_REFRESH: "1", MEMBERS_API_URL: "http://127.0.0.1:1" };
    const { app: refreshing, log } = await buildApp(nobody);
    await vi.advanceTimersByTimeAsync(1.1 * 3_600_000);
    vi.useRealTimers();
    await vi.waitFor(async () => {
      const reply = await refreshing.inject("/readyz");
      expect(reply.statusCode).toBe(200);
      expect(reply.json()).toMatchObject({
        seats: 650,
        seatsRefresh: { state: "failed", code: "seats-source" },
      });
    });
    expect(log()).toMatch(/"code":"seats-source","msg":"the seats were not refreshed"/);
    await refreshing.close();
  });
});

describe("static files", () => {
  it.each([
    "/public/../package.json",
    "/public/%2e%2e/package.json",
    "/fonts/../package.json",
    "/public/",
    "/fonts/noto-sans-latin-400-normal.woff",
  ])("do not give away %s", async (url) => {
    const app = await start();
    expect((await app.inject(url)).statusCode).toBeGreaterThanOrEqual(400);
  });

  it("come with a type, and the font with a long life", async () => {
    const app = await start();
    const font = await app.inject("/fonts/noto-sans-latin-400-normal.woff2");
    expect(font.headers["content-type"]).toContain("font/woff2");
    expect(font.headers["cache-control"]).toContain("max-age=2592000");
    expect((await app.inject("/public/write.js")).headers["content-type"]).toContain("javascript");
  });
});
