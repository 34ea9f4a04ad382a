// Reading and writing the files that a command is given by name.
import { readFile } from "node:fs/promises";
import { Problem } from "../errors.ts";

/** A file's bytes. Throws `Problem("file-unreadable", { file })`. */
export async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch {
    throw new Problem("file-unreadable", { file });
  }
}
