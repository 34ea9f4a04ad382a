// Signing in: the same words for everything that is wrong, and a wait after too many of it.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { form } from "../../support/app.ts";
import { buildDesk, cookieOf, type DeskApp, EMAIL, PASSWORD } from "../../support/desk.ts";

const MINUTE = 60_000;
let clock: number;
let test: DeskApp;
beforeEach(async () => {
  clock = Date.UTC(2026, 10, 22, 9);
  test = await buildDesk({ TRUST_PROXY: "1" }, { now: () => Temporal.Instant.fromEpochMilliseconds(clock) });
});
afterEach(() => test.app.close());

/** Signs in over https from an address, through the proxy. */
function signIn(email: string, password: string, address = "192.0.2.1") {
  const { headers, ...rest } = form({ email, password });
  const proxied = { ...headers, "x-forwarded-proto": "https", "x-forwarded-for": address };
  return test.app.inject({ url: "/desk/sign-in", ...rest, headers: { ...proxied, host: "postbag.example" } });
}
/** A page without what was typed into it. */
const wordsOf = (payload: string, email: string): string => payload.replaceAll(email, "…");

async function logged(what: string) {
  const { entries } = await (await test.parts.audit()).entries({ limit: 500 });
  return entries.filter((entry) => entry.what === what);
}

