// How the tests run: all in one go, those in a browser included.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // A program that a test starts has a store of its own, which goes with it.
    env: { DATABASE_URL: "sqlite::memory:" },
    // A file in each core. The default leaves one free, which on a machine of two halves the speed.
    maxWorkers: "100%",
    // A page's modules may take a while on a busy machine; the default of a second is for things in memory.
    expect: { poll: { timeout: 8_000 } },
    testTimeout: 60_000,
    // The first browser on a machine is unpacked in a hook.
    hookTimeout: 60_000,
  },
});
