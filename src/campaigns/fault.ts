// What is wrong in a campaign's files, and where: line and column as an editor shows them.
import { Problem } from "../errors.ts";

/**
 * One fault. `line` and `column` count from 1; `path` is the dotted place in a YAML file ("asks.1.text") and empty in a
 * template; `expected` is a short phrase; `near` is the known name that the writer may have meant.
 */
export type Fault = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly expected: string;
  readonly near: string | null;
};

/** How many faults of one text are told at most: nobody mends more at a time, and a text that is none can have one a character. */
export const MOST_FAULTS = 200;

/**
 * All that is wrong in one or more campaigns at once: `faults` by file and line, `values` those of the first, with the
 * `count` of all.
 */
export class CampaignProblem extends Problem {
  readonly faults: readonly [Fault, ...Fault[]];

  constructor([some, ...others]: readonly [Fault, ...Fault[]]) {
    const [first = some, ...rest] = [some, ...others].toSorted(byPlace);
    const { file, line, column, path, expected, near } = first;
    super("campaign-invalid", {
      file,
      line,
      column,
      path,
      expected,
      near: near ?? "",
      count: rest.length + 1,
    });
    this.faults = [first, ...rest];
  }
}

/** Throws a `CampaignProblem` with these faults unless there are none. */
export function refuseFaults(faults: readonly Fault[]): void {
  const [first, ...rest] = faults;
  if (first) throw new CampaignProblem([first, ...rest]);
}

function byPlace(a: Fault, b: Fault): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
