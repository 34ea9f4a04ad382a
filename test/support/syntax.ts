// The syntax tree of a TypeScript source, for tests that ask what a source says and must not be fooled by a comment.
import { parseAst } from "vitest/node";

/** A node of an ESTree: its type, where it begins, and whatever its type has besides. */
export type Node = { readonly type: string; readonly start: number; readonly [key: string]: unknown };

export const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

/** The tree, and the line (from 1) on which a node begins. Throws what the parser throws for what is not TypeScript. */
export function parseSource(source: string): { tree: unknown; lineOf: (node: Node) => number } {
  return {
    tree: parseAst(source, { lang: "ts" }),
    lineOf: (node) => source.slice(0, node.start).split("\n").length,
  };
}

/** Visits every node under a value, in the order of the source. `enter` says of a child by its name whether to go in. */
export function walk(
  value: unknown,
  visit: (node: Node) => void,
  enter: (parent: Node, key: string) => boolean = () => true,
): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, visit, enter);
    return;
  }
  if (!isNode(value)) return;
  visit(value);
  for (const [key, child] of Object.entries(value)) {
    if (enter(value, key)) walk(child, visit, enter);
  }
}

/** The text of a string as written, or null for any other node. */
export function textOf(node: unknown): string | null {
  return isNode(node) && node.type === "Literal" && typeof node.value === "string" ? node.value : null;
}

/** The names of an object literal's properties; null where they cannot be told (no literal, or with a spread). */
export function namesIn(node: unknown): string[] | null {
  if (!isNode(node) || node.type !== "ObjectExpression" || !Array.isArray(node.properties)) return null;
  const names = node.properties.map((property) => nameOf(isNode(property) ? property.key : undefined));
  return names.every((name) => name !== null) ? names : null;
}

/** The value of one property of an object literal. */
export function propertyOf(node: unknown, name: string): unknown {
  if (!isNode(node) || node.type !== "ObjectExpression" || !Array.isArray(node.properties)) return undefined;
  return node.properties.find((property) => isNode(property) && nameOf(property.key) === name)?.value;
}

function nameOf(key: unknown): string | null {
  if (!isNode(key)) return null;
  return key.type === "Identifier" ? String(key.name) : textOf(key);
}
