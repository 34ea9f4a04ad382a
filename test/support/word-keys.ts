// Which words the program asks for, in its sources and in its pages, and which there are in a language's file.
import { readFileSync } from "node:fs";
import Handlebars from "handlebars";
import { parse } from "yaml";
import type { WordTree } from "../../src/words.ts";
import { isNode, namesIn, parseSource, textOf, walk } from "./syntax.ts";

/** One use. In `key`, a `*` stands for a part that data fills in. `values` as in a Problem: null where unknown. */
export type WordUse = {
  readonly key: string;
  readonly values: readonly string[] | null;
  readonly line: number;
};

const PLURAL_FORMS = ["zero", "one", "two", "few", "many", "other"];

/** Reads a language's file; throws where it is not a tree of words. */
export function readWordTree(file: string): WordTree {
  return asTree(parse(readFileSync(file, "utf8")), file);
}

function asTree(value: unknown, place: string): WordTree {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error(`${place} is no tree of words`);
  const entries = Object.entries(value).map(([key, child]: [string, unknown]): [string, WordTree[string]] => {
    if (typeof child === "string") return [key, child];
    if (Array.isArray(child) && child.every((item) => typeof item === "string")) return [key, child];
    return [key, asTree(child, `${place}: ${key}`)];
  });
  return Object.fromEntries(entries);
}

/** Sentences by their dotted keys; the forms of a plural and the items of a list stand under one key. */
export function sentencesOf(tree: WordTree, prefix = ""): Map<string, string[]> {
  const sentences = new Map<string, string[]>();
  for (const [name, child] of Object.entries(tree)) {
    const key = prefix + name;
    if (typeof child === "string") sentences.set(key, [child]);
    else if (Array.isArray(child)) sentences.set(key, child);
    else if (isPlural(child))
      sentences.set(
        key,
        Object.values(child).filter((form) => typeof form === "string"),
      );
    else for (const [inner, texts] of sentencesOf(child, `${key}.`)) sentences.set(inner, texts);
  }
  return sentences;
}

function isPlural(tree: WordTree): boolean {
  return Object.hasOwn(tree, "other") && Object.keys(tree).every((form) => PLURAL_FORMS.includes(form));
}

/** The gaps of a sentence, each once; a plural needs its `count` whether it shows it or not. */
export function gapsOf(tree: WordTree, key: string): string[] {
  const texts = sentencesOf(tree).get(key) ?? [];
  const gaps = texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, gap]) => gap ?? ""));
  const node = key
    .split(".")
    .reduce<WordTree[string] | undefined>(
      (found, part) => (typeof found === "object" && !Array.isArray(found) ? found[part] : undefined),
      tree,
    );
  const plural = typeof node === "object" && !Array.isArray(node) && isPlural(node);
  return [...new Set(plural ? ["count", ...gaps] : gaps)];
}

/** `words("…", { … })` and `words.list("…")` of a TypeScript source; a template's gaps become `*`. */
export function wordsInSource(source: string): WordUse[] {
  const { tree, lineOf } = parseSource(source);
  const uses: WordUse[] = [];
  walk(tree, (node) => {
    const { type, callee, arguments: given } = node;
    if (type !== "CallExpression" || !asksForWords(callee) || !Array.isArray(given)) return;
    const values = given[1] === undefined ? [] : namesIn(given[1]);
    for (const key of keysOf(given[0])) uses.push({ key, values, line: lineOf(node) });
  });
  return uses;
}

/** Strings of a source that can be keys and reach `words` as data; a template's gaps become `*`, but never its first part. */
export function keysInSource(source: string): string[] {
  const keys: string[] = [];
  walk(parseSource(source).tree, (node) => {
    if (node.type !== "Literal" && node.type !== "TemplateLiteral") return;
    keys.push(...keysOf(node).filter((key) => /^[a-z]\w*\./i.test(key)));
  });
  return keys;
}

function asksForWords(callee: unknown): boolean {
  if (!isNode(callee)) return false;
  if (callee.type === "Identifier") return callee.name === "words";
  const { object, property } = callee;
  if (callee.type !== "MemberExpression" || !isNode(property)) return false;
  const name = property.name;
  return name === "words" || ((name === "list" || name === "has") && asksForWords(object));
}

function keysOf(node: unknown): string[] {
  const text = textOf(node);
  if (text !== null) return [text];
  if (!isNode(node)) return [];
  if (node.type === "ConditionalExpression") return [...keysOf(node.consequent), ...keysOf(node.alternate)];
  if (node.type === "TemplateLiteral" && Array.isArray(node.quasis)) {
    return [node.quasis.map((quasi) => String(quasi.value.cooked)).join("*")];
  }
  return [];
}

/** `{{t "…" name=…}}`, `(tlist "…")` and `(t (key "ways" this "title"))` of a page. */
export function wordsInPage(source: string): WordUse[] {
  const uses: WordUse[] = [];
  const seek = (node: hbs.AST.MustacheStatement | hbs.AST.SubExpression): void => {
    if (node.path.type !== "PathExpression") return;
    const { original } = node.path as hbs.AST.PathExpression;
    const key = keyInPage(node.params[0]);
    if ((original === "t" || original === "tlist") && key !== null) {
      uses.push({ key, values: node.hash?.pairs.map((pair) => pair.key) ?? [], line: node.loc.start.line });
    }
  };
  class Seeker extends Handlebars.Visitor {
    override MustacheStatement(node: hbs.AST.MustacheStatement): void {
      seek(node);
      super.MustacheStatement(node);
    }
    override SubExpression(node: hbs.AST.SubExpression): void {
      seek(node);
      super.SubExpression(node);
    }
  }
  new Seeker().accept(Handlebars.parse(source));
  return uses;
}

function keyInPage(node: hbs.AST.Expression | undefined): string | null {
  if (node === undefined) return null;
  if (node.type === "StringLiteral") return (node as hbs.AST.StringLiteral).value;
  if (node.type !== "SubExpression") return null;
  return (node as hbs.AST.SubExpression).params.map((part) => keyInPage(part) ?? "*").join(".");
}

/** Whether a key is one that a use means. */
export function means(use: string, key: string): boolean {
  const [parts, wanted] = [use.split("."), key.split(".")];
  return parts.length === wanted.length && parts.every((part, at) => part === "*" || part === wanted[at]);
}
