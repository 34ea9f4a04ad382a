import { beforeAll, describe, expect, it } from "vitest";
import { type Fitted, fitText } from "../../src/paper/fit-text.ts";
import type { Fonts } from "../../src/paper/fonts.ts";
import { CARD_TYPE } from "../../src/paper/sizes.ts";
import { createTypesetter } from "../../src/paper/typeset.ts";
import { examplePaper } from "../support/paper.ts";

let fonts: Fonts;
beforeAll(async () => {
  ({ fonts } = await examplePaper());
});

const box = { width: 63, height: 60 };
const words = (count: number) => Array.from({ length: count }, (_, at) => `word${at % 10}`).join(" ");

function fitting(...body: string[]): Fitted {
  const blocks = [
    { text: "Dear Robin Example,", body: false },
    ...body.map((text) => ({ text, body: true })),
    { text: "Yours sincerely,", body: false },
    { text: "Sam Carter\nyour constituent in Aldershot", body: false, gapBefore: 0 },
  ];
  return fitText(createTypesetter(fonts), "regular", blocks, box, CARD_TYPE.message);
}

/** The most words of one paragraph that fit, found by trying. */
function most(): number {
  let count = 1;
  while (fitting(words(count + 1)).ok) count += 1;
  return count;
}

describe("fitting a message by its size", () => {
  it("sets a short one at 11 pt and a longer one smaller, never below 8 pt, in quarter points", () => {
    expect(fitting(words(10)).size).toBe(11);
    const sizes = [10, 40, 60, 80, 90].map((count) => fitting(words(count)).size);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(new Set(sizes).size).toBeGreaterThan(3);
    for (const size of sizes) expect(size * 4).toBe(Math.round(size * 4));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(8);
  });

  it("keeps within its box at every size", () => {
    for (const count of [1, 20, 50, 70, 90]) {
      const fitted = fitting(words(count));
      const lowest = Math.max(...fitted.blocks.flatMap(({ lines }) => lines.map(({ y }) => y)));
      expect(fitted.height).toBeLessThanOrEqual(box.height);
      expect(lowest).toBeLessThan(fitted.height);
    }
  });

  it("says that a text exactly at the limit fits with no room left, and one word more is one over", () => {
    const limit = most();
    const full = fitting(words(limit));
    expect(full).toMatchObject({ ok: true, wordsLeft: 0 });
    expect(full.size).toBeLessThan(8.5);
    expect(fitting(words(limit + 1))).toMatchObject({ ok: false, size: 8, wordsOver: 1 });
  });

  it("says how many words are over: without them it fits, without one fewer it does not", () => {
    const limit = most();
    for (const extra of [2, 9, 40, 400]) {
      const fitted = fitting(words(limit + extra));
      expect(fitted.ok).toBe(false);
      if (fitted.ok) continue;
      expect(fitting(words(limit + extra - fitted.wordsOver)).ok).toBe(true);
      expect(fitted.wordsOver).toBe(extra);
    }
  });

  it("counts the member's words over, not those of what the campaign says below", () => {
    const say = (count: number) =>
      fitting("I work in probation.", words(count), "Will you ask for more staff, and for time?");
    let limit = 1;
    while (say(limit + 1).ok) limit += 1;
    for (const extra of [1, 2, 9, 40, 400]) expect(say(limit + extra)).toMatchObject({ wordsOver: extra });
    expect(fitting("I work here.", "x".repeat(5000), "Will you ask?")).toMatchObject({ wordsOver: 1 });
  });

  it("counts the room in the member's own last line, whatever the campaign's last line has", () => {
    const say = (count: number) =>
      fitting("I work in probation.", words(count), "Will you ask for more staff, and for time?");
    let limit = 1;
    while (say(limit + 1).ok) limit += 1;
    for (let left = 0; left < 12; left++) {
      const fitted = say(limit - left);
      if (!fitted.ok) throw new Error("should fit");
      expect(Math.abs(fitted.wordsLeft - left)).toBeLessThanOrEqual(2);
    }
  });

  it("takes words from the next paragraph where the longest would not do", () => {
    const fitted = fitting(words(200), words(150));
    expect(fitted).toMatchObject({ ok: false });
    if (fitted.ok) return;
    expect(fitted.wordsOver).toBeGreaterThan(200);
    expect(fitting(words(350 - fitted.wordsOver)).ok).toBe(true);
    expect(fitting(words(351 - fitted.wordsOver)).ok).toBe(false);
  });

  it("counts the words over across paragraphs", () => {
    const fitted = fitting(words(60), words(60), words(7));
    expect(fitted.ok).toBe(false);
    if (fitted.ok) return;
    expect(fitted.wordsOver).toBeGreaterThan(7);
    expect(fitting(words(60), words(67 - fitted.wordsOver)).ok).toBe(true);
  });

  it("says about how many more words there is room for", () => {
    const limit = most();
    for (const count of [20, 50, limit - 12]) {
      const fitted = fitting(words(count));
      if (!fitted.ok) throw new Error("should fit");
      expect(Math.abs(count + fitted.wordsLeft - limit) / limit).toBeLessThan(0.12);
    }
  });

  it("refuses one endless word of 5,000 characters as one word over", () => {
    expect(fitting("x".repeat(5000))).toMatchObject({ ok: false, wordsOver: 1 });
  });

  it("keeps salutation and close in the box where the message does not fit, and every line that does", () => {
    const fitted = fitting(words(300));
    const shown = fitted.blocks.map(({ from }) => from);
    expect(shown).toEqual([0, 1, 2, 3]);
    const ys = fitted.blocks.flatMap(({ lines }) => lines.map(({ y }) => y));
    expect(ys).toEqual(ys.toSorted((a, b) => a - b));
    expect(Math.max(...ys)).toBeLessThan(box.height);
  });

  it("fits a message of nothing at all", () => {
    expect(fitting()).toMatchObject({ ok: true, size: 11 });
  });
});
