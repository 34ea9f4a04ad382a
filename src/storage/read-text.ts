// A text file, read as UTF-8 or refused.
import { readFile } from "node:fs/promises";
import { Problem } from "../errors.ts";

/** The file's text without a byte order mark. Throws `file-unreadable`, or `file-invalid` where it is not UTF-8. */
export async function readText(file: string): Promise<string> {
  const bytes = await readFile(file).catch(() => {
    throw new Problem("file-unreadable", { file });
  });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Problem("file-invalid", { file, where: "its text", expected: "UTF-8" });
  }
}
