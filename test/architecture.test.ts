// Fails when an import goes against the order of the sentence, when the middle reaches out, or when a file grows or
// is named so that nobody can tell what it is for.
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { findCycles } from "./support/cycles.ts";
import { FOLDER_ORDER, findBrokenRules } from "./support/imports.ts";

const root = join(import.meta.dirname, "..");
const sources = new Map(
  globSync("src/**/*.ts", { cwd: root })
    .sort()
    .map((path) => [path, readFileSync(join(root, path), "utf8")]),
);

/** The rules broken by a made-up file, among the real ones so that what it imports exists. */
function brokenBy(path: string, source: string, others: Record<string, string> = {}): string[] {
  return findBrokenRules(new Map([...Object.entries(others), [path, source]]));
}

describe("the source", () => {
  it("is where the design says, and there is some", () => {
    const folders = new Set(
      [...sources.keys()]
        .map((path) => path.split("/"))
        .filter((parts) => parts.length > 2)
        .map((parts) => parts[1]),
    );
    expect([...folders].filter((folder) => !FOLDER_ORDER.includes(folder ?? ""))).toEqual([]);
    expect(folders).toContain("postcode");
  });

  it("imports only along the sentence, and its middle reaches nothing outside", () => {
    expect(findBrokenRules(sources)).toEqual([]);
  });

  it("never imports in a circle, not even types", () => {
    expect(findCycles(sources)).toEqual([]);
    const circle = new Map([
      ["src/a.ts", 'import type { B } from "./b.ts";'],
      ["src/b.ts", 'export { C } from "./c/c.ts";'],
      ["src/c/c.ts", 'import "../a.ts";'],
    ]);
    expect(findCycles(circle)).toEqual(["src/a.ts → src/b.ts → src/c/c.ts → src/a.ts"]);
  });

  it("has no file whose name says nothing", () => {
    const vague = /^(?:utils?|helpers?|common|managers?|services?|misc|shared)$/;
    const named = [...sources.keys()].filter((path) => path.split(/[/.-]/).some((part) => vague.test(part)));
    expect(named).toEqual([]);
  });

  it("has no file over 300 lines", () => {
    const long = [...sources].map(([path, source]) => ({ path, lines: source.split("\n").length - 1 }));
    expect(long.filter(({ lines }) => lines > 300)).toEqual([]);
  });

  it("says at the top of every file what it is for", () => {
    const silent = [...sources].filter(([, source]) => !/^\/[/*]/.test(source));
    expect(silent.map(([path]) => basename(path))).toEqual([]);
  });
});

describe("the order of imports", () => {
  const empty = {
    "src/errors.ts": "",
    "src/config.ts": "",
    "src/assemble.ts": "",
    "src/mps/seat.ts": "",
    "src/paper/sizes.ts": "",
    "src/email/mailto.ts": "",
    "src/web/app.ts": "",
    "src/new/thing.ts": "",
  };

  it.each([
    ["a later folder from an earlier", "src/letters/a.ts", 'import { seat } from "../mps/seat.ts";'],
    ["its own folder", "src/mps/a.ts", 'import { seat } from "./seat.ts";'],
    ["the errors, from anywhere", "src/postcode/a.ts", 'import { Problem } from "../errors.ts";'],
    [
      "anything, from the top",
      "src/assemble.ts",
      'import a from "./web/app.ts"; import b from "./config.ts";',
    ],
    [
      "what only a comment or a text names",
      "src/mps/a.ts",
      '// import "../web/app.ts"\nconst a = "import x from \'../web/app.ts\'";',
    ],
  ])("lets through: %s", (_, path, source) => {
    expect(brokenBy(path, source, empty)).toEqual([]);
  });

  it.each([
    ["import", 'import { a } from "../web/app.ts";'],
    ["import for its effect", 'import "../web/app.ts";'],
    ["import type", 'import type { A } from "../web/app.ts";'],
    ["export from", 'export { a } from "../web/app.ts";'],
    ["export all", 'export * from "../web/app.ts";'],
    ["dynamic import", 'const a = await import("../web/app.ts");'],
    ["type import in place", 'type A = import("../web/app.ts").A;'],
  ])("stops an earlier folder from a later one by %s", (_, source) => {
    expect(brokenBy("src/mps/a.ts", `\n${source}`, empty)).toEqual([
      "src/mps/a.ts:2 imports web/app.ts: mps comes before web",
    ]);
  });

  it.each([
    ["paper from email", "src/paper/a.ts", "../email/mailto.ts", "paper and email never import each other"],
    ["email from paper", "src/email/a.ts", "../paper/sizes.ts", "email and paper never import each other"],
    ["cli from web", "src/cli/a.ts", "../web/app.ts", "cli and web never import each other"],
    [
      "a part from the settings",
      "src/web/a.ts",
      "../config.ts",
      "only server.ts and assemble.ts hand settings out",
    ],
    ["a part from the wiring", "src/web/a.ts", "../assemble.ts", "which stands above all"],
    ["the errors from a folder", "src/errors.ts", "./mps/seat.ts", "cannot import from a folder"],
    ["a part from a folder without a place", "src/web/a.ts", "../new/thing.ts", "web comes before new"],
    ["a part from the tests", "src/web/a.ts", "../../test/a.ts", "outside src/"],
    ["a part from a file that is not there", "src/web/a.ts", "./b.ts", "does not exist"],
  ])("stops %s", (_, path, specifier, reason) => {
    const broken = brokenBy(path, `import type { A } from "${specifier}";`, empty);
    expect(broken).toHaveLength(1);
    expect(broken[0]).toContain(reason);
  });

  it("stops an import that only running the program could tell", () => {
    expect(brokenBy("src/web/a.ts", "await import(name);")).toEqual([
      "src/web/a.ts:1 imports something worked out at run time",
    ]);
  });
});

describe("the pure middle", () => {
  it.each([
    ['import { readFile } from "node:fs/promises";', 'imports "node:fs/promises"'],
    ['import { readFileSync } from "fs";', 'imports "fs"'],
    ['import fastify from "fastify";', 'imports "fastify"'],
    ["const home = process.env.HOME;", "uses process"],
    ["const now = Date.now();", "uses Date.now()"],
    ["const now = new Date();", "uses new Date()"],
    ["const now = Date();", "uses Date()"],
    ["const now = Temporal.Now.instant();", "uses Temporal.Now"],
    ["const luck = Math.random();", "uses Math.random()"],
    ['const reply = await fetch("http://localhost");', "uses fetch"],
    ["const bytes = Buffer.from([]);", "uses Buffer"],
    ["console.log(1);", "uses console"],
    ["setTimeout(() => 1, 10);", "uses setTimeout"],
    ["const env = globalThis.process.env;", "uses globalThis"],
  ])("may not hold: %s", (source, reason) => {
    expect(brokenBy("src/letters/a.ts", source)).toEqual([
      `src/letters/a.ts:1 ${reason}, but the middle is pure`,
    ]);
  });

  it.each([
    ["a date that is given", 'const day = new Date("2026-11-22");'],
    ["the type of a date or of bytes", "type A = { day: Date; bytes: Buffer; ask: typeof fetch };"],
    ["what it declares for all", "declare global { interface Font { a: 1 } }"],
    ["a property of that name", "const a = { fetch: 1, process: 2 }; const b = a.fetch + a.process;"],
    ["a parameter of that name", "export const ask = (fetch: () => number) => fetch();"],
    [
      "types of what reaches out",
      'import type { Server } from "node:http"; import type { A } from "../paper/paint-pdf.ts";',
    ],
  ])("may hold %s", (_, source) => {
    expect(brokenBy("src/paper/a.ts", source, { "src/paper/paint-pdf.ts": "process.exit();" })).toEqual([]);
  });

  it("may not bring in code that reaches out, however far behind", () => {
    const others = { "src/mps/seat.ts": 'export * from "./seats.ts";', "src/mps/seats.ts": "fetch(1);" };
    expect(brokenBy("src/letters/a.ts", 'import { seat } from "../mps/seat.ts";', others)).toEqual([
      "src/mps/seats.ts:1 uses fetch, but the middle is pure",
    ]);
  });

  it("leaves the edges alone, which fetch, store and serve", () => {
    for (const path of [
      "src/web/app.ts",
      "src/email/eml.ts",
      "src/paper/paint-pdf.ts",
      "src/constituencies/build-index.ts",
    ]) {
      expect(brokenBy(path, 'import fs from "node:fs"; fetch(fs);')).toEqual([]);
    }
  });

  it("has no npm package in what pages are served", () => {
    expect(brokenBy("src/postcode/a.ts", 'import type { z } from "zod";')).toEqual([
      'src/postcode/a.ts:1 imports "zod", but pages are served this file and have no npm packages',
    ]);
  });
});
