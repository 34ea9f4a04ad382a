// The circuit breaker: when it stops asking, for how long, and how it comes back. The clock is ours.
import { beforeEach, describe, expect, it } from "vitest";
import { type CircuitBreaker, createCircuitBreaker } from "../../src/constituencies/circuit-breaker.ts";

let time = 0;
let breaker: CircuitBreaker;

/** Lets one call through and has it fail. */
function fail(): void {
  expect(breaker.mayAsk()).toBe(true);
  breaker.failed();
}

beforeEach(() => {
  time = 1_000_000;
  breaker = createCircuitBreaker({ now: () => time, failures: 3, withinMs: 60_000, openForMs: 30_000 });
});

describe("a circuit breaker", () => {
  it("lets calls through until enough have failed", () => {
    fail();
    fail();
    expect(breaker.mayAsk()).toBe(true);
    breaker.failed();
    expect(breaker.mayAsk()).toBe(false);
  });

  it("does not count failures that lie too far apart", () => {
    for (let calls = 0; calls < 10; calls++) {
      fail();
      time += 30_000;
    }
    expect(breaker.mayAsk()).toBe(true);
  });

  it("forgets failures when a call succeeds", () => {
    fail();
    fail();
    breaker.succeeded();
    fail();
    fail();
    expect(breaker.mayAsk()).toBe(true);
  });

  it("lets one call at a time try after its pause", () => {
    for (const _ of [1, 2, 3]) fail();
    time += 29_999;
    expect(breaker.mayAsk()).toBe(false);
    time += 1;
    expect([breaker.mayAsk(), breaker.mayAsk(), breaker.mayAsk()]).toEqual([true, false, false]);
  });

  it("closes when the try succeeds", () => {
    for (const _ of [1, 2, 3]) fail();
    time += 30_000;
    expect(breaker.mayAsk()).toBe(true);
    breaker.succeeded();
    expect([breaker.mayAsk(), breaker.mayAsk()]).toEqual([true, true]);
  });

  it("pauses again when the try fails", () => {
    for (const _ of [1, 2, 3]) fail();
    time += 30_000;
    fail();
    expect(breaker.mayAsk()).toBe(false);
    time += 30_000;
    expect(breaker.mayAsk()).toBe(true);
  });
});
