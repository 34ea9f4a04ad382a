import { describe, expect, it } from "vitest";
import { createHasher, HASH_COST } from "../../src/accounts/password-hash.ts";

const CHEAP = { memory: 8, passes: 1 };
const PASSWORD = "seven lamps on a quiet quay";

describe("a password's hash", () => {
  it("is argon2id at what OWASP asks for, with its cost and a salt of its own beside it", async () => {
    const { hash, matches } = createHasher(HASH_COST);
    const [one, two] = await Promise.all([hash(PASSWORD), hash(PASSWORD)]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(two);
    expect(await matches(PASSWORD, one)).toBe(true);
    expect(await matches(`${PASSWORD} `, one)).toBe(false);
  });

  it("belongs to nobody where there is none, or where it cannot be read", async () => {
    const { matches } = createHasher(CHEAP);
    for (const hash of [null, "", "plain", "$argon2id$v=19$m=8,t=1,p=1$short$short"])
      expect(await matches("", hash)).toBe(false);
  });

  it("is known to be weak where a new one would cost more", async () => {
    const [weak, strong] = [createHasher(CHEAP), createHasher({ memory: 16, passes: 2 })];
    const hash = await weak.hash(PASSWORD);
    expect([weak.isWeak(hash), strong.isWeak(hash), weak.isWeak(await strong.hash(PASSWORD))]).toEqual([
      false,
      true,
      false,
    ]);
    expect(await strong.matches(PASSWORD, hash)).toBe(true);
  });

  it("waits its turn among many, and is refused past a hundred that wait", async () => {
    const { matches } = createHasher(CHEAP);
    const asked = await Promise.allSettled(Array.from({ length: 150 }, () => matches(PASSWORD, null)));
    const refused = asked.filter(({ status }) => status === "rejected");
    expect([asked.length - refused.length, refused.length]).toEqual([102, 48]);
    expect(refused).toContainEqual({
      status: "rejected",
      reason: expect.objectContaining({ code: "not-ready" }),
    });
    expect(await matches(PASSWORD, null)).toBe(false);
  });
});
