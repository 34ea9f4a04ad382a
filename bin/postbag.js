#!/usr/bin/env node
// The door: plain JavaScript that any Node can read, so that one too old gets a sentence and not a stack trace.
import * as module from "node:module";
import { fileURLToPath } from "node:url";

const major = Number(process.versions.node.split(".")[0]);
if (major < 26) {
  console.error(
    `postbag needs Node 26; this is Node ${process.versions.node}. Run "npm ci" in its folder, then "npx postbag …" or "npm start", which bring their own.`,
  );
  process.exitCode = 3;
} else {
  // What was compiled is kept, so that the next start takes half the time; where it cannot be kept, Node goes on without.
  module.enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/postbag", import.meta.url)));
  // Pages get some of our own modules with their types stripped by Node, which warns at every start that this is new.
  const { emitWarning } = process;
  /** @type {(warning: string | Error, ...rest: any[]) => void} */
  const quieter = (warning, ...rest) => {
    if (!String(warning).includes("stripTypeScriptTypes")) emitWarning.call(process, warning, ...rest);
  };
  process.emitWarning = quieter;
  const { runPostbag } = await import("../src/server.ts");
  process.exitCode = await runPostbag(process.argv.slice(2));
}
