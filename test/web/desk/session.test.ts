// The frame of the desk: who gets in, and what is refused.
import type { LightMyRequestResponse } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { form } from "../../support/app.ts";
import { buildDesk, cookieOf, type Desk, type DeskApp, EMAIL, PASSWORD } from "../../support/desk.ts";

const HOUR = 3_600_000;
let clock = Date.UTC(2026, 10, 22, 9);
let test: DeskApp;
let desk: Desk;
beforeAll(async () => {
  test = await buildDesk({}, { now: () => Temporal.Instant.fromEpochMilliseconds(clock) });
  desk = await test.signIn("editor");
});
afterAll(() => test.app.close());

const PAGES = ["/desk", "/desk/account", "/desk/audit"];
const CHANGES = ["/desk/sign-out", "/desk/account/password", "/desk/account/sign-out-everywhere"];

/** A form with any cookie and form token. */
const post = (url: string, cookie: string, fields: Record<string, string> = {}) => {
  const { headers, ...rest } = form(fields);
  return test.app.inject({ url, ...rest, headers: { ...headers, cookie } });
};
const isSignedIn = async (cookie: string): Promise<boolean> =>
  (await test.app.inject({ url: "/desk/account", headers: { cookie } })).statusCode === 200;
const codeOf = (answer: LightMyRequestResponse): unknown => answer.json().code;

describe("a page of the desk", () => {
  it.each(PAGES)("leads whoever is not signed in to the sign-in, and back (%s)", async (path) => {
    for (const cookie of [
      "",
      "postbag-desk=",
      `postbag-desk=${"A".repeat(43)}`,
      "postbag-desk=../../etc",
      `__Host-postbag-desk=${desk.cookie.split("=")[1]}`,
      "=;;=;",
    ]) {
      const sent = await test.app.inject({ url: path, headers: { cookie } });
      expect([sent.statusCode, sent.headers.location]).toEqual([
        303,
        `/desk/sign-in?next=${encodeURIComponent(path)}`,
      ]);
    }
  });

  it("leads back to where somebody wanted to go", async () => {
    const page = await test.app.inject("/desk/sign-in?next=%2Fdesk%2Faudit%3Fcampaign%3Dsafe");
    expect(page.payload).toContain('name="next" value="/desk/audit?campaign&#x3D;safe"');
    const fields = { email: EMAIL.editor, password: PASSWORD, next: "/desk/audit?campaign=safe" };
    const signedIn = await test.app.inject({ url: "/desk/sign-in", ...form(fields) });
    expect([signedIn.statusCode, signedIn.headers.location]).toEqual([303, "/desk/audit?campaign=safe"]);
    const there = await test.app.inject({ url: "/desk/audit", headers: { cookie: cookieOf(signedIn) } });
    expect(there.payload).toContain(EMAIL.editor);
  });

  it.each([
    "https://evil.example",
    "//evil.example",
    "/desk//evil.example",
    "/\\evil.example",
    "/desk/\\evil.example",
    "/desk@evil.example",
    "/deskevil",
    "/campaigns/x",
    "javascript:alert(1)",
    "/desk\r\nset-cookie: a=b",
  ])("never leads to %j", async (next) => {
    const fields = { email: EMAIL.editor, password: PASSWORD, next };
    const { headers } = await test.app.inject({ url: "/desk/sign-in", ...form(fields) });
    expect(headers.location).toBe("/desk");
  });

  it("answers a fetch with what is wrong, in place of a page", async () => {
    const headers = { accept: "application/json", "sec-fetch-site": "same-origin" };
    const read = await test.app.inject({ url: "/desk/account", headers });
    const sent = await test.app.inject({ method: "POST", url: CHANGES[0] ?? "", headers, payload: {} });
    for (const answer of [read, sent]) {
      expect(answer.statusCode).toBe(401);
      expect(answer.headers["content-type"]).toContain("application/problem+json");
      expect(codeOf(answer)).toBe("sign-in-needed");
    }
    const bad = await test.app.inject({
      method: "POST",
      url: CHANGES[0] ?? "",
      headers: { ...headers, cookie: desk.cookie, "x-form-token": "x" },
      payload: {},
    });
    expect([bad.statusCode, codeOf(bad)]).toEqual([403, "form-token"]);
  });

  it("has the desk around it, and so have its problems", async () => {
    for (const path of PAGES.slice(1)) {
      const { payload, headers } = await desk.get(path);
      expect(payload).toContain("Sign out");
      expect(payload).toContain(EMAIL.editor);
      expect(headers["cache-control"]).toBe("no-store");
      expect(headers["content-security-policy"]).toContain("script-src 'self'");
      // The journey's script would take over its forms.
      expect(payload).not.toContain("postbag.js");
      expect(payload).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/);
    }
  });
});

