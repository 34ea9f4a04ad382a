// How the tests run: all in one go, those in a browser included.
import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** Where programs that tests start keep what they compiled: the folder that `bin/postbag.js` has for it, too. */
const COMPILED = join(import.meta.dirname, "node_modules/.cache/postbag");

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // A program that a test starts has a store of its own, which goes with it.
    env: { DATABASE_URL: "sqlite::memory:", NODE_COMPILE_CACHE: COMPILED },
    // More files at once than cores: those in a browser wait more than they work.
    maxWorkers: 3,
    // Fonts, words and threads are made once for all the files of a process, which is most of what a file would cost.
    isolate: false,
    // A page's modules may take a while on a busy machine; the default of a second is for things in memory.
    expect: { poll: { timeout: 8_000 } },
    testTimeout: 60_000,
    // The first browser on a machine is unpacked in a hook.
    hookTimeout: 60_000,
  },
});