describe("the sign-in", () => {
  it("takes the email as people type it, and is in the audit log", async () => {
    const { statusCode, headers } = await signIn(` ${EMAIL.editor.toUpperCase()} `, PASSWORD);
    expect([statusCode, headers.location]).toEqual([303, "/desk"]);
    expect(await logged("signed-in")).toEqual([
      expect.objectContaining({ by: EMAIL.editor, at: new Date(clock).toISOString() }),
    ]);
  });

  it("says the same for a wrong password, an account without one, and no account at all", async () => {
    await (await test.parts.people()).accounts.add("new@union.example", "editor");
    const answers = [];
    for (const email of [EMAIL.editor, "new@union.example", "nobody@union.example", "no address", ""]) {
      const { statusCode, payload, headers } = await signIn(email, "wrong password here");
      expect(headers["set-cookie"]).toBeUndefined();
      if (email === "") continue;
      expect(payload).toContain(`value="${email}"`);
      answers.push([statusCode, wordsOf(payload, email)]);
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.[0]).toBe(422);
    expect(answers[0]?.[1]).toContain("do not go together");
    expect(answers[0]?.[1]).not.toContain("wrong password here");
  });

  it("does the same work for an account that does not exist", async () => {
    // Counted, not timed: the hash of nobody is checked where there is no hash.
    const checked: (string | null)[] = [];
    const { createSignIn } = await import("../../../src/accounts/sign-in.ts");
    const { createSignInGuard } = await import("../../../src/accounts/sign-in-guard.ts");
    const { createAccountStore } = await import("../../../src/storage/accounts.ts");
    const counted = createSignIn({
      store: createAccountStore(await test.parts.database()),
      hasher: {
        hash: async () => "",
        isWeak: () => false,
        async matches(_password, hash) {
          checked.push(hash);
          return false;
        },
      },
      guard: createSignInGuard(() => clock),
      onLocked: () => {},
      commonPasswords: async () => new Set(),
      ownWords: [],
      now: () => Temporal.Instant.fromEpochMilliseconds(clock),
    });
    for (const email of [EMAIL.editor, "nobody@union.example"])
      await expect(counted.signIn({ email, password: "x", address: "a" })).rejects.toThrow("sign-in-failed");
    expect(checked).toEqual([expect.stringMatching(/^\$argon2id\$/), null]);
  });

  it("waits after a thousand wrong passwords, whether the account exists or not, and its person gets in elsewhere", async () => {
    const outcomes = [];
    for (const email of [EMAIL.editor, "nobody@union.example"]) {
      const answers = await Promise.all(
        Array.from({ length: 500 }, (_, at) => signIn(email, `wrong password ${at}`, "198.51.100.7")),
      );
      const statuses = answers.map(({ statusCode }) => statusCode).sort();
      outcomes.push(
        Object.fromEntries(
          [...new Set(statuses)].map((s) => [s, statuses.filter((each) => each === s).length]),
        ),
      );
    }
    // The first five are looked at; the address as a whole may ask a hundred times in ten minutes.
    expect(outcomes[0]).toEqual({ 422: 5, 429: 495 });
    expect(outcomes[1]).toEqual({ 429: 500 });
    const right = await signIn(EMAIL.editor, PASSWORD, "198.51.100.7");
    expect(right.statusCode).toBe(429);
    expect((await signIn(EMAIL.editor, PASSWORD, "192.0.2.1")).statusCode).toBe(303);
  });

  it("waits after a thousand wrong passwords from a thousand addresses, but not where its person works", async () => {
    expect((await signIn(EMAIL.editor, PASSWORD)).statusCode).toBe(303);
    for (const email of [EMAIL.editor, "nobody@union.example"]) {
      const statuses = [];
      for (let at = 0; at < 1_000; at++) {
        const { statusCode, payload } = await signIn(email, `wrong ${at}`, `10.0.${at >> 8}.${at & 255}`);
        statuses.push(statusCode);
        if (at === 999) expect(payload).toContain("There were too many attempts.");
      }
      expect(statuses.filter((status) => status === 422)).toHaveLength(100);
      expect(statuses.filter((status) => status === 429)).toHaveLength(900);
    }
    // At an address where nobody has signed in, even the right one waits; the lock is the same for nobody's account.
    const [right, nobody] = [
      await signIn(EMAIL.editor, PASSWORD, "203.0.113.5"),
      await signIn("nobody@union.example", PASSWORD, "203.0.113.6"),
    ];
    expect([right.statusCode, nobody.statusCode]).toEqual([429, 429]);
    expect(wordsOf(right.payload, EMAIL.editor)).toBe(wordsOf(nobody.payload, "nobody@union.example"));
    expect((await signIn(EMAIL.editor, PASSWORD)).statusCode).toBe(303);
    // It gets better by itself.
    clock += 2 * MINUTE;
    expect((await signIn(EMAIL.editor, PASSWORD, "203.0.113.5")).statusCode).toBe(303);
    // And a one-time link lets its person in in the middle of it.
    for (let at = 0; at < 200; at++) await signIn(EMAIL.publisher, `wrong ${at}`, `10.9.0.${at}`);
    expect((await signIn(EMAIL.publisher, PASSWORD, "203.0.113.7")).statusCode).toBe(429);
    const { accounts } = await test.parts.people();
    const { token } = await accounts.reset(EMAIL.publisher);
    const { headers, ...rest } = form({ password: PASSWORD });
    const set = await test.app.inject({
      url: `/desk/password/${token}`,
      ...rest,
      headers: { ...headers, host: "x", "x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.7" },
    });
    expect(set.statusCode).toBe(200);
    expect((await signIn(EMAIL.publisher, PASSWORD, "203.0.113.7")).statusCode).toBe(303);
  });

  it("logs once that an account was locked, and nothing of what was typed", async () => {
    for (let at = 0; at < 20; at++) {
      await signIn(EMAIL.editor, "typed-by-mistake");
      await signIn("typed-by-mistake", "x");
    }
    await vi.waitFor(async () => expect(await logged("locked")).toHaveLength(1), { timeout: 5_000 });
    expect(await logged("locked")).toEqual([
      expect.objectContaining({ by: "sign-in", account: EMAIL.editor, campaign: null }),
    ]);
    const { entries } = await (await test.parts.audit()).entries({ limit: 500 });
    expect(JSON.stringify(entries)).not.toContain("typed-by-mistake");
    expect(test.log()).not.toMatch(/typed-by-mistake|union\.example/);
  });

  it("counts wrong current passwords of a session that was left open, too", async () => {
    const desk = await buildDesk();
    const open = await desk.signIn("editor");
    const statuses = [];
    for (let at = 0; at < 7; at++)
      statuses.push(
        (await open.post("/desk/account/password", { current: "wrong", password: "x" })).statusCode,
      );
    expect(statuses).toEqual([422, 422, 422, 422, 422, 429, 429]);
    await desk.app.close();
  });

  it("makes a weak hash stronger on the way in", async () => {
    const before = await (await test.parts.people()).accounts.list();
    expect(before).toHaveLength(2);
    const database = await test.parts.database();
    const { createPeople } = await import("../../../src/accounts/people.ts");
    const { createAccountStore } = await import("../../../src/storage/accounts.ts");
    const store = createAccountStore(database);
    const stronger = createPeople({
      store,
      audit: await test.parts.audit(),
      ownWords: [],
      hashCost: { memory: 16, passes: 2 },
      now: () => Temporal.Instant.fromEpochMilliseconds(clock),
    });
    const given = { email: EMAIL.editor, password: PASSWORD, address: "192.0.2.1" };
    await stronger.signIn.signIn(given);
    expect((await store.byEmail(EMAIL.editor))?.passwordHash).toContain("$m=16,t=2,p=1$");
    expect((await stronger.signIn.signIn(given)).account.email).toBe(EMAIL.editor);
    expect(cookieOf(await signIn(EMAIL.editor, PASSWORD))).toContain("__Host-postbag-desk=");
  });
});
