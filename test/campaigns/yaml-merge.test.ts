// A file of YAML takes another value: what stays the same keeps its letters, and whatever is asked for is what it says then.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { mergeYaml, type YamlValues } from "../../src/campaigns/yaml-merge.ts";

const SHIPPED = ["eight-reasons", "drop-in", "safe-workloads"].map((id) =>
  readFileSync(new URL(`../../templates/campaigns/${id}/campaign.yaml`, import.meta.url), "utf8"),
);

const valuesOf = (yaml: string): YamlValues => parse(yaml);

const HOSTILE = [
  "__proto__",
  "{{constructor}}",
  "&anchor *anchor",
  "---\n...\n--- !!tag",
  "# no comment",
  "- a\n- b",
  "a: b\n  c: d",
  "\u0000\u0007\u001b[2J\u0085",
  "\ud800 alone",
  "  begins with space\nand goes on",
  "ends with line ends\n\n\n",
  "\n\nbegins with them",
  "tab\there",
  "x".repeat(300),
  "long ".repeat(60),
  "more\n    indented than\n  the rest ".repeat(5),
  "yes",
  "null",
  "2020-04-30",
  "1e3",
  "'quoted' \"twice\"",
  "%TAG",
  "@at `tick` |pipe >fold",
  "",
  " ",
  "\u2028\u2029\ufeff",
];

describe("a file of YAML with another value", () => {
  it("is the same, letter by letter, where the value is", () => {
    for (const yaml of SHIPPED) expect(mergeYaml(yaml, valuesOf(yaml))).toBe(yaml);
  });

  it("changes one line for one changed text, and keeps the comment behind it", () => {
    const yaml = "# About\ntitle: Old # the title\n\nwhy:\n  - >-\n    folded\n    text\n";
    expect(mergeYaml(yaml, { title: "New", why: ["folded text"] })).toBe(
      "# About\ntitle: New # the title\n\nwhy:\n  - >-\n    folded\n    text\n",
    );
  });

  it("takes an entry with its comments to its new place, and leaves the others as they are written", () => {
    const yaml =
      "list:\n  - id: a\n    x: 1\n\n  # about b\n  - id: b\n    x: 'two'\n\n  - {id: c,   x: 3}\nend: 1\n";
    expect(
      mergeYaml(yaml, {
        list: [
          { id: "b", x: "two" },
          { id: "a", x: 1 },
          { id: "c", x: 3 },
        ],
        end: 1,
      }),
    ).toBe(
      "list:\n  # about b\n  - id: b\n    x: 'two'\n  - id: a\n    x: 1\n\n  - {id: c,   x: 3}\nend: 1\n",
    );
  });

  it("puts new names where they are wanted, and new entries apart as the others are", () => {
    expect(mergeYaml("a: 1\nd: 4\n", { a: 1, b: 2, d: 4, e: [] })).toBe("a: 1\nb: 2\nd: 4\ne: []\n");
    expect(mergeYaml("l:\n  - a: 1\n\n  - a: 2\n", { l: [{ a: 1 }, { a: 2 }, { a: { b: "c" } }] })).toBe(
      "l:\n  - a: 1\n\n  - a: 2\n\n  - a:\n      b: c\n",
    );
  });

  it("folds a long text, and leaves a text of several lines as it stands", () => {
    const long = "Every word of a long text has to be read by somebody. ".repeat(4).trim();
    const yaml = mergeYaml("a: 1\n", { a: 1, b: [long], c: "one\n\ntwo" });
    expect(yaml).toContain("b:\n  - >-\n    Every word");
    expect(yaml).toContain("c: |-\n  one\n\n  two\n");
    expect(Math.max(...yaml.split("\n").map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  it("is written anew where it cannot be read", () => {
    for (const broken of ["a: [", "- list", "a: &x 1\nb: *x\n", "", "# nothing\n", "text"]) {
      expect(parse(mergeYaml(broken, { a: "1", b: ["two"] }))).toEqual({ a: "1", b: ["two"] });
    }
  });

  const text = fc.oneof(
    fc.constantFrom(...HOSTILE),
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.lorem({ maxCount: 30 }),
  );
  const leaf = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null));
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      leaf,
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom("id", "title", "when", "a", "b"), tie("value"), {
        maxKeys: 4,
        noNullPrototype: true,
      }),
    ),
  }));
  const map = fc.dictionary(fc.constantFrom("title", "why", "id", "asks", "b"), value, {
    maxKeys: 5,
    noNullPrototype: true,
  });

  it("says what it is asked to, whatever that is and whatever it said before", () => {
    fc.assert(
      fc.property(map, map, (before, after) => {
        const first = mergeYaml("# first\n", before);
        const second = mergeYaml(first, after);
        expect(parse(second)).toEqual(parse(JSON.stringify(after)));
        expect(mergeYaml(second, after)).toBe(second);
      }),
      { seed: 6, numRuns: 400 },
    );
  });

  it("keeps every line of a shipped campaign but those of the text that is changed, whatever is put there", () => {
    for (const yaml of SHIPPED) {
      for (const hostile of HOSTILE) {
        const values = { ...valuesOf(yaml), title: hostile };
        const merged = mergeYaml(yaml, values);
        expect(parse(merged)).toEqual(values);
        const kept = yaml.split("\n").filter((line) => !line.startsWith("title:"));
        const lines = merged.split("\n");
        expect(kept.filter((line) => !lines.includes(line))).toEqual([]);
      }
    }
  });
});
