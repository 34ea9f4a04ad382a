// A campaign's files and the desk's form, there and back: the files say what the form says, and lose nothing that it does not touch.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEditForm } from "../../src/campaigns/apply-edit-form.ts";
import { type EditForm, editFormSchema } from "../../src/campaigns/edit-form.ts";
import { parseCampaign } from "../../src/campaigns/parse-campaign.ts";
import { readEditForm } from "../../src/campaigns/read-edit-form.ts";
import type { CampaignSource } from "../../src/campaigns/versions.ts";
import { shippedSource } from "../support/editor.ts";

const IDS = ["eight-reasons", "drop-in", "safe-workloads"];

function formOf(source: CampaignSource): EditForm {
  const read = readEditForm(source);
  if ("faults" in read) throw new Error(read.faults[0].expected);
  return read.form;
}

const campaignOf = (source: CampaignSource) =>
  parseCampaign({
    id: "test",
    ...source,
    organisation: { name: "A union", contact: null, imprint: null, dataController: null },
  });

const YAML = `title: 5
summary:
  - not a text
opens: 2026-05-01T09:30
closes: soon
sample: true
strange: kept
reasons: none
asks: [{ text: Yes?, when: { party: Labour } }]
`;

describe("a campaign's form", () => {
  it.each(IDS)("of %s leaves every byte where nothing was typed", (id) => {
    const source = shippedSource(id);
    expect(applyEditForm(source, formOf(source))).toEqual(source);
  });

  it.each(IDS)("of %s leaves every byte of files with a browser's line ends", (id) => {
    const source = shippedSource(id);
    const windows = { ...source, postcard: source.postcard.replaceAll("\n", "\r\n") };
    expect(applyEditForm(windows, formOf(windows))).toEqual(windows);
  });

  it("shows what can be shown of values that are wrong, and leaves them until something is typed there", () => {
    const source = { yaml: YAML, postcard: "", letter: "", image: null };
    const form = formOf(source);
    expect(form.title).toBe("5");
    expect([form.opens, form.opensTime, form.closes, form.closesTime]).toEqual([
      "2026-05-01",
      "09:30",
      "soon",
      "",
    ]);
    expect(form.reasons).toEqual([]);
    expect(applyEditForm(source, form)).toEqual(source);
    const { yaml } = applyEditForm(source, { ...form, title: "Six" });
    expect(yaml).toBe(YAML.replace("title: 5", "title: Six"));
  });

  it("says why a file cannot be read", () => {
    for (const yaml of ["a: [", "- one", "a: 1\na: 2", "a: &x 1\nb: *x", "text"]) {
      expect("faults" in readEditForm({ yaml, postcard: "", letter: "", image: null })).toBe(true);
    }
    expect(formOf({ yaml: "", postcard: "", letter: "", image: null })).toEqual({
      ...editFormSchema.parse({}),
      languages: ["en"],
    });
  });

  it("keeps a reason's id whatever becomes of its title, and makes a new one's from it", () => {
    const source = shippedSource("safe-workloads");
    const form = formOf(source);
    const [first, ...rest] = form.reasons;
    if (!first) throw new Error("no reason");
    const blank = { ...first, id: "", figures: [] };
    const reasons = [
      { ...blank, title: "Élan, & l’énergie of a “new” reason that goes on for very long" },
      ...rest,
      { ...first, title: "Another title" },
      { ...blank, title: "Time" },
    ];
    const next = formOf(applyEditForm(source, { ...form, reasons }));
    expect(next.reasons.map(({ id }) => id)).toEqual([
      "elan-lenergie-of-a-new-reason-that-goes",
      "empty-posts",
      "health",
      "experience",
      "new-staff",
      "time",
      "time-2",
    ]);
  });

  it("moves an ask with all that belongs to it, and changes nothing else of the file", () => {
    const source = shippedSource("drop-in");
    const form = formOf(source);
    const [a, b, ...others] = form.asks;
    if (!a || !b) throw new Error("no asks");
    const { yaml } = applyEditForm(source, { ...form, asks: [b, a, ...others] });
    expect(yaml.split("\n").toSorted()).toEqual(source.yaml.split("\n").toSorted());
    expect(yaml.indexOf("speaker, deputy")).toBeLessThan(yaml.indexOf("vacant, unknown"));
  });

  it("writes figures' years as numbers, and dates so that they stay dates", () => {
    const source = shippedSource("safe-workloads");
    const form = formOf(source);
    const figures = [{ claim: "Half", source: "A report", year: "2024", reviewBy: "2027-01-31" }];
    const changed = applyEditForm(source, {
      ...form,
      opens: "2026-12-01",
      reasons: form.reasons.map((reason, i) => (i === 0 ? { ...reason, figures } : reason)),
    });
    const campaign = campaignOf(changed);
    expect(campaign.reasons[0]?.figures).toEqual([{ ...figures[0], year: 2024 }]);
    expect(campaign.opens).toBe("2026-12-01");
    expect(changed.yaml).toContain('reviewBy: "2027-01-31"');
    expect(campaignOf(applyEditForm(changed, form))).toEqual(campaignOf(source));
  });

  it("takes a name out of the file where its field is empty", () => {
    const source = shippedSource("drop-in");
    const form = { ...formOf(source), organisation: "", closes: "", questions: [] };
    const { yaml } = applyEditForm(source, form);
    expect(yaml).not.toMatch(/^(organisation|closes|questions):/m);
    expect(campaignOf({ ...source, yaml }).questions).toEqual([]);
  });

  const HOSTILE = [
    "__proto__",
    "{{constructor}}",
    "&a *a",
    "---\n- x",
    "a: b # c",
    "\u0000\u0007\ud800x",
    "one\r\ntwo\u2029three",
    " x ",
    "'\"",
    "null",
    "| text",
  ];
  const text = fc.oneof(
    fc.constantFrom(...HOSTILE),
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.lorem({ maxCount: 40 }),
  );
  const texts = fc.array(text, { maxLength: 4 });
  const form = fc
    .record({
      title: text,
      summary: text,
      organisation: text,
      contact: text,
      opens: fc.constantFrom("", "2026-01-02", "soon"),
      closes: text,
      languages: fc.constant(["en"]),
      why: texts,
      beforeYouWrite: texts,
      subject: text,
      reasons: fc.array(
        fc.record({
          id: fc.constantFrom("", "time", "health", "x"),
          title: text,
          short: text,
          long: text,
          figures: fc.array(fc.record({ claim: text, source: text, year: text, reviewBy: text }), {
            maxLength: 2,
          }),
        }),
        { maxLength: 4 },
      ),
      prompts: texts,
      asks: fc.array(
        fc.record({ party: texts, nation: texts, attribute: fc.constantFrom([], ["vacant"]), text }),
        { maxLength: 4 },
      ),
      questions: texts,
      card: fc.record({ headline: text, line: text, colour: text }),
      imprint: text,
      examples: fc.array(
        fc.record({ name: text, postcode: text, address: text, reasons: texts, ownWords: text }),
        { maxLength: 3 },
      ),
      postcard: text,
      letter: text,
    })
    .map((typed) => editFormSchema.parse(typed));

  /** What is left of a form in a file: entries with nothing in them hold their place, ids are made, ticks are lines. */
  const kept = (typed: EditForm) => ({
    ...typed,
    reasons: typed.reasons.map(({ id: _, ...reason }) => reason),
  });

  it("comes back as it was typed, whatever was typed and whatever the files were", () => {
    fc.assert(
      fc.property(fc.constantFrom(...IDS), form, form, (id, first, second) => {
        const once = applyEditForm(shippedSource(id), first);
        const again = applyEditForm(once, second);
        const onePerLine = (typed: EditForm): EditForm => ({
          ...typed,
          asks: typed.asks.map((ask) => ({
            ...ask,
            party: ask.party.map(line),
            nation: ask.nation.map(line),
          })),
          examples: typed.examples.map((each) => ({ ...each, reasons: each.reasons.map(line) })),
        });
        expect(kept(formOf(again))).toEqual(kept(onePerLine(second)));
        expect(applyEditForm(again, formOf(again))).toEqual(again);
      }),
      { seed: 15, numRuns: 150 },
    );
  });

  const line = (typed: string) => editFormSchema.parse({ title: typed }).title;
});
