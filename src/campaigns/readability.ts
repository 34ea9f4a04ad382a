// Help with plain words: sentences that are too long, and words that only some know. Help, never an error.
import type { EditForm } from "./edit-form.ts";

/** A sentence with more words than this is hard to read aloud. */
export const LONG_SENTENCE = 25;

/** A word that not everybody knows, and plainer ones. Written in capitals (`HMPPS`) it is a name to be explained once. */
export type Jargon = { readonly word: string; readonly plainer: string };

/** What could be plainer, and in which field: a sentence of `count` words, or a word with plainer ones. */
export type ReadingHint =
  | { readonly kind: "long"; readonly path: string; readonly found: string; readonly count: number }
  | { readonly kind: "jargon"; readonly path: string; readonly found: string; readonly plainer: string };

/** The list as `templates/words` has it: "utilise = use" each. */
export function readJargon(lines: readonly string[]): Jargon[] {
  return lines.map((line) => {
    const [word = "", plainer = ""] = line.split(" = ");
    return { word, plainer };
  });
}

/**
 * What could be plainer in the texts that members and MPs read. A word of the list is named once a field; a name in capitals is left
 * alone where the campaign explains it in brackets, "the prison service (HMPPS)".
 */
export function readingHints(form: EditForm, jargon: readonly Jargon[]): ReadingHint[] {
  const texts = textsOf(form);
  const all = texts.map(({ text }) => text).join("\n");
  const terms = jargon
    .filter(({ word }) => !(isName(word) && all.includes(`(${word})`)))
    .map((each) => ({ ...each, pattern: patternOf(each.word) }));
  return texts.flatMap(({ path, text }) => [
    ...sentences(text)
      .map((found) => ({ kind: "long" as const, path, found, count: found.split(/\s+/).length }))
      .filter(({ count }) => count > LONG_SENTENCE),
    ...terms.flatMap(({ pattern, plainer }): ReadingHint[] => {
      const found = pattern.exec(text)?.[0];
      return found === undefined ? [] : [{ kind: "jargon", path, found, plainer }];
    }),
  ]);
}

function textsOf(form: EditForm): { path: string; text: string }[] {
  const list = (name: string, texts: readonly string[]) =>
    texts.map((text, i) => ({ path: `${name}.${i}`, text }));
  return [
    { path: "title", text: form.title },
    { path: "summary", text: form.summary },
    ...list("why", form.why),
    ...form.reasons.flatMap(({ title, short, long }, i) => [
      { path: `reasons.${i}.title`, text: title },
      { path: `reasons.${i}.short`, text: short },
      { path: `reasons.${i}.long`, text: long },
    ]),
    ...list("prompts", form.prompts),
    ...form.asks.map(({ text }, i) => ({ path: `asks.${i}.text`, text })),
    ...list("questions", form.questions),
    { path: "card.headline", text: form.card.headline },
    { path: "card.line", text: form.card.line },
    { path: "postcard", text: form.postcard },
    { path: "letter", text: form.letter },
  ].map(({ path, text }) => ({ path, text: withoutBraces(text) }));
}

/** A template as it reads: comments and blocks end a sentence, and a placeholder stands for one word. */
function withoutBraces(text: string): string {
  return text.replace(/\{\{!.*?\}\}|\{\{[#/].*?\}\}|\{\{else\}\}/gs, "\n\n").replace(/\{\{(\w+)\}\}/g, "$1");
}

const sentenceEnds = new Intl.Segmenter("en", { granularity: "sentence" });

function sentences(text: string): string[] {
  return text
    .split(/\n\s*\n/)
    .flatMap((paragraph) => [...sentenceEnds.segment(paragraph.replace(/\s+/g, " "))])
    .map(({ segment }) => segment.trim())
    .filter((sentence) => sentence !== "");
}

const isName = (word: string): boolean => /^[A-Z]{2,}$/.test(word);

function patternOf(word: string): RegExp {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, isName(word) ? "u" : "iu");
}
