// The file of the stalls' keys, which is not in the database: a copied database shows nothing, and without its key a stall is gone.
import { randomBytes } from "node:crypto";
import { chmod, mkdir, open, readdir, readFile, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Problem } from "../errors.ts";
import type { LookedAt, StallKeys } from "../stalls/keys.ts";
import { KEY_BYTES, newKey } from "../stalls/seal.ts";
import { writeWhole } from "./whole-file.ts";

/** Its owner alone may read and write it. */
const MODE = 0o600;
const FOLDER_MODE = 0o700;

const HEADING =
  "# The keys of Postbag's stalls. Without this file nobody can open the cards in their queues. Do not copy it.\n";
/** A stall's id and its key in hexadecimal, all of one length: a key can be overwritten where it stands. */
const LINE = new RegExp(`^([0-9a-f-]{36}) ([0-9a-f]{${KEY_BYTES * 2}})$`);

/** The name under which `writeWhole` writes before a file is whole; what a power cut leaves behind has it too. */
const UNFINISHED = /^\.[0-9a-f-]{36}\.tmp$/;

/**
 * Makes the keeper of the keys in `file`. `exclusively` runs work while no other process runs its own, so that two that add a key at
 * once do not lose one.
 */
export function createStallKeys({
  file,
  exclusively,
}: {
  readonly file: string;
  readonly exclusively: <T>(work: () => Promise<T>) => Promise<T>;
}): StallKeys {
  /** The keys by stall; null where there is no file. */
  async function read(): Promise<Map<string, string> | null> {
    const text = await readFile(file, "latin1").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return null;
      throw new Problem("file-unreadable", { file });
    });
    if (text === null) return null;
    const keys = new Map<string, string>();
    for (const [at, line] of text.split("\n").entries()) {
      if (line === "" || line.startsWith("#")) continue;
      const [, stall, key] = LINE.exec(line) ?? [];
      if (stall === undefined || key === undefined || keys.has(stall))
        throw new Problem("stall-keys-damaged", { file, line: at + 1 });
      keys.set(stall, key);
    }
    return keys;
  }

  async function write(keys: ReadonlyMap<string, string>): Promise<void> {
    const lines = [...keys].map(([stall, key]) => `${stall} ${key}\n`);
    await writeWhole(file, HEADING + lines.join(""), MODE);
  }

  /**
   * Overwrites the key wherever the file has it, as it stands: a new file would leave the old one's blocks as they were. Answers what
   * was overwritten.
   */
  async function blot(path: string, stall: string): Promise<string[]> {
    const handle = await open(path, "r+").catch(() => null);
    if (handle === null) return [];
    try {
      const text = await handle.readFile("latin1");
      const found = [...text.matchAll(new RegExp(`${stall} ([0-9a-f]{${KEY_BYTES * 2}})`, "g"))];
      for (const { index } of found)
        await handle.write(randomBytes(KEY_BYTES).toString("hex"), index + stall.length + 1, "latin1");
      await handle.sync();
      return found.map(([, key = ""]) => key);
    } finally {
      await handle.close();
    }
  }

  /** Files beside ours that a power cut may have left, with keys in them. */
  async function unfinished(): Promise<string[]> {
    const names = await readdir(dirname(file)).catch(() => []);
    const paths = names.filter((name) => UNFINISHED.test(name)).map((name) => join(dirname(file), name));
    const texts = await Promise.all(paths.map((path) => readFile(path, "latin1").catch(() => "")));
    return paths.filter((_, at) => texts[at]?.startsWith(HEADING.slice(0, 20)));
  }

  /** A file that is gone has no bytes. */
  async function lookedAt(path: string, keys: readonly string[]): Promise<LookedAt> {
    const text = await readFile(path, "latin1").catch(() => "");
    return { file: path, bytes: text.length, clean: !keys.some((key) => text.includes(key)) };
  }

  return {
    make: (stall) =>
      exclusively(async () => {
        await makeFolder();
        const keys = (await read()) ?? new Map<string, string>();
        if (keys.has(stall)) return;
        await write(keys.set(stall, Buffer.from(newKey()).toString("hex")));
      }),

    async find(stall) {
      const key = (await read())?.get(stall);
      if (key === undefined) throw new Problem("stall-key-missing", { file });
      // A file that was put back from elsewhere may have come with everybody's right to read it.
      await chmod(file, MODE).catch(() => undefined);
      return Buffer.from(key, "hex");
    },

    destroy: (stall) =>
      exclusively(async () => {
        const paths = [file, ...(await unfinished())];
        const gone = (await Promise.all(paths.map((path) => blot(path, stall)))).flat();
        for (const path of paths.slice(1)) await rm(path, { force: true });
        const keys = await read().catch(() => null);
        keys?.delete(stall);
        if (keys?.size === 0) await rm(file, { force: true });
        else if (keys !== null) await write(keys);
        return Promise.all(paths.map((path) => lookedAt(path, gone)));
      }),

    async check() {
      await read();
      await makeFolder();
      const trial = join(dirname(file), `.${basename(file)}.trial`);
      await writeWhole(trial, HEADING, MODE);
      await rm(trial, { force: true });
    },
  };

  async function makeFolder(): Promise<void> {
    await mkdir(dirname(file), { recursive: true, mode: FOLDER_MODE }).catch(() => {
      throw new Problem("file-unwritable", { file });
    });
  }
}
