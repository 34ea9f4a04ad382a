// A file that is written piece by piece and is there whole or not at all.
import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Problem } from "../errors.ts";

/** A file in the making. After `keep` it stands under its name; after `drop` nothing is left of it. */
export type WholeFile = {
  write(piece: Uint8Array | string): Promise<void>;
  keep(): Promise<void>;
  /** May be called at any time and more than once; a file that was kept stays. */
  drop(): Promise<void>;
};

/**
 * Begins a file under another name beside it, so that what stands there stays until the new one is complete and on the
 * disk. Every step throws `Problem("file-unwritable", { file })` where the folder or the disk will not have it.
 */
export async function beginWhole(file: string): Promise<WholeFile> {
  const beside = join(dirname(file), `.${randomUUID()}.tmp`);
  const handle = await orUnwritable(open(beside, "wx"));
  let ended = false;

  async function drop(): Promise<void> {
    if (ended) return;
    ended = true;
    await handle.close().catch(() => undefined);
    await rm(beside, { force: true });
  }

  return {
    write: (piece) => orUnwritable(handle.appendFile(piece)),
    async keep() {
      await orUnwritable(handle.sync());
      await orUnwritable(handle.close());
      await orUnwritable(rename(beside, file));
      ended = true;
    },
    drop,
  };

  async function orUnwritable<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch {
      throw new Problem("file-unwritable", { file });
    }
  }
}
