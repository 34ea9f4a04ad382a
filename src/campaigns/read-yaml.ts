// YAML text → a value checked by a zod schema, or every fault with the line and column it stands on.
import { type Document, isMap, isScalar, LineCounter, parseDocument, visit, type YAMLMap } from "yaml";
import { z } from "zod";
import { type Fault, MOST_FAULTS } from "./fault.ts";
import { nearMatch } from "./near-match.ts";

/** Longest file that is read, in characters: the largest campaign shipped is a tenth of it. */
export const LONGEST = 100_000;

/** `at` gives the position of the value under a path, or of the nearest thing around it. */
export type ReadYaml<T> =
  | { readonly value: T; readonly at: (path: readonly PropertyKey[]) => Position }
  | { readonly faults: readonly [Fault, ...Fault[]] };

export type Position = { readonly line: number; readonly column: number };

/** A document that can be read: its nodes, its value, and where an offset of its text stands. */
export type OpenYaml = {
  readonly doc: Document.Parsed;
  readonly data: unknown;
  readonly position: (offset: number) => Position;
};

type Opened = OpenYaml | { readonly faults: readonly [Fault, ...Fault[]] };

/** What was opened last. A page of the desk reads one text for its fields, its faults, its picture and more, and reading is slow. */
let last: { readonly source: string; readonly file: string; readonly opened: Opened } | undefined;

/**
 * Opens one YAML 1.2 document (core schema). Names stand once; aliases, tags and a second document are refused, and so is a text
 * of more than `LONGEST` characters. `file` is the name that faults carry. What it gives is shared: nobody changes it.
 */
export function openYaml(source: string, file: string): Opened {
  if (last?.source !== source) last = { source, file, opened: openNew(source, file) };
  const { opened } = last;
  if (!("faults" in opened) || last.file === file) return opened;
  const [first, ...rest] = opened.faults;
  return { faults: [{ ...first, file }, ...rest.map((fault) => ({ ...fault, file }))] };
}

function openNew(source: string, file: string): Opened {
  const fault = (position: Position, expected: string): Fault => {
    return { file, ...position, path: "", expected, near: null };
  };
  const start = { line: 1, column: 1 };
  if (source.length > LONGEST) return { faults: [fault(start, `at most ${LONGEST} characters`)] };

  const lines = new LineCounter();
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  try {
    const doc = parseDocument(source, {
      version: "1.2",
      schema: "core",
      // The package compares each name with every other: seconds for a file of nothing but names. `twins` does not.
      uniqueKeys: false,
      prettyErrors: false,
      lineCounter: lines,
      keepSourceTokens: true,
    });
    const unreadable = [...doc.errors, ...doc.warnings].slice(0, MOST_FAULTS);
    const [first, ...rest] = [
      ...unreadable.map(({ pos, message }) => ({ offset: pos[0], message })),
      ...twins(doc).map((offset) => ({ offset, message: "Map keys must be unique" })),
    ].map(({ offset, message }) => fault(position(offset), `YAML that can be read: ${message}`));
    if (first) return { faults: [first, ...rest] };
    const alias = firstAlias(doc);
    if (alias !== null) return { faults: [fault(position(alias), "the text itself, not an alias (*)")] };
    return { doc, data: doc.toJS({ maxAliasCount: 0 }), position };
  } catch (error) {
    // Thousands of nested brackets exhaust the parser's stack.
    if (!(error instanceof RangeError)) throw error;
    return { faults: [fault(start, "less nesting")] };
  }
}

/**
 * Reads one YAML document, as `openYaml` opens it, that `schema` accepts. `file` is the name that faults carry.
 */
