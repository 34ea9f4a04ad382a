// One table of errors in three places: the codes, the words for people, and the explanations for developers.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ERRORS, Problem } from "../src/errors.ts";
import { createWords } from "../src/words.ts";
import { readProblems } from "./support/problems.ts";
import { gapsOf, readWordTree } from "./support/word-keys.ts";

const root = join(import.meta.dirname, "..");
const codes = Object.keys(ERRORS);
const tree = readWordTree(join(root, "templates/words/en.yaml"));
const words = createWords(tree, "en");
const guide = readFileSync(join(root, "docs/errors.md"), "utf8");
const sections = new Map(
  guide
    .split(/^### /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf("\n")).trim(), section]),
);

describe("the table of errors", () => {
  it("has words for every code and no others", () => {
    const errors = tree.errors;
    expect(Object.keys(typeof errors === "object" ? errors : {}).sort()).toEqual([...codes].sort());
  });

  it.each(codes)("has a title and a detail for %s", (code) => {
    expect(gapsOf(tree, `errors.${code}.title`)).toEqual([]);
    expect(words.has(`errors.${code}.detail`)).toBe(true);
  });

  it("is explained in docs/errors.md, every code and no others", () => {
    expect([...sections.keys()]).toEqual(codes);
  });

  it.each(Object.entries(ERRORS))(
    "has the same status and exit code in docs/errors.md for %s",
    (code, { status, exit }) => {
      expect(sections.get(code)).toMatch(new RegExp(`^Status ${status}, exit ${exit}\\. \\S`, "m"));
    },
  );
});

describe("a Problem", () => {
  it("has no message but its code, so that no log can hold what somebody typed", () => {
    const problem = new Problem("seat-unknown", { seat: "my secret" }, [
      { field: "seat", code: "seat-unknown" },
    ]);
    expect(problem.message).toBe("seat-unknown");
    expect(problem.stack).not.toContain("my secret");
    expect(problem.values).toEqual({ seat: "my secret" });
    expect(problem.fields).toEqual([{ field: "seat", code: "seat-unknown" }]);
  });

  it("has a value for every gap of its sentence wherever it is thrown", () => {
    const missing = globSync("src/**/*.ts", { cwd: root }).flatMap((path) =>
      readProblems(readFileSync(join(root, path), "utf8"))
        .filter(({ values }) => values !== null)
        .flatMap(({ code, values, line }) =>
          gapsOf(tree, `errors.${code}.detail`)
            .filter((gap) => !values?.includes(gap))
            .map((gap) => `${path}:${line} ${code} needs {${gap}}`),
        ),
    );
    expect(missing).toEqual([]);
  });

  it("is read out of the source with the values that it is given", () => {
    const source =
      'throw new Problem("a", { b: 1, c }, [{ field: "d", code: "e", values: { f } }]);\nnew Problem("g");\nnew Problem("h", all);';
    expect(readProblems(source)).toEqual([
      { code: "a", values: ["b", "c"], line: 1 },
      { code: "e", values: ["f"], line: 1 },
      { code: "g", values: [], line: 2 },
      { code: "h", values: null, line: 3 },
    ]);
  });
});
