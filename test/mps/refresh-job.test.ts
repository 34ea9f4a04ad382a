// The background refresh: one at a time, again and again, and what it says of a failure. The clock is a fake.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createRefreshJob, type RefreshJob } from "../../src/mps/refresh-job.ts";

const HOUR = 3_600_000;
let began: number;
let end: (error?: Error) => void;
let failures: string[];
let job: RefreshJob;

beforeEach(() => {
  vi.useFakeTimers();
  began = 0;
  failures = [];
  job = createRefreshJob({
    hours: 24,
    refresh: () => {
      began++;
      return new Promise<void>((resolve, reject) => {
        end = (error) => (error === undefined ? resolve() : reject(error));
      });
    },
    codeOf: (error) => (error instanceof Error ? error.message : "?"),
    onFailure: (code) => failures.push(code),
    now: () => "2026-11-22T10:00:00Z",
    chance: () => 0.5,
  });
});
afterEach(() => vi.useRealTimers());

describe("the background refresh", () => {
  it("waits its hours and up to a tenth more, and again after each", async () => {
    job.start();
    expect(job.state()).toEqual({ state: "never" });
    await vi.advanceTimersByTimeAsync(24 * HOUR * 1.05 - 1);
    expect(began).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(began).toBe(1);
    await vi.advanceTimersByTimeAsync(100 * HOUR);
    expect(began).toBe(1);
    end();
    await vi.advanceTimersByTimeAsync(24 * HOUR * 1.05);
    expect(began).toBe(2);
  });

  it("runs one at a time: who asks meanwhile waits for the same one", async () => {
    const both = Promise.all([job.run(), job.run()]);
    end();
    await both;
    expect(began).toBe(1);
    expect(job.state()).toEqual({ state: "done", at: "2026-11-22T10:00:00Z" });
  });

  it("says what failed, and goes on", async () => {
    job.start();
    await vi.advanceTimersByTimeAsync(24 * HOUR * 1.05);
    end(new Error("seats-source"));
    await vi.advanceTimersByTimeAsync(0);
    expect(job.state()).toEqual({ state: "failed", at: "2026-11-22T10:00:00Z", code: "seats-source" });
    expect(failures).toEqual(["seats-source"]);
    await vi.advanceTimersByTimeAsync(24 * HOUR * 1.05);
    expect(began).toBe(2);
  });

  it("stops for good, and lets a refresh that runs finish first", async () => {
    job.start();
    await vi.advanceTimersByTimeAsync(24 * HOUR * 1.05);
    const stopped = job.stop();
    end();
    await stopped;
    await vi.advanceTimersByTimeAsync(100 * HOUR);
    expect(began).toBe(1);
  });
});