export function readYaml<T>(source: string, file: string, schema: z.ZodType<T>): ReadYaml<T> {
  const opened = openYaml(source, file);
  if ("faults" in opened) return opened;
  const { doc, data, position } = opened;
  const fault = (
    position: Position,
    path: readonly PropertyKey[],
    expected: string,
    near: string | null = null,
  ): Fault => {
    return { file, ...position, path: path.map(String).join("."), expected, near };
  };

  const at = (path: readonly PropertyKey[]) => position(offsetOf(doc, path));
  const parsed = schema.safeParse(data, { error: expectation });
  if (parsed.success) return { value: parsed.data, at };
  const [first, ...rest] = parsed.error.issues.slice(0, MOST_FAULTS).flatMap((issue) => {
    if (issue.code !== "unrecognized_keys")
      return [fault(at(issue.path), issue.path, issue.message, nearValue(issue, doc))];
    const known = knownKeys(schema, issue.path);
    return issue.keys.slice(0, MOST_FAULTS).map((key) => {
      const path = [...issue.path, key];
      return fault(
        position(offsetOfKey(doc, issue.path, key)),
        path,
        `one of: ${known.join(", ")}`,
        nearMatch(key, known),
      );
    });
  });
  if (!first) throw new Error("a schema refused a value without saying why");
  return { faults: [first, ...rest] };
}

/** Where a name stands that its map has already, as many as are told. */
function twins(doc: Document.Parsed): number[] {
  const found: number[] = [];
  const look = (map: YAMLMap): typeof visit.BREAK | undefined => {
    const seen = new Set<unknown>();
    for (const { key } of map.items) {
      if (!isScalar(key)) continue;
      if (seen.has(key.value)) found.push(key.range?.[0] ?? 0);
      seen.add(key.value);
      if (found.length === MOST_FAULTS) return visit.BREAK;
    }
    return undefined;
  };
  visit(doc, { Map: (_, map) => look(map) });
  return found;
}

function firstAlias(doc: Document.Parsed): number | null {
  let offset: number | null = null;
  visit(doc, {
    Alias(_, node) {
      offset = node.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

/** Where the value under `path` starts, else the nearest around it that the file has. */
function offsetOf(doc: Document.Parsed, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = doc.getIn(path.slice(0, length), true);
    if (typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range)) {
      const [offset] = node.range;
      if (typeof offset === "number") return offset;
    }
  }
  return doc.contents?.range[0] ?? 0;
}

function offsetOfKey(doc: Document.Parsed, path: readonly PropertyKey[], key: string): number {
  const map = path.length === 0 ? doc.contents : doc.getIn(path, true);
  const pair = isMap(map)
    ? map.items.find((item) => isScalar(item.key) && String(item.key.value) === key)
    : undefined;
  return (isScalar(pair?.key) ? pair.key.range?.[0] : undefined) ?? offsetOf(doc, path);
}

/** The names that the schema has at a path, found by walking its shape. */
function knownKeys(schema: unknown, path: readonly PropertyKey[]): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return knownKeys(schema.unwrap(), path);
  }
  const [step, ...rest] = path;
  if (schema instanceof z.ZodObject) {
    return step === undefined ? Object.keys(schema.shape) : knownKeys(schema.shape[String(step)], rest);
  }
  return schema instanceof z.ZodArray && step !== undefined ? knownKeys(schema.element, rest) : [];
}

function nearValue(issue: z.core.$ZodIssue, doc: Document.Parsed): string | null {
  const typed = issue.code === "invalid_value" ? doc.getIn(issue.path) : null;
  return issue.code === "invalid_value" && typeof typed === "string"
    ? nearMatch(typed, issue.values.map(String))
    : null;
}

const KINDS: Readonly<Record<string, string>> = {
  string: "text (in quotes where it looks like something else)",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "names and values",
};

/** What zod wanted, as a phrase that follows "expected". */
function expectation(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case "invalid_type": {
      if (issue.input === undefined && issue.expected === "array") return "at least one entry";
      const kind = KINDS[issue.expected] ?? issue.expected;
      return issue.input === undefined ? `${kind}, but it is missing` : kind;
    }
    case "invalid_format":
      return issue.format === "date"
        ? "a date that exists, as YYYY-MM-DD"
        : `text of the form ${issue.format}`;
    case "invalid_value":
      return `one of: ${issue.values.map(String).join(", ")}`;
    case "too_small":
      if (issue.origin === "string") return "text, not nothing";
      return issue.origin === "array" ? `at least ${issue.minimum} entries` : `at least ${issue.minimum}`;
    case "too_big":
      if (issue.origin === "string") return `at most ${issue.maximum} characters`;
      return issue.origin === "array" ? `at most ${issue.maximum} entries` : `at most ${issue.maximum}`;
    default:
      return issue.message ?? "another value";
  }
}
