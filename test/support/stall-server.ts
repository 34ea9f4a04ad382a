// The server as a process of its own over real files, to be killed in the midst of a stall and started again.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** The settings of a server whose database and keys are in this folder. */
export function settingsIn(folder: string): Record<string, string> {
  return {
    POSTCODES_IO_URL: "off",
    SEATS_REFRESH: "off",
    VAR_DIR: folder,
    DATABASE_URL: `sqlite:${join(folder, "store.sqlite")}`,
    POSTBAG_KEY_FILE: join(folder, "keys", "stalls.keys"),
  };
}

/** Starts `postbag serve` on a port of 127.0.0.1 and resolves when it answers. */
export async function startServer(folder: string, port: number): Promise<ChildProcess> {
  const env = { ...process.env, ...settingsIn(folder), PORT: String(port), LOG_LEVEL: "silent" };
  const child = spawn(process.execPath, [join(root, "bin/postbag.js"), "serve"], { env, stdio: "ignore" });
  while (child.exitCode === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (answer?.ok) return child;
    await new Promise((next) => setTimeout(next, 50));
  }
  throw new Error(`the server ended with ${child.exitCode}`);
}

/** As a flat battery does it: nothing is closed and nothing is written any more. */
export async function killServer(child: ChildProcess): Promise<void> {
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}
