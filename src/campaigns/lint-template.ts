// What a campaign's template may say: text, known placeholders, {{#if}} and {{#each reasons}}. All else is a fault.
import Handlebars from "handlebars";
import { type Fault, MOST_FAULTS } from "./fault.ts";
import { nearMatch } from "./near-match.ts";

/** What can be printed everywhere in a template. */
export const PLACEHOLDERS = [
  "constituency",
  "mp",
  "party",
  "nation",
  "organisation",
  "ownWords",
  "name",
] as const;

/** What only {{#if}} can test, besides the placeholders and `reasons`. */
export const FLAGS = ["held", "vacant", "unknown", "speaker", "deputy", "abstains"] as const;

/** What can be printed inside {{#each reasons}}. */
export const REASON_PLACEHOLDERS = ["title", "short", "long"] as const;

/** Longest template, in characters, and how deep its blocks may stand in each other. */
const LONGEST = 20_000;
const DEEPEST = 6;
/** How many opening brackets may stand between two braces and still be parsed, to be refused with what fits. */
const MOST_BRACKETS = 20;

const LINE_END = /\r\n?|\n/;
// {{^if x}} turns a block round; {{^}} alone is another way to write {{else}}.
const INVERSE_BLOCK = /^\{\{~?\^(?!~?\}\})/;

/** Names that can be printed, tested by {{#if}} and walked by {{#each}} at one place of a template. */
type Scope = {
  readonly print: readonly string[];
  readonly test: readonly string[];
  readonly each: readonly string[];
};

const IN_EACH: Scope = { print: REASON_PLACEHOLDERS, test: REASON_PLACEHOLDERS, each: [] };

const BLOCKS = "{{#if …}} or {{#each reasons}}";

/** A fault before its file is known. */
type Found = { readonly position: Position; readonly expected: string; readonly near?: string | null };

/**
 * Every fault of one template, in order; empty where it may be compiled. `file` is the name that faults carry;
 * `ask` says whether {{ask}} may be used: not where the ask itself is being written.
 */
export function lintTemplate(
  source: string,
  file: string,
  { ask }: { ask: boolean } = { ask: true },
): Fault[] {
  const print = ask ? ["ask", ...PLACEHOLDERS] : PLACEHOLDERS;
  const scope: Scope = { print, test: [...print, "reasons", ...FLAGS], each: ["reasons"] };
  const found = lintSource(source, scope).take(MOST_FAULTS);
  return [...found].map(({ position, expected, near = null }) => {
    return { file, line: position.line, column: position.column + 1, path: "", expected, near };
  });
}

function* lintSource(source: string, scope: Scope): Generator<Found> {
  if (source.length > LONGEST) {
    yield { position: { line: 1, column: 0 }, expected: `at most ${LONGEST} characters` };
    return;
  }
  const nested = deeplyNested(source);
  if (nested !== null) {
    yield { position: nested, expected: "one name between the braces" };
    return;
  }
  let program: hbs.AST.Program;
  try {
    program = Handlebars.parseWithoutProcessing(source);
  } catch (error) {
    yield whyUnreadable(source, error);
    return;
  }
  yield* lintProgram(program, scope, source.split(LINE_END), 0);
}

