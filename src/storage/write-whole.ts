// Writing a file so that it is there whole or as it was before.
import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Problem } from "../errors.ts";

/**
 * Writes a file whole or not at all: under another name beside it first, so that what stood there stays until the new
 * one is complete. Throws `Problem("file-unwritable", { file })`.
 */
export async function writeWhole(file: string, content: Uint8Array | string): Promise<void> {
  const beside = join(dirname(file), `.${randomUUID()}.tmp`);
  try {
    await writeFile(beside, content, { flush: true });
    await rename(beside, file);
  } catch {
    await rm(beside, { force: true });
    throw new Problem("file-unwritable", { file });
  }
}
