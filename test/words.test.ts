// Words: how a sentence is looked up, and that no sentence that the program asks for is missing and none is idle.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createWords } from "../src/words.ts";
import * as wordKeys from "./support/word-keys.ts";

const { gapsOf, means, sentencesOf, wordsInPage, wordsInSource } = wordKeys;
const root = join(import.meta.dirname, "..");

describe("looking a sentence up", () => {
  const words = createWords(
    {
      plain: "Find my MP",
      deep: { er: { still: "Down here" } },
      gaps: "{name}, {party} MP for {seat}",
      plural: { one: "one word", other: "{count} words" },
      only: { other: "{count} sheets" },
      list: ["First {name}", "then home"],
      sum: "{count} cards",
    },
    "en",
  );

  it("finds it at the top and deep down", () => {
    expect(words("plain")).toBe("Find my MP");
    expect(words("deep.er.still")).toBe("Down here");
    expect(words.language).toBe("en");
  });

  it("fills gaps, and takes no notice of values that it has no gap for", () => {
    expect(words("gaps", { name: "Ann", party: "Labour", seat: "Ynys Môn", other: 1 })).toBe(
      "Ann, Labour MP for Ynys Môn",
    );
  });

  it("fills a gap with text as it is, braces and dollars included", () => {
    expect(words("gaps", { name: "$& {party}", party: "$1", seat: "{name}" })).toBe(
      "$& {party}, $1 MP for {name}",
    );
  });

  it("writes numbers as the language does", () => {
    expect(words("sum", { count: 1_733_406 })).toBe("1,733,406 cards");
  });

  it("writes dates as people do, and a time only where there is one", () => {
    const on = (value: string) => words("sum", { count: value });
    expect(on("2027-03-03")).toBe("3 March 2027 cards");
    expect(on("2027-03-03T09:00")).toBe("3 March 2027 at 9 am cards");
    expect(on("2027-03-03T17:30")).toBe("3 March 2027 at 5:30 pm cards");
    expect(on("2027-03-03T12:00")).toBe("3 March 2027 at 12:00 cards");
    expect(on("2027-03-03T00:00")).toBe("3 March 2027 at 00:00 cards");
    expect(on("2027-03-03T12:30")).toBe("3 March 2027 at 12:30 pm cards");
  });

  it("chooses among plural forms, and takes `other` where a form is missing", () => {
    expect(words("plural", { count: 1 })).toBe("one word");
    expect(words("plural", { count: 0 })).toBe("0 words");
    expect(words("plural", { count: 2 })).toBe("2 words");
    expect(words("only", { count: 1 })).toBe("1 sheets");
  });

  it("chooses by the rules of the language, which has six forms in Welsh", () => {
    const cymraeg = createWords(
      { cat: { one: "un", two: "dwy", few: "tair", many: "chwech", other: "{count}", zero: "dim" } },
      "cy",
    );
    expect([0, 1, 2, 3, 6, 7].map((count) => cymraeg("cat", { count }))).toEqual([
      "dim",
      "un",
      "dwy",
      "tair",
      "chwech",
      "7",
    ]);
  });

  it("fills the gaps of a list's items", () => {
    expect(words.list("list", { name: "work" })).toEqual(["First work", "then home"]);
  });

  it.each([
    ["a key that is not there", () => words("nowhere"), 'there is no "nowhere"'],
    ["a key below a sentence", () => words("plain.more"), 'there is no "plain.more"'],
    ["a key that only leads on", () => words("deep.er"), 'there is no "deep.er"'],
    ["a key that every object has", () => words("constructor"), 'there is no "constructor"'],
    ["a list asked for as a sentence", () => words("list"), 'there is no "list"'],
    ["a sentence asked for as a list", () => words.list("plain"), 'there is no list "plain"'],
    ["a gap without its value", () => words("gaps", { name: "Ann" }), "needs a value for {party}"],
    ["a plural without its count", () => words("plural"), 'there is no "plural"'],
  ])("throws for %s, for a missing word is a bug", (_, ask, message) => {
    expect(ask).toThrow(message);
  });

  it("knows whether a key is there", () => {
    expect([
      words.has("plain"),
      words.has("deep.er"),
      words.has("list"),
      words.has("none"),
      words.has("plain.x"),
    ]).toEqual([true, true, true, false, false]);
  });
});