/** Where braces have more brackets in them than anybody means to write: thousands keep the parser busy for seconds. */
function deeplyNested(source: string): Position | null {
  for (const { 0: tag, index } of source.matchAll(/\{\{(?!~?!)[^}]*/g)) {
    if (tag.split("(").length <= MOST_BRACKETS) continue;
    const before = source.slice(0, index).split(LINE_END);
    return { line: before.length, column: before.at(-1)?.length ?? 0 };
  }
  return null;
}

function* lintProgram(
  program: hbs.AST.Program,
  scope: Scope,
  lines: readonly string[],
  depth: number,
): Generator<Found> {
  if (program.blockParams?.length)
    yield { position: program.loc.start, expected: "no names between bars (as |name|)" };
  for (const statement of program.body) {
    if (isMustache(statement)) yield* lintMustache(statement, scope, lines);
    else if (isBlock(statement)) yield* lintBlock(statement, scope, lines, depth + 1);
    else if (statement.type !== "ContentStatement" && statement.type !== "CommentStatement") {
      yield { position: statement.loc.start, expected: `text, a placeholder, ${BLOCKS}` };
    }
  }
}

function* lintMustache(
  { path, params, hash, escaped, loc }: hbs.AST.MustacheStatement,
  scope: Scope,
  lines: readonly string[],
): Generator<Found> {
  if (!escaped) yield { position: loc.start, expected: "two braces, {{ and }}" };
  else if (params.length > 0 || hash) yield { position: loc.start, expected: "one name between the braces" };
  else yield* lintName(path, scope.print, "a placeholder", lines, asPrinted);
}

/** A placeholder as it is typed. */
const asPrinted = (name: string): string => `{{${name}}}`;

function* lintBlock(
  block: hbs.AST.BlockStatement,
  scope: Scope,
  lines: readonly string[],
  depth: number,
): Generator<Found> {
  const position = block.loc.start;
  const opening = lines[position.line - 1]?.slice(position.column) ?? "";
  const kind = String(block.path.original);
  const [subject, ...more] = block.params;
  if (depth > DEEPEST) {
    yield { position, expected: `at most ${DEEPEST} blocks inside each other` };
  } else if (opening.startsWith("{{{{") || INVERSE_BLOCK.test(opening)) {
    yield { position, expected: BLOCKS };
  } else if (kind !== "if" && kind !== "each") {
    yield { position, expected: BLOCKS, near: nearMatch(kind, ["if", "each"]) };
  } else if (!subject || more.length > 0 || block.hash) {
    yield { position, expected: `{{#${kind} …}} with one name` };
  } else {
    const isIf = kind === "if";
    yield* lintName(
      subject,
      isIf ? scope.test : scope.each,
      isIf ? "something to test" : "{{#each}} over",
      lines,
    );
    if (block.program) yield* lintProgram(block.program, isIf ? scope : IN_EACH, lines, depth);
    if (block.inverse) yield* lintProgram(block.inverse, scope, lines, depth);
  }
}

/** A name has to be one of `known`, written plainly. */
function* lintName(
  node: hbs.AST.Expression,
  known: readonly string[],
  what: string,
  lines: readonly string[],
  asTyped = (name: string): string => name,
): Generator<Found> {
  const position = node.loc.start;
  const name = isPath(node) ? node.original : "";
  // The parts differ from the original in @root, ../x, ./x, this.x and x.y; brackets leave no trace but in the source.
  const plain =
    isPath(node) && !node.data && node.depth === 0 && node.parts.length === 1 && node.parts[0] === name;
  const bracketed = lines[position.line - 1]?.[position.column] === "[";
  if (plain && !bracketed && known.includes(name)) return;
  const expected =
    known.length > 0 ? `${what}: ${known.map(asTyped).join(", ")}` : "no {{#each}} inside another";
  yield { position, expected, near: nearMatch(name.split(/[./]/).at(-1) ?? "", known) };
}

type Position = { readonly line: number; readonly column: number };

function isMustache(node: hbs.AST.Node): node is hbs.AST.MustacheStatement {
  return node.type === "MustacheStatement";
}

function isBlock(node: hbs.AST.Node): node is hbs.AST.BlockStatement {
  return node.type === "BlockStatement";
}

function isPath(node: hbs.AST.Node): node is hbs.AST.PathExpression {
  return node.type === "PathExpression";
}

/**
 * Where a template that cannot be parsed goes wrong. Handlebars names the end of the file for a block that is never closed;
 * a writer needs the line on which it was opened.
 */
function whyUnreadable(source: string, error: unknown): Found {
  const open: { name: string; position: Position }[] = [];
  for (const [index, text] of source.split(LINE_END).entries()) {
    for (const tag of text.matchAll(/\{\{~?\s*([#/])\s*(\w*)/g)) {
      const position = { line: index + 1, column: tag.index };
      const name = tag[2] ?? "";
      if (tag[1] === "#") open.push({ name, position });
      else {
        const opened = open.pop();
        if (!opened) return { position, expected: `{{#${name} …}} before {{/${name}}}` };
        if (opened.name !== name)
          return { position, expected: `{{/${opened.name}}}, for the block of line ${opened.position.line}` };
      }
    }
  }
  const unclosed = open.at(-1);
  if (unclosed)
    return { position: unclosed.position, expected: `{{/${unclosed.name}}} somewhere after this` };
  const line = error instanceof Error ? /on line (\d+)/.exec(error.message)?.[1] : undefined;
  return {
    position: { line: Number(line ?? 1), column: 0 },
    expected: "braces in pairs, {{ and }}, around one name",
  };
}
