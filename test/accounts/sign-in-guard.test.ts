import { describe, expect, it } from "vitest";
import { createSignInGuard } from "../../src/accounts/sign-in-guard.ts";

const MINUTE = 60_000;
const ADA = "ada@union.example";

function start() {
  const clock = { now: 0 };
  const guard = createSignInGuard(() => clock.now);
  /** How many of so many wrong attempts are let through. */
  const wrong = (times: number, email: string, address: string): number => {
    let through = 0;
    for (let at = 0; at < times; at++) {
      const attempt = guard.attempt(email, address);
      attempt?.wrong();
      if (attempt !== null) through += 1;
    }
    return through;
  };
  return { clock, guard, wrong };
}

describe("wrong passwords", () => {
  it("from one address for one account wait after five, and then one is let through in three minutes", () => {
    const { clock, wrong } = start();
    expect(wrong(1_000, ADA, "192.0.2.1")).toBe(5);
    clock.now += 3 * MINUTE;
    expect(wrong(1_000, ADA, "192.0.2.1")).toBe(1);
    clock.now += 15 * MINUTE;
    expect(wrong(1_000, ADA, "192.0.2.1")).toBe(5);
  });

  it("do not lock the account's own person out at another address", () => {
    const { guard, wrong } = start();
    wrong(1_000, ADA, "192.0.2.1");
    expect(guard.attempt(ADA, "192.0.2.2")).not.toBeNull();
  });

  it("that are not let through do not make the wait longer", () => {
    const { clock, wrong } = start();
    wrong(5, ADA, "192.0.2.1");
    for (let minute = 0; minute < 3; minute++) {
      expect(wrong(100, ADA, "192.0.2.1")).toBe(0);
      clock.now += MINUTE;
    }
    expect(wrong(1, ADA, "192.0.2.1")).toBe(1);
  });

  it("from one address for many accounts wait after fifty", () => {
    const { clock, wrong } = start();
    const spray = () => Array.from({ length: 200 }, (_, at) => wrong(1, `${at}@union.example`, "192.0.2.1"));
    expect(spray().filter(Boolean)).toHaveLength(50);
    clock.now += MINUTE;
    expect(spray().filter(Boolean)).toHaveLength(1);
  });

  it("from everywhere for one account wait after a hundred, but not where its person has signed in lately", () => {
    const { clock, guard, wrong } = start();
    guard.attempt(ADA, "192.0.2.1")?.right();
    const everywhere = () => Array.from({ length: 1_000 }, (_, at) => wrong(1, ADA, `198.51.100.${at}`));
    expect(everywhere().filter(Boolean)).toHaveLength(100);
    expect(guard.attempt(ADA, "192.0.2.9")).toBeNull();
    expect(guard.attempt(ADA, "192.0.2.1")).not.toBeNull();
    expect(guard.attempt("ben@union.example", "192.0.2.9")).not.toBeNull();
    // Who has used a one-time link gets in, too.
    guard.welcome(ADA, "192.0.2.9");
    expect(guard.attempt(ADA, "192.0.2.9")).not.toBeNull();
    // And in a week it is a new address again.
    clock.now += 8 * 24 * 60 * MINUTE;
    everywhere();
    expect(guard.attempt(ADA, "192.0.2.1")).toBeNull();
  });

  it("count at once, so that a thousand sent together are no more than five", () => {
    const { guard } = start();
    const under = Array.from({ length: 1_000 }, () => guard.attempt(ADA, "192.0.2.1"));
    expect(under.filter((attempt) => attempt !== null)).toHaveLength(5);
  });

  it("are forgotten when the right one comes, and do not count where none was tried", () => {
    const { guard, wrong } = start();
    wrong(4, ADA, "192.0.2.1");
    guard.attempt(ADA, "192.0.2.1")?.right();
    expect(wrong(10, ADA, "192.0.2.1")).toBe(5);
    const { guard: other } = start();
    for (let at = 0; at < 100; at++) other.attempt(ADA, "192.0.2.1")?.untried();
    // Also where several are under way together.
    const together = Array.from({ length: 5 }, () => other.attempt(ADA, "192.0.2.1"));
    expect(other.attempt(ADA, "192.0.2.1")).toBeNull();
    for (const attempt of together) attempt?.untried();
    expect(other.attempt(ADA, "192.0.2.1")).not.toBeNull();
  });

  it("say once in each siege that they have locked an account", () => {
    const { clock, guard } = start();
    const told = (): number => {
      let count = 0;
      for (let at = 0; at < 20; at++) if (guard.attempt(ADA, "192.0.2.1")?.wrong()) count += 1;
      return count;
    };
    expect(told()).toBe(1);
    clock.now += 3 * MINUTE;
    expect(told()).toBe(0);
    clock.now += 60 * MINUTE;
    expect(told()).toBe(1);
  });

  it("from one network of IPv6 are from one address", () => {
    const { wrong } = start();
    expect(wrong(5, ADA, "2001:db8:1:2::1")).toBe(5);
    expect(wrong(5, ADA, "2001:0db8:0001:0002:ffff::9")).toBe(0);
    expect(wrong(5, ADA, "2001:db8:1:3::1")).toBe(5);
    expect(wrong(5, ADA, "::1")).toBe(5);
    expect(wrong(5, ADA, "0:0:0:0:0:0:0:1")).toBe(0);
    expect(wrong(5, ADA, "::ffff:192.0.2.1")).toBe(5);
  });

  it("from a hundred thousand addresses do not fill the memory", () => {
    const { guard } = start();
    const before = process.memoryUsage().heapUsed;
    for (let at = 0; at < 100_000; at++) guard.attempt(`${at}@union.example`, `address ${at}`)?.wrong();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100 * 1024 * 1024);
  });
});
