// Where a source makes a Problem, with which code and with which values for the gaps of its sentence.
import { isNode, type Node, namesIn, parseSource, propertyOf, textOf, walk } from "./syntax.ts";

/** `values` are the names of those given, or null where only running the program could tell. */
export type ProblemUse = {
  readonly code: string;
  readonly values: readonly string[] | null;
  readonly line: number;
};

/** Every `new Problem("code", { … }, [{ code: "…", values: { … } }])` of a source whose code is written out. */
export function readProblems(source: string): ProblemUse[] {
  const { tree, lineOf } = parseSource(source);
  const uses: ProblemUse[] = [];
  const add = (node: Node, code: unknown, values: unknown): void => {
    const text = textOf(code);
    if (text !== null)
      uses.push({ code: text, values: values === undefined ? [] : namesIn(values), line: lineOf(node) });
  };
  walk(tree, (node) => {
    const { type, callee, arguments: given } = node;
    if (type !== "NewExpression" || !isNode(callee) || callee.name !== "Problem" || !Array.isArray(given))
      return;
    add(node, given[0], given[1]);
    walk(given[2], (fault) => {
      if (propertyOf(fault, "field")) add(node, propertyOf(fault, "code"), propertyOf(fault, "values"));
    });
  });
  return uses;
}