describe("a change at the desk", () => {
  it.each(CHANGES)("needs a session, a form token of that session and our own page (%s)", async (url) => {
    const other = await test.signIn("editor");
    const refused = [
      await post(url, ""),
      await post(url, "", { formToken: desk.formToken }),
      await post(url, desk.cookie),
      await post(url, desk.cookie, { formToken: "" }),
      // Stolen from another session of the same person, and from a publisher's.
      await post(url, desk.cookie, { formToken: other.formToken }),
      await post(url, desk.cookie, { formToken: (await test.signIn("publisher")).formToken }),
      await post(url, desk.cookie, { formToken: `${desk.formToken}x` }),
    ];
    expect(refused.map(({ statusCode }) => statusCode)).toEqual([401, 401, 403, 403, 403, 403, 403]);
    const { headers, ...rest } = form({ formToken: desk.formToken });
    const elsewhere = { ...headers, "sec-fetch-site": "cross-site", cookie: desk.cookie };
    const sent = await test.app.inject({ url, ...rest, headers: elsewhere });
    expect(sent.statusCode).toBe(403);
    expect(await isSignedIn(desk.cookie)).toBe(true);
  });

  it("takes a form token in one place only, and never out of a list or an address", async () => {
    for (const [url, body] of [
      [`${CHANGES[0]}?formToken=${desk.formToken}`, ""],
      [CHANGES[0] ?? "", `formToken=x&formToken=${desk.formToken}`],
      [CHANGES[0] ?? "", `__proto__.formToken=${desk.formToken}`],
    ] as const) {
      const { headers } = form({});
      const options = { url, method: "POST", headers: { ...headers, cookie: desk.cookie } } as const;
      expect((await test.app.inject({ ...options, payload: body })).statusCode).toBe(403);
    }
  });

  it("that is refused shows what was written, to be copied, but no password and no token", async () => {
    const fields = {
      formToken: "stale-token",
      letter: "Dear <b>MP</b>,\nten minutes for a man with nowhere to sleep",
      empty: "",
      password: "secret-one",
      current: "secret-two",
    };
    for (const [cookie, status] of [
      ["", 401],
      [desk.cookie, 403],
    ] as const) {
      const { statusCode, payload } = await post("/desk/account/password", cookie, fields);
      expect(statusCode).toBe(status);
      expect(payload).toContain("Dear &lt;b&gt;MP&lt;/b&gt;,\nten minutes for a man with nowhere to sleep");
      expect(payload).not.toMatch(/secret-one|secret-two|stale-token/);
      expect(payload).toContain("Open the desk in a new tab");
    }
  });

  it("that is refused shows all of forty thousand fields, in few boxes, and does not look through half a million", async () => {
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`f${at}`, "x"]));
    const { statusCode, payload } = await post("/desk/account/password", "", many(40_000));
    expect(statusCode).toBe(401);
    expect(payload.match(/<textarea/g)).toHaveLength(201);
    expect(payload).toContain("f39999: x");
    expect((await post("/desk/account/password", "", many(60_000))).statusCode).toBe(413);
    expect((await desk.post("/desk/account/password", many(60_000))).statusCode).toBe(413);
  });

  it("is not even read, where it is no form and nobody is signed in", async () => {
    for (const [url, type] of [
      [`/desk/campaigns/safe-workloads/image?revision=0&version=0`, "image/png"],
      ["/desk/account/password", "application/json"],
      ["/desk/account/password", "text/nonsense"],
    ] as const) {
      const answer = await test.app.inject({
        method: "POST",
        url,
        headers: { "content-type": type, "sec-fetch-site": "same-origin" },
        payload: "{ this is no JSON",
      });
      expect(answer.statusCode, type).toBe(401);
    }
  });

  it("may be two megabytes, as a form and as JSON, and no more", async () => {
    const megabytes = (count: number) => "a".repeat(count * 1024 * 1024);
    expect((await desk.post("/desk/account/password", { letter: megabytes(1.9) })).statusCode).toBe(422);
    expect((await desk.post("/desk/account/password", { letter: megabytes(2.1) })).statusCode).toBe(413);
    expect((await desk.send("/desk/account/password", { letter: megabytes(1.9) })).statusCode).toBe(422);
    expect((await desk.send("/desk/account/password", { letter: megabytes(2.1) })).statusCode).toBe(413);
    // Whoever is not signed in has only a password to send.
    const long = await post("/desk/sign-in", "", { email: megabytes(0.1), password: "x" });
    expect(long.statusCode).toBe(413);
  });
});

