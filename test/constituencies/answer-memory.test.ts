// The memory of answers: what it keeps, for how long, and how much of it. The clock is ours.
import { beforeEach, describe, expect, it } from "vitest";
import { type AnswerMemory, createAnswerMemory } from "../../src/constituencies/answer-memory.ts";

let time: number;
let memory: AnswerMemory<string>;

beforeEach(() => {
  time = 0;
  memory = createAnswerMemory({ now: () => time, most: 3, forMs: 1_000 });
});

describe("a memory of answers", () => {
  it("gives back what it was told of a postcode, and nothing of another", () => {
    memory.set("SW1A 1AA", "here");
    expect([memory.get("SW1A 1AA"), memory.get("SW1A 1AB")]).toEqual(["here", undefined]);
  });

  it("forgets after its time, counted from the last telling", () => {
    memory.set("SW1A 1AA", "here");
    time = 900;
    memory.set("SW1A 1AA", "there");
    time = 1_899;
    expect(memory.get("SW1A 1AA")).toBe("there");
    time = 1_900;
    expect(memory.get("SW1A 1AA")).toBeUndefined();
  });

  it("keeps no more than its number, and drops the oldest", () => {
    for (const postcode of ["A", "B", "C", "A", "D"]) memory.set(postcode, postcode);
    expect(["A", "B", "C", "D"].map((postcode) => memory.get(postcode))).toEqual(["A", undefined, "C", "D"]);
  });
});
