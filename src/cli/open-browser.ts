// Opens an address in the browser of whoever sits at the machine, by the system's own way.
import { spawn } from "node:child_process";

/** The program that opens addresses, by platform: macOS, Windows, and freedesktop.org's for the others. */
const OPENERS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", ""],
};

/** Tries to; false where there is no such program, or it says that it could not. Never throws. */
export function openBrowser(address: string, platform: string = process.platform): Promise<boolean> {
  const [program, ...first] = OPENERS[platform] ?? ["xdg-open"];
  return new Promise((resolve) => {
    const child = spawn(program, [...first, address], { stdio: "ignore", detached: true });
    child.once("error", () => resolve(false));
    child.once("exit", (code) => resolve(code === 0));
    // The browser may run on after us.
    child.unref();
  });
}