describe("a session", () => {
  it("has a token of its own with every sign-in, so that none can be planted", async () => {
    const planted = `postbag-desk=${"F".repeat(43)}`;
    const sent = await post("/desk/sign-in", planted, { email: EMAIL.editor, password: PASSWORD });
    const own = cookieOf(sent);
    expect(own).toMatch(/^postbag-desk=[A-Za-z0-9_-]{43}$/);
    expect(own).not.toBe(planted);
    expect(await isSignedIn(planted)).toBe(false);
    // Who signs in again in the same browser ends the session before.
    const again = cookieOf(await post("/desk/sign-in", own, { email: EMAIL.publisher, password: PASSWORD }));
    expect([await isSignedIn(own), await isSignedIn(again)]).toEqual([false, true]);
  });

  it("has a cookie that no script reads and no other site sends", async () => {
    const local = await test.app.inject({
      url: "/desk/sign-in",
      ...form({ email: EMAIL.editor, password: PASSWORD }),
    });
    expect(String(local.headers["set-cookie"])).toMatch(
      /^postbag-desk=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  it("ends with the sign-out, after which its tokens open nothing", async () => {
    const own = await test.signIn("editor");
    const out = await own.post("/desk/sign-out");
    expect([out.statusCode, out.headers.location]).toEqual([303, "/desk/sign-in?out=1"]);
    expect(String(out.headers["set-cookie"])).toContain("postbag-desk=; Path=/");
    expect(await isSignedIn(own.cookie)).toBe(false);
    expect((await own.post("/desk/account/sign-out-everywhere")).statusCode).toBe(401);
    // Nor do they in a new session.
    const next = await test.signIn("editor");
    expect((await next.post("/desk/sign-out", { formToken: own.formToken })).statusCode).toBe(403);
    expect((await test.app.inject("/desk/sign-in?out=1")).payload).toContain("You are signed out.");
  });

  it("ends after twelve hours, whatever is done in it", async () => {
    const own = await test.signIn("editor");
    for (let hour = 0; hour < 11; hour++) {
      clock += HOUR;
      expect(await isSignedIn(own.cookie)).toBe(true);
    }
    clock += HOUR;
    expect(await isSignedIn(own.cookie)).toBe(false);
    expect((await own.post("/desk/sign-out")).statusCode).toBe(401);
    desk = await test.signIn("editor");
  });

  it("ends everywhere when its person says so, and nobody else's does", async () => {
    const [here, there, others] = [
      await test.signIn("editor"),
      await test.signIn("editor"),
      await test.signIn("publisher"),
    ];
    await here.post("/desk/account/sign-out-everywhere");
    expect([
      await isSignedIn(here.cookie),
      await isSignedIn(there.cookie),
      await isSignedIn(others.cookie),
    ]).toEqual([false, false, true]);
  });

  it("ends when the operator resets or removes the account", async () => {
    const { accounts, signIn } = await test.parts.people();
    for (const end of ["reset", "remove"] as const) {
      const { token } = await accounts.add("zoe@union.example", "editor");
      await signIn.setPassword({ token, password: PASSWORD, address: "x" });
      const session = await signIn.signIn({ email: "zoe@union.example", password: PASSWORD, address: "x" });
      const cookie = `postbag-desk=${session.token}`;
      expect(await isSignedIn(cookie)).toBe(true);
      await accounts[end]("zoe@union.example");
      expect(await isSignedIn(cookie)).toBe(false);
      if (end === "reset") await accounts.remove("zoe@union.example");
    }
  });
});

describe("the line to the desk", () => {
  const at = (host: string, headers: Record<string, string> = {}, remoteAddress = "127.0.0.1") => ({
    url: "/desk/sign-in",
    remoteAddress,
    headers: { host, ...headers },
  });
  const cookieAt = async (app: DeskApp["app"], given: ReturnType<typeof at>) => {
    const { headers, ...rest } = form({ email: EMAIL.editor, password: PASSWORD });
    return app.inject({ ...given, ...rest, headers: { ...headers, ...given.headers } });
  };

  it("is refused over plain http, unless it is this very machine, and the page says what to do", async () => {
    for (const given of [
      at("postbag.example"),
      at("192.168.1.5:3000"),
      at("localhost:3000", {}, "192.168.1.7"),
      // A proxy in front that nobody has told us to believe.
      at("localhost:3000", { "x-forwarded-for": "192.0.2.1" }),
      at("localhost:3000", { "x-forwarded-proto": "https" }),
      at("127.0.0.1:3000", { via: "1.1 proxy" }),
      at("localhost.evil.example"),
    ]) {
      const page = await test.app.inject(given);
      expect(page.statusCode).toBe(403);
      expect(page.payload).toContain("begins with http and not with https");
      expect((await cookieAt(test.app, given)).headers["set-cookie"]).toBeUndefined();
    }
    for (const host of ["localhost", "localhost:3000", "127.0.0.1:3000", "[::1]:3000"])
      expect((await test.app.inject(at(host))).statusCode).toBe(200);
    // The members' pages are open as ever.
    expect((await test.app.inject({ url: "/", headers: { host: "postbag.example" } })).statusCode).toBe(200);
  });

  it("is https where a believed proxy or the public address says so, with a cookie for https alone", async () => {
    const behind = await buildDesk({ TRUST_PROXY: "1" });
    const told = await cookieAt(
      behind.app,
      at("postbag.example", { "x-forwarded-proto": "https", "x-forwarded-for": "192.0.2.1" }),
    );
    const open = await cookieAt(
      behind.app,
      at("postbag.example", { "x-forwarded-proto": "http", "x-forwarded-for": "192.0.2.1" }),
    );
    await behind.app.close();
    const named = await buildDesk({ PUBLIC_URL: "https://postbag.example" });
    const right = await cookieAt(named.app, at("postbag.example"));
    const wrong = await cookieAt(named.app, at("postbag.example:3000"));
    for (const { statusCode, headers } of [told, right]) {
      expect(statusCode).toBe(303);
      expect(String(headers["set-cookie"])).toMatch(
        /^__Host-postbag-desk=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
      );
    }
    for (const { statusCode } of [open, wrong]) expect(statusCode).toBe(403);
    const cookie = cookieOf(right);
    const inside = { url: "/desk/account", headers: { host: "postbag.example", cookie } };
    expect((await named.app.inject(inside)).statusCode).toBe(200);
    // The name without the prefix, which a sibling host could set, is not looked at.
    const tossed = { ...inside, headers: { ...inside.headers, cookie: cookie.replace("__Host-", "") } };
    expect((await named.app.inject(tossed)).statusCode).toBe(303);
    await named.app.close();
  });
});
