// What a template may say, and where the fault is when it says anything else.
import { describe, expect, it } from "vitest";
import { FLAGS, lintTemplate, PLACEHOLDERS, REASON_PLACEHOLDERS } from "../../src/campaigns/lint-template.ts";

const lint = (source: string) => lintTemplate(source, "postcard.hbs");
const places = (source: string) => lint(source).map(({ line, column, near }) => ({ line, column, near }));

describe("a template may have", () => {
  it.each([
    ["plain text", 'Dear all, 100 per cent { of } it\'s "true" & <b>fair</b>.\r\n\r\nYes.'],
    ["nothing at all", ""],
    ["every placeholder", ["ask", ...PLACEHOLDERS].map((name) => `{{${name}}}`).join(" ")],
    ["a test of every placeholder", PLACEHOLDERS.map((name) => `{{#if ${name}}}x{{/if}}`).join("")],
    ["a test of every flag", FLAGS.map((name) => `{{#if ${name}}}x{{else}}y{{/if}}`).join("")],
    ["a chain of tests", "{{#if vacant}}a{{else if unknown}}b{{else}}c{{/if}}"],
    [
      "the reasons",
      `{{#if reasons}}{{#each reasons}}${REASON_PLACEHOLDERS.map((n) => `{{${n}}}`).join("")}{{/each}}{{/if}}`,
    ],
    ["comments", "{{! a note }}{{!-- {{unknown}} is not read --}}"],
    ["control of white space", "a {{~ask~}} b {{~#if held~}} c {{~/if~}}"],
    ["spaces inside the braces", "{{ ask }}"],
  ])("%s", (_, source) => {
    expect(lint(source)).toEqual([]);
  });
});

describe("a template may not have", () => {
  it.each([
    ["an unknown name", "{{weather}}"],
    ["a name that every object has", "{{constructor}}"],
    ["a prototype", "{{__proto__}}"],
    ["a name in brackets", "{{[ask]}}"],
    ["a path into a value", "{{mp.constructor}}"],
    ["a path through this", "{{this.constructor}}"],
    ["this alone", "{{this}}"],
    ["this with a name", "{{this.ask}}"],
    ["a dot with a name", "{{./ask}}"],
    ["a path upwards", "{{#each reasons}}{{../ask}}{{/each}}"],
    ["the root", "{{@root.ask}}"],
    ["an index", "{{#each reasons}}{{@index}}{{/each}}"],
    ["a literal", '{{"ask"}}'],
    ["a number", "{{1}}"],
    ["true", "{{true}}"],
    ["three braces", "{{{ask}}}"],
    ["an ampersand", "{{&ask}}"],
    ["lookup", '{{lookup . "constructor"}}'],
    ["log", '{{log "x"}}'],
    ["a helper", "{{upper ask}}"],
    ["a helper with a hash", "{{ask size=1}}"],
    ["a helper in a helper", "{{#if (eq party nation)}}x{{/if}}"],
    ["with", "{{#with reasons}}{{short}}{{/with}}"],
    ["unless", "{{#unless held}}x{{/unless}}"],
    ["an unknown block", "{{#ask}}x{{/ask}}"],
    ["an inverse block", "{{^if held}}x{{/if}}"],
    ["an inverse placeholder", "{{^ask}}x{{/ask}}"],
    ["if without a name", "{{#if}}x{{/if}}"],
    ["if with two names", "{{#if held vacant}}x{{/if}}"],
    ["if with a literal", "{{#if true}}x{{/if}}"],
    ["if with a hash", "{{#if held includeZero=true}}x{{/if}}"],
    ["each of something else", "{{#each party}}x{{/each}}"],
    ["each of a path", "{{#each reasons.constructor}}x{{/each}}"],
    ["each with a name between bars", "{{#each reasons as |x|}}{{short}}{{/each}}"],
    ["if with a name between bars", "{{#if held as |x|}}y{{/if}}"],
    ["each inside each", "{{#each reasons}}{{#each reasons}}x{{/each}}{{/each}}"],
    ["a placeholder of the letter inside each", "{{#each reasons}}{{ask}}{{/each}}"],
    ["a placeholder of a reason outside each", "{{short}}"],
    ["a flag to print", "{{held}}"],
    ["reasons to print", "{{reasons}}"],
    ["a partial", "{{> letter}}"],
    ["a partial block", "{{#> letter}}x{{/letter}}"],
    ["an inline partial", '{{#*inline "x"}}y{{/inline}}'],
    ["a decorator", "{{* x}}"],
    ["a raw block", "{{{{raw}}}} x {{{{/raw}}}}"],
    ["a raw if", "{{{{if held}}}} x {{{{/if}}}}"],
    ["a block that is never closed", "{{#if held}}x"],
    ["a block closed by another", "{{#if held}}x{{/each}}"],
    ["a closing without an opening", "x{{/if}}"],
    ["else outside a block", "x{{else}}y"],
    ["braces that are never closed", "{{ask"],
    ["braces within braces", "{{ask {{name}} }}"],
    ["empty braces", "{{}}"],
    ["seven blocks inside each other", "{{#if held}}".repeat(7) + "{{/if}}".repeat(7)],
    ["thousands of blocks inside each other", "{{#if held}}".repeat(900) + "{{/if}}".repeat(900)],
    ["a megabyte", "a".repeat(1_000_000)],
    ["a megabyte of braces", "{{".repeat(500_000)],
  ])("%s", (_, source) => {
    expect(lint(source).length).toBeGreaterThan(0);
  });
});

