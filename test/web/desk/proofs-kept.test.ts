// Proofs that several people look at: made once, for a minute.
import { describe, expect, it } from "vitest";
import type { ProofReport, Prove } from "../../../src/proofs/prove-source.ts";
import { createProofsKept } from "../../../src/web/desk/campaigns/proofs-kept.ts";

const SOURCE = { yaml: "", postcard: "", letter: "", image: null };
const REPORT: ProofReport = {
  id: "safe",
  title: "Safe",
  faults: [],
  findings: [],
  seats: 650,
  vacant: 0,
  silent: 0,
  asks: 1,
  examples: 3,
};

function keeper(prove?: Prove) {
  const counted = { made: 0 };
  let now = Temporal.Instant.from("2026-11-22T12:00Z");
  const proofs = createProofsKept({
    prove: async (given, progress) => {
      counted.made += 1;
      return prove ? prove(given, progress) : REPORT;
    },
    now: () => now,
  });
  const of = (key: string, progress?: (done: number, total: number) => void) =>
    proofs.of({ key, id: "safe", source: SOURCE }, progress);
  return { of, counted, later: (seconds: number) => (now = now.add({ seconds })) };
}

describe("a proof", () => {
  it("is made once for all who ask within a minute, and anew after it or for another state", async () => {
    const { of, counted, later } = keeper();
    await Promise.all([of("safe draft 1"), of("safe draft 1")]);
    later(59);
    await of("safe draft 1");
    expect(counted.made).toBe(1);
    await of("safe draft 2");
    later(1);
    await of("safe draft 1");
    expect(counted.made).toBe(3);
  });

  it("tells everybody who waits how far it is", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { of } = keeper(async (_, progress) => {
      await promise;
      progress?.(1, 2);
      return REPORT;
    });
    const told: string[] = [];
    const both = Promise.all([
      of("a", (done) => told.push(`one ${done}`)),
      of("a", (done) => told.push(`two ${done}`)),
    ]);
    resolve();
    await both;
    expect(told).toEqual(["one 1", "two 1"]);
  });

  it("that failed is made again for whoever asks next", async () => {
    const { of, counted } = keeper(async () => {
      throw new Error("too busy");
    });
    await expect(of("a")).rejects.toThrow("too busy");
    await expect(of("a")).rejects.toThrow("too busy");
    expect(counted.made).toBe(2);
  });
});
