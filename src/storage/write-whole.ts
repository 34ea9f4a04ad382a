// Writing a file so that it is whole or not there at all.
import { randomUUID } from "node:crypto";
import { realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Problem } from "../errors.ts";

/**
 * Writes a file whole or not at all: under another name beside it first, so that what stood there stays until the new
 * one is complete. A link is followed; what is no file, such as a pipe or `/dev/stdout`, is written to and never replaced.
 * Throws `Problem("file-unwritable", { file })`.
 */
export async function writeWhole(file: string, content: Uint8Array | string): Promise<void> {
  try {
    const there = await stat(file).catch(() => null);
    if (there && !there.isFile()) await writeFile(file, content);
    else await replace(there ? await realpath(file) : file, content);
  } catch {
    throw new Problem("file-unwritable", { file });
  }
}

async function replace(file: string, content: Uint8Array | string): Promise<void> {
  const beside = join(dirname(file), `.${randomUUID()}.tmp`);
  try {
    await writeFile(beside, content, { flush: true });
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw error;
  }
}