describe("a fault of a template", () => {
  it("names the line and the column", () => {
    expect(places("one\n\n  two {{weather}}\n")).toEqual([{ line: 3, column: 9, near: null }]);
    expect(places("one\r\ntwo\r\n{{#unless held}}x{{/unless}}")).toMatchObject([{ line: 3, column: 1 }]);
  });

  it("names what the writer may have meant", () => {
    expect(places("{{ownWord}}")).toMatchObject([{ near: "ownWords" }]);
    expect(places("{{Constituency}}")).toMatchObject([{ near: "constituency" }]);
    expect(places("{{letter.ask}}")).toMatchObject([{ near: "ask" }]);
    expect(places("{{#if vacent}}x{{/if}}")).toMatchObject([{ near: "vacant" }]);
    expect(places("{{#each reason}}x{{/each}}")).toMatchObject([{ near: "reasons" }]);
    expect(places("{{#each reasons}}{{shrot}}{{/each}}")).toMatchObject([{ near: "short" }]);
    expect(places("{{#fi held}}x{{/fi}}")).toMatchObject([{ near: "if" }]);
    expect(places("{{weather}}")).toMatchObject([{ near: null }]);
  });

  it("says what is expected there", () => {
    expect(lint("{{#each reasons}}{{ask}}{{/each}}")[0]?.expected).toBe(
      "a placeholder: {{title}}, {{short}}, {{long}}",
    );
    expect(lint("{{#with held}}{{/with}}")[0]?.expected).toBe("{{#if …}} or {{#each reasons}}");
  });

  it("is the opening of a block that is never closed, not the end of the file", () => {
    expect(lint("a\n{{#if held}}\nb\n{{#if party}}c{{/if}}\n\n\n")).toMatchObject([
      { line: 2, column: 1, expected: "{{/if}} somewhere after this" },
    ]);
    expect(lint("{{#if held}}\n{{#each reasons}}\n{{/if}}\n{{/each}}")).toMatchObject([
      { line: 3, column: 1, expected: "{{/each}}, for the block of line 2" },
    ]);
    expect(lint("a\n{{/if}}")).toMatchObject([{ line: 2, column: 1, expected: "{{#if …}} before {{/if}}" }]);
    expect(lint("a\n\n{{ask} x\n")).toMatchObject([{ line: 3 }]);
  });

  it("is the braces that have thousands of brackets in them, which nothing tries to read", () => {
    const nested = `{{ask ${"(a ".repeat(4_000)}${")".repeat(4_000)}}}`;
    expect(lint(`Dear (((((((((((((((((((((( all\n x ${nested}`)).toMatchObject([
      { line: 2, column: 4, expected: "one name between the braces" },
    ]);
    expect(lint(`{{! ${"(".repeat(40)} }} {{!-- ${"(".repeat(40)} --}}`)).toEqual([]);
  });

  it("is one of two hundred at most", () => {
    expect(lint("{{x}}\n".repeat(3_000))).toHaveLength(200);
  });

  it("does not hide the others", () => {
    expect(places("{{one}}\n{{two}}\n{{#if three}}{{four}}{{/if}}")).toHaveLength(4);
  });

  it("is {{ask}} where the ask itself is written", () => {
    expect(lintTemplate("{{ask}}", "campaign.yaml", { ask: false })).toHaveLength(1);
    expect(lintTemplate("{{#if ask}}x{{/if}}", "campaign.yaml", { ask: false })).toHaveLength(1);
    expect(lintTemplate("{{constituency}}", "campaign.yaml", { ask: false })).toEqual([]);
  });
});
