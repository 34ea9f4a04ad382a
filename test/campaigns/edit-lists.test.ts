// The lists of the editor's form: moving, taking out, empty entries, and where they are with and without those.
import { describe, expect, it } from "vitest";
import { type EditForm, editFormSchema } from "../../src/campaigns/edit-form.ts";
import * as lists from "../../src/campaigns/edit-lists.ts";

const form: EditForm = editFormSchema.parse({
  prompts: ["a", "b", "c"],
  reasons: [
    { id: "x", title: "X", figures: [{ claim: "1" }, {}, { claim: "2" }] },
    {},
    { id: "y", title: "Y" },
  ],
  asks: [
    { nation: ["wales"], text: "Wales?" },
    { nation: ["scotland"], text: "Scotland?" },
    { text: "All?" },
  ],
});
const texts = ({ asks }: EditForm) => asks.map(({ text }) => text);

describe("a list of the form", () => {
  it("has an entry moved by one place, and says where it is then", () => {
    const { form: moved, at } = lists.moveEntry(form, "prompts.2", -1);
    expect([moved.prompts, at]).toEqual([["a", "c", "b"], "prompts.1"]);
    expect(lists.moveEntry(form, "reasons.0.figures.0", 1).at).toBe("reasons.0.figures.1");
  });

  it.each(["prompts.0", "prompts.9", "prompts.x", "prompts", "", "title.1", "__proto__.1"])(
    "stays as it is where %s cannot move up",
    (entry) => {
      expect(lists.moveEntry(form, entry, -1).form).toEqual(form);
    },
  );

  it("keeps the ask for everybody else last", () => {
    expect(texts(lists.moveEntry(form, "asks.1", 1).form)).toEqual(["Wales?", "Scotland?", "All?"]);
    expect(texts(lists.moveEntry(form, "asks.2", -1).form)).toEqual(["Wales?", "Scotland?", "All?"]);
    expect(texts(lists.moveEntry(form, "asks.0", 1).form)).toEqual(["Scotland?", "Wales?", "All?"]);
    expect(lists.addBlank(form, "asks").at).toBe("asks.2");
  });

  it("has an entry taken out, and goes to the next, the one before, or the list", () => {
    expect(lists.removeEntry(form, "prompts.0").at).toBe("prompts.0");
    const { form: two, at } = lists.removeEntry(form, "prompts.2");
    expect([two.prompts, at]).toEqual([["a", "b"], "prompts.1"]);
    expect(lists.removeEntry(lists.removeEntry(two, "prompts.0").form, "prompts.0").at).toBe("prompts");
  });

  it("has an empty entry put at its end", () => {
    for (const list of ["why", "prompts", "reasons", "examples", "questions", "beforeYouWrite"]) {
      expect(lists.isList(list)).toBe(true);
      expect(lists.withoutBlanks(lists.addBlank(form, list).form).form).toEqual(
        lists.withoutBlanks(form).form,
      );
    }
    expect(lists.addBlank(form, "reasons.2.figures").form.reasons[2]?.figures).toHaveLength(1);
    expect(lists.isList("title")).toBe(false);
  });

  it("loses its empty entries, and knows where the others were", () => {
    const { form: kept, kept: places } = lists.withoutBlanks(form);
    expect(kept.reasons.map(({ id }) => id)).toEqual(["x", "y"]);
    expect(kept.reasons[0]?.figures.map(({ claim }) => claim)).toEqual(["1", "2"]);
    expect(lists.typedPath("reasons.1.title", places)).toBe("reasons.2.title");
    expect(lists.typedPath("reasons.0.figures.1.claim", places)).toBe("reasons.0.figures.2.claim");
    expect(lists.typedPath("title", places)).toBe("title");
    expect(lists.keptPath("reasons.2", places)).toBe("reasons.1");
    expect(lists.keptPath("reasons.0.figures.2", places)).toBe("reasons.0.figures.1");
    expect(lists.keptPath("reasons.1", places)).toBeNull();
  });

  it("knows a figure of a reason that stands behind an empty one", () => {
    const behind = editFormSchema.parse({ reasons: [{}, { title: "Y", figures: [{}, { claim: "2" }] }] });
    const { kept } = lists.withoutBlanks(behind);
    expect(lists.keptPath("reasons.1.figures.1", kept)).toBe("reasons.0.figures.0");
    expect(lists.typedPath("reasons.0.figures.0.claim", kept)).toBe("reasons.1.figures.1.claim");
  });
});
