// Reading and writing the files that a command is given by name.
import { readFile, stat } from "node:fs/promises";
import { Problem } from "../errors.ts";

/** A file's bytes. Throws `Problem("file-unreadable", { file })`. */
export async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch {
    throw new Problem("file-unreadable", { file });
  }
}

/** Whether two names lead to one file: by a link, or where the disk takes capitals for small letters. False where either is not there. */
export async function isSameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all(
    [one, other].map((file) => stat(file, { bigint: true }).catch(() => null)),
  );
  return !!a && !!b && a.dev === b.dev && a.ino === b.ino;
}
