// What a source file imports and which globals it touches, read from its syntax tree and not by pattern, so that a
// comment or a string can neither hide an import nor pretend to be one.
import { isNode, type Node, parseSource, textOf, walk } from "./syntax.ts";

/** One import of any kind: `import`, `import type`, `export … from`, `import()` and the type `import("…").T`. */
export type Import = {
  /** As written, or null where it is worked out when the program runs. */
  readonly specifier: string | null;
  readonly line: number;
  /** Gone when the types are stripped: it cannot bring code in. */
  readonly typeOnly: boolean;
};

/** A use of a global name that reaches outside: `process`, `fetch`, `Date.now()`, `new Date()` and their like. */
export type GlobalUse = { readonly name: string; readonly line: number };

export type SourceFacts = { readonly imports: readonly Import[]; readonly globals: readonly GlobalUse[] };

/** Names that reach a file, the clock, the network, the machine or chance when they are used as they stand. */
const REACHING = new Set([
  "process",
  "fetch",
  "Buffer",
  "require",
  "performance",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
  "console",
  "crypto",
  "global",
  "globalThis",
  "WebSocket",
  "XMLHttpRequest",
  "navigator",
  "document",
  "window",
  "localStorage",
  "sessionStorage",
]);

/** Reads one TypeScript source. Throws what the parser throws where it is not TypeScript. */
export function readSource(source: string): SourceFacts {
  const imports: Import[] = [];
  const globals: GlobalUse[] = [];
  const { tree, lineOf } = parseSource(source);
  const declared = declaredNames(tree);

  const visit = (node: Node): void => {
    const imported = importOf(node);
    if (imported !== null) imports.push({ ...imported, line: lineOf(node) });
    const name = globalOf(node);
    if (name !== null && !declared.has(name)) globals.push({ name, line: lineOf(node) });
  };
  walk(tree, visit, isValue);
  return { imports, globals };
}

function importOf(node: Node): Omit<Import, "line"> | null {
  const specifier = textOf(node.source);
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration": {
      if (specifier === null) return null;
      const kind = node.importKind ?? node.exportKind;
      return { specifier, typeOnly: kind === "type" };
    }
    case "ImportExpression":
      return { specifier, typeOnly: false };
    case "TSImportType":
      return { specifier, typeOnly: true };
    default:
      return null;
  }
}

function globalOf(node: Node): string | null {
  if (node.type === "Identifier" && REACHING.has(String(node.name))) return String(node.name);
  if (isMember(node, "Temporal", "Now")) return "Temporal.Now";
  const callee = node.callee;
  if (!isNode(callee)) return null;
  if (node.type === "CallExpression") {
    if (isMember(callee, "Date", "now")) return "Date.now()";
    if (isMember(callee, "Math", "random")) return "Math.random()";
    if (callee.type === "Identifier" && callee.name === "Date") return "Date()";
  }
  const bare = Array.isArray(node.arguments) && node.arguments.length === 0;
  if (node.type === "NewExpression" && callee.type === "Identifier" && callee.name === "Date" && bare) {
    return "new Date()";
  }
  return null;
}

function isMember(node: Node, object: string, property: string): boolean {
  const { object: left, property: right } = node;
  return isNode(left) && left.name === object && isNode(right) && right.name === property;
}

/** Names that the file itself declares, as variables, parameters, functions or imports: they are not globals. */
function declaredNames(tree: unknown): Set<string> {
  const names = new Set<string>();
  const add = (node: Node): void => {
    if (node.type === "Identifier") names.add(String(node.name));
  };
  const bind = (pattern: unknown): void => walk(pattern, add, isValue);
  walk(tree, (node) => {
    if (node.type === "VariableDeclarator" || node.type === "FunctionDeclaration") bind(node.id);
    if (Array.isArray(node.params)) node.params.forEach(bind);
    if (node.type.startsWith("Import") && isNode(node.local)) bind(node.local);
  });
  return names;
}

/** Leaves out what is no value: property names, keys of objects, and types. */
function isValue(parent: Node, key: string): boolean {
  if (parent.type.startsWith("TS") && key === "id") return false;
  const named = key === "property" || (key === "key" && parent.shorthand !== true);
  return !(named && parent.computed !== true) && key !== "typeName" && key !== "exprName" && key !== "label";
}
