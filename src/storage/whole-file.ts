// Writing a file so that it is there whole or not at all, at once or piece by piece.
import { randomUUID } from "node:crypto";
import { type FileHandle, open, realpath, rename, rm, stat } from "node:fs/promises";
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
 * disk. A link is followed; what is no file, such as a pipe or `/dev/stdout`, is written to and never replaced. Every step
 * throws `Problem("file-unwritable", { file })` where the folder or the disk will not have it. `mode` is who may read a file that is
 * made new (chmod(2)).
 */
export async function beginWhole(file: string, mode = 0o666): Promise<WholeFile> {
  const { handle, beside, real } = await orUnwritable(openFor(file, mode));
  let ended = false;

  return {
    write: (piece) => orUnwritable(handle.appendFile(piece)),
    async keep() {
      if (beside !== null) await orUnwritable(handle.sync());
      await orUnwritable(handle.close());
      if (beside !== null) {
        await orUnwritable(rename(beside, real));
        await syncFolder(dirname(real));
      }
      ended = true;
    },
    async drop() {
      if (ended) return;
      ended = true;
      await handle.close().catch(() => undefined);
      if (beside !== null) await rm(beside, { force: true }).catch(() => undefined);
    },
  };

  async function orUnwritable<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch {
      throw new Problem("file-unwritable", { file });
    }
  }
}

/** Writes a file at once, as `beginWhole` does. */
export async function writeWhole(file: string, content: Uint8Array | string, mode?: number): Promise<void> {
  const whole = await beginWhole(file, mode);
  try {
    await whole.write(content);
    await whole.keep();
  } finally {
    await whole.drop();
  }
}

/** `beside` is the name it is written under until it is whole; null for what is no file and cannot be replaced. */
async function openFor(
  file: string,
  mode: number,
): Promise<{ handle: FileHandle; beside: string | null; real: string }> {
  const there = await stat(file).catch(() => null);
  if (there && !there.isFile()) return { handle: await open(file, "w"), beside: null, real: file };
  const real = there ? await realpath(file) : file;
  const beside = join(dirname(real), `.${randomUUID()}.tmp`);
  return { handle: await open(beside, "wx", mode), beside, real };
}

/** A new name is safe from a power cut once its folder is on the disk too; Windows sees to that itself and opens no folder. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
