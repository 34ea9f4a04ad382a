// A text file, read as UTF-8 or refused.
import { readFile } from "node:fs/promises";
import { Problem } from "../errors.ts";

/** The file's text without a byte order mark. Throws `file-unreadable` where there is none or it is not UTF-8. */
export async function readText(file: string): Promise<string> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(file));
  } catch {
    throw new Problem("file-unreadable", { file });
  }
}
