// Two forms of one campaign: what differs between them, and the one that is chosen out of both.
import { describe, expect, it } from "vitest";
import { differences, takeTheirs } from "../../src/campaigns/edit-conflict.ts";
import { editFormSchema } from "../../src/campaigns/edit-form.ts";

const base = {
  title: "Title",
  opens: "2026-01-01",
  reasons: [
    { id: "a", title: "A" },
    { id: "b", title: "B" },
  ],
  prompts: ["one", "two"],
  card: { headline: "Headline", line: "Line", colour: "#000000" },
};
const mine = editFormSchema.parse({
  ...base,
  reasons: [base.reasons[0], { id: "b", title: "My B" }],
  prompts: ["one", "two", "three"],
});
const theirs = editFormSchema.parse({
  ...base,
  title: "Their title",
  opensTime: "09:00",
  card: { ...base.card, line: "Their line" },
});

describe("two people's forms", () => {
  it("differ entry by entry where their lists have the same entries, and as a whole where not", () => {
    expect(
      differences(mine, theirs)
        .map(({ path }) => path)
        .toSorted(),
    ).toEqual(["card.line", "opens", "prompts", "reasons.1", "title"]);
    expect(differences(mine, mine)).toEqual([]);
  });

  it("take reasons as a whole where they are others or in another order", () => {
    const turned = { ...mine, reasons: mine.reasons.toReversed() };
    expect(differences(mine, turned).map(({ path }) => path)).toEqual(["reasons"]);
  });

  it("give the form that is chosen, and one that is the other's where all of theirs is", () => {
    const chosen = takeTheirs(mine, theirs, new Set(["title", "opens", "card.line"]));
    expect(chosen).toEqual({
      ...mine,
      title: "Their title",
      opensTime: "09:00",
      card: { ...mine.card, line: "Their line" },
    });
    const all = new Set(differences(mine, theirs).map(({ path }) => path));
    expect(takeTheirs(mine, theirs, all)).toEqual(theirs);
    expect(takeTheirs(mine, theirs, new Set(["nonsense", "__proto__"]))).toEqual(mine);
  });
});