describe("templates/words/en.yaml", () => {
  const tree = wordKeys.readWordTree(join(root, "templates/words/en.yaml"));
  const sentences = sentencesOf(tree);
  const keys = [...sentences.keys()];
  const read = (pattern: string): [string, string][] =>
    globSync(pattern, { cwd: root })
      .sort()
      .map((path) => [path, readFileSync(join(root, path), "utf8")]);
  const sources = read("src/**/*.ts").filter(([path]) => path !== "src/words.ts");
  const uses = [
    ...sources.flatMap(([path, source]) => wordsInSource(source).map((use) => ({ path, ...use }))),
    ...read("templates/pages/**/*.hbs").flatMap(([path, source]) =>
      wordsInPage(source).map((use) => ({ path, ...use })),
    ),
  ];

  it("has every sentence that a source or a page asks for", () => {
    const missing = uses.filter((use) => !keys.some((key) => means(use.key, key)));
    expect(missing.map(({ path, line, key }) => `${path}:${line} asks for ${key}`)).toEqual([]);
  });

  it("has no sentence that nothing asks for", () => {
    // A key can also stand in a table of the source and reach `words` from there.
    const asked = [
      ...uses.map(({ key }) => key),
      ...sources.flatMap(([, source]) => wordKeys.keysInSource(source)),
    ];
    const idle = keys.filter((key) => !asked.some((use) => means(use, key)));
    expect(idle).toEqual([]);
  });

  it("is given a value for every gap", () => {
    const empty = uses.flatMap(({ path, line, key, values }) =>
      values === null || key.includes("*")
        ? []
        : gapsOf(tree, key)
            .filter((gap) => !values.includes(gap))
            .map((gap) => `${path}:${line} gives ${key} no {${gap}}`),
    );
    expect(empty).toEqual([]);
  });

  it("has no empty sentence, and no straight apostrophe where a page should show a curly one", () => {
    const poor = [...sentences].filter(
      ([, texts]) => texts.length === 0 || texts.some((text) => /^\s*$|\w'\w/.test(text)),
    );
    expect(poor.map(([key]) => key)).toEqual([]);
  });
});

describe("the search for words in the program", () => {
  it("finds them in a source, however they are asked for", () => {
    const source = [
      'words("a.b", { name, count: 2 });',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source text, with its template left alone.
      "parts.words.list(`errors.${code}.detail`);",
      'words(found ? "c" : "d", all);',
      'words.has("e"); other("f"); list("g"); // words("h")',
    ].join("\n");
    expect(wordsInSource(source)).toEqual([
      { key: "a.b", values: ["name", "count"], line: 1 },
      { key: "errors.*.detail", values: [], line: 2 },
      { key: "c", values: null, line: 3 },
      { key: "d", values: null, line: 3 },
      { key: "e", values: [], line: 4 },
    ]);
  });

  it("finds them in a page, in attributes and blocks as well", () => {
    const page =
      '<h1 title="{{t "a"}}">{{#if x}}{{t "b" name=y}}{{/if}}</h1>\n{{#each (tlist "c")}}{{t (key "d" this "e")}}{{/each}}';
    expect(wordsInPage(page)).toEqual([
      { key: "a", values: [], line: 1 },
      { key: "b", values: ["name"], line: 1 },
      { key: "c", values: [], line: 2 },
      { key: "d.*.e", values: [], line: 2 },
    ]);
  });

  it("knows which gaps a sentence has", () => {
    const tree = { a: { one: "1 of {all}", other: "{count} of {all}" }, b: ["{x}", "{x} {y}"] };
    expect([gapsOf(tree, "a"), gapsOf(tree, "b"), gapsOf(tree, "none")]).toEqual([
      ["count", "all"],
      ["x", "y"],
      [],
    ]);
  });
});
