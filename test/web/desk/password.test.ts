// Setting a password by a one-time link, changing it, and what stands in the audit log of it.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { form } from "../../support/app.ts";
import { buildDesk, cookieOf, type DeskApp, EMAIL, PASSWORD } from "../../support/desk.ts";

const HOUR = 3_600_000;
const NEW = "nine kettles under the pier";
let clock: number;
let test: DeskApp;
beforeEach(async () => {
  clock = Date.UTC(2026, 10, 22, 9);
  test = await buildDesk({}, { now: () => Temporal.Instant.fromEpochMilliseconds(clock) });
});
afterEach(() => test.app.close());

const invite = async (email = "zoe@union.example") =>
  (await (await test.parts.people()).accounts.add(email, "editor")).token;
const set = (token: string, password: string) =>
  test.app.inject({ url: `/desk/password/${token}`, ...form({ password }) });
const signIn = (email: string, password: string) =>
  test.app.inject({ url: "/desk/sign-in", ...form({ email, password }) });

describe("a one-time link", () => {
  it("sets a password once, however often it is looked at before", async () => {
    const token = await invite();
    for (let at = 0; at < 3; at++) {
      const page = await test.app.inject(`/desk/password/${token}`);
      expect(page.statusCode).toBe(200);
      expect(page.payload).toContain("zoe@union.example");
      expect(page.payload).toContain('autocomplete="new-password"');
    }
    expect((await set(token, NEW)).payload).toContain("Your password is set");
    for (const answer of [await test.app.inject(`/desk/password/${token}`), await set(token, PASSWORD)]) {
      expect(answer.statusCode).toBe(404);
      expect(answer.payload).toContain("This link no longer works");
      expect(answer.payload).toContain("ask whoever runs this site for a new link");
    }
    expect((await signIn("zoe@union.example", NEW)).statusCode).toBe(303);
  });

  it("says what is wrong with a password, and can be used again for a better one", async () => {
    const token = await invite();
    for (const [password, words] of [
      ["", "at least 12"],
      ["short", "has 5 characters. Please take at least 12"],
      ["password1234", "one of the first that somebody would try"],
      ["zoe@union.example", "one of the first that somebody would try"],
      ["your union 2026", "one of the first that somebody would try"],
      [`${"long words ".repeat(100)}`, "has 1,100 characters"],
    ] as const) {
      const answer = await set(token, password);
      expect(answer.statusCode).toBe(422);
      expect(answer.payload).toContain(words);
      expect(answer.payload).not.toMatch(/<input[^>]*type="password"[^>]*value/);
    }
    expect((await set(token, NEW)).statusCode).toBe(200);
  });

  it("is over after 72 hours, and when a newer one is made", async () => {
    const token = await invite();
    const { accounts } = await test.parts.people();
    const { token: newer } = await accounts.reset("zoe@union.example");
    expect((await test.app.inject(`/desk/password/${token}`)).statusCode).toBe(404);
    clock += 72 * HOUR - 1;
    expect((await test.app.inject(`/desk/password/${newer}`)).statusCode).toBe(200);
    clock += 1;
    expect((await set(newer, NEW)).statusCode).toBe(404);
  });

  it.each(["x", "A".repeat(43), "A".repeat(2_000), "%00", "..%2f..%2fetc", "__proto__"])(
    "cannot be guessed as %.50s",
    async (token) => {
      expect((await test.app.inject(`/desk/password/${token}`)).statusCode).toBe(404);
      expect((await set(token, NEW)).statusCode).toBe(404);
    },
  );

  it("is taken from our own page only", async () => {
    const token = await invite();
    const { headers, ...rest } = form({ password: NEW });
    const elsewhere = { ...headers, "sec-fetch-site": "cross-site" };
    const answer = await test.app.inject({ url: `/desk/password/${token}`, ...rest, headers: elsewhere });
    expect(answer.statusCode).toBe(403);
    expect((await set(token, NEW)).statusCode).toBe(200);
  });

  it("is in no log, and neither is a session's or a form's token, a password or an email", async () => {
    const token = await invite();
    await test.app.inject(`/desk/password/${token}`);
    await set(token, NEW);
    await set(token, NEW);
    const desk = await test.signIn("editor");
    await desk.get("/desk/audit");
    await desk.post("/desk/account/password", { current: "wrong", password: NEW });
    await desk.post("/desk/sign-out");
    const log = test.log();
    expect(log).toContain('"route":"/desk/password/:token"');
    for (const secret of [
      token,
      desk.cookie.split("=")[1] ?? "?",
      desk.formToken,
      NEW,
      PASSWORD,
      "union.example",
    ])
      expect(log).not.toContain(secret);
  });
});

describe("another password", () => {
  it("ends every other session, and this one goes on with a new token", async () => {
    const [here, there] = [await test.signIn("editor"), await test.signIn("editor")];
    const changed = await here.post("/desk/account/password", { current: PASSWORD, password: NEW });
    expect([changed.statusCode, changed.headers.location]).toEqual([303, "/desk/account?changed=1"]);
    const cookie = cookieOf(changed);
    expect(cookie).not.toBe(here.cookie);
    const page = await test.app.inject({ url: "/desk/account?changed=1", headers: { cookie } });
    expect(page.payload).toContain("Your password is changed.");
    for (const { get } of [here, there]) expect((await get("/desk/account")).statusCode).toBe(303);
    expect((await signIn(EMAIL.editor, PASSWORD)).statusCode).toBe(422);
    expect((await signIn(EMAIL.editor, NEW)).statusCode).toBe(303);
  });

  it("needs the current one, and a good new one, and says beside the field what is wrong", async () => {
    const desk = await test.signIn("editor");
    const wrong = await desk.post("/desk/account/password", { current: "wrong", password: NEW });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.payload).toMatch(/id="current-wrong">Your current password is not right/);
    const poor = await desk.post("/desk/account/password", { current: PASSWORD, password: "password1234" });
    expect(poor.statusCode).toBe(422);
    expect(poor.payload).toMatch(/id="password-wrong">That password is one of the first/);
    expect((await desk.get("/desk/account")).statusCode).toBe(200);
    expect((await signIn(EMAIL.editor, PASSWORD)).statusCode).toBe(303);
  });
});
