import { describe, expect, it } from "vitest";
import { clockWithHands, HOUR, NOON } from "../support/stall.ts";

describe("the stall's clock", () => {
  it("goes on with the time that passes, and takes no notice of somebody who sets the wall's", () => {
    const { clock, pass, set } = clockWithHands();
    expect(clock.now()).toBe(NOON);
    pass(HOUR);
    for (const moved of [2 * HOUR, -4 * HOUR, 24 * HOUR]) set(moved);
    expect(clock.now()).toBe(NOON + HOUR);
  });

  it("never runs back behind what was seen, after a start with a clock that was set back", () => {
    const { restarted, set, pass } = clockWithHands();
    set(-2 * HOUR);
    const clock = restarted();
    expect(clock.now()).toBe(NOON - 2 * HOUR);
    clock.notBefore(NOON);
    expect(clock.now()).toBe(NOON);
    pass(HOUR);
    expect(clock.now()).toBe(NOON + HOUR);
    clock.notBefore(NOON);
    expect(clock.now()).toBe(NOON + HOUR);
  });

  it("believes the wall's clock when it starts", () => {
    const { restarted, set } = clockWithHands();
    set(2 * HOUR);
    expect(restarted().now()).toBe(NOON + 2 * HOUR);
  });
});
