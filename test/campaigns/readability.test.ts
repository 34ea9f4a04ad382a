// Help with plain words: which sentences are long, and which words only some know.
import { describe, expect, it } from "vitest";
import { editFormSchema } from "../../src/campaigns/edit-form.ts";
import { readingHints, readJargon } from "../../src/campaigns/readability.ts";

const JARGON = readJargon(["utilise = use", "service users = people", "HMPPS = the prison service (HMPPS)"]);
const hints = (form: object) => readingHints(editFormSchema.parse(form), JARGON);
const words = (count: number) => `Words ${"and ".repeat(count - 2)}end.`;

describe("help with plain words", () => {
  it("names sentences of more than 25 words, in whichever field", () => {
    expect(hints({ summary: words(25) })).toEqual([]);
    expect(hints({ why: ["Short.", `First. ${words(26)} Last.`] })).toMatchObject([
      { kind: "long", path: "why.1", count: 26, found: words(26) },
    ]);
  });

  it("takes a template as it reads: blocks end a sentence, and a placeholder is a word", () => {
    const half = words(14).slice(0, -1);
    expect(hints({ letter: `${half}\n{{#if ownWords}}\n${half}\n{{/if}}` })).toEqual([]);
    expect(hints({ letter: `${half} {{mp}} ${half}` })).toMatchObject([{ path: "letter", count: 29 }]);
    expect(hints({ letter: `{{! ${words(40)} }}Short.` })).toEqual([]);
  });

  it("names words of the list with plainer ones, once a field, and not inside other words", () => {
    expect(hints({ title: "Utilise and utilise", summary: "reutilised Service users" })).toMatchObject([
      { kind: "jargon", path: "title", found: "Utilise", plainer: "use" },
      { kind: "jargon", path: "summary", found: "Service users", plainer: "people" },
    ]);
  });

  it("leaves a name in capitals alone where the campaign explains it", () => {
    expect(hints({ title: "What HMPPS does" })).toMatchObject([{ found: "HMPPS" }]);
    expect(hints({ title: "What HMPPS does", summary: "The prison service (HMPPS) said so." })).toEqual([]);
    expect(hints({ title: "hmpps" })).toEqual([]);
  });
});
