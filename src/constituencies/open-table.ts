// Opens the files that a table of postcodes is published in: a zip, its folder, one CSV, or that packed with gzip.
import { createReadStream } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import type { Readable } from "node:stream";
import { crc32, createGunzip } from "node:zlib";
import yauzl from "yauzl";
import { Problem } from "../errors.ts";

/** One CSV: the name to say in an error, and its bytes. A failure to read it on is thrown as `Problem`. */
export type TableFile = { readonly name: string; readonly bytes: AsyncIterable<Uint8Array> };

/** What is too much to unpack, in bytes, of one CSV. The ONS Postcode Directory takes 1.3 GB. */
export type UnpackLimits = { readonly mostBytes: number };

const LIMITS: UnpackLimits = { mostBytes: 8_000_000_000 };

/**
 * The CSVs of a table, in order. In a zip or a folder they are the one CSV directly under a folder `Data`, else those under
 * `multi_csv`, else the only CSV there is: that is how the Office for National Statistics publishes the ONS Postcode
 * Directory and the NSPL.
 *
 * Throws `Problem("file-unreadable", { file })`, or `Problem("file-invalid", { file, where, expected })` for a zip or gzip
 * that is damaged, reaches out of itself, or unpacks to more than the limit.
 */
export async function* openTable(path: string, limits: UnpackLimits = LIMITS): AsyncGenerator<TableFile> {
  const kind = await kindOf(path);
  if (kind === "zip") return yield* zipFiles(path, limits);
  if (kind === "folder") {
    const all = await readdir(path, { recursive: true, withFileTypes: true });
    const names = all
      .filter((entry) => entry.isFile())
      .map((entry) => relative(path, join(entry.parentPath, entry.name)));
    for (const name of tableNames(names, path)) {
      const file = join(path, name);
      yield {
        name: file,
        bytes: guarded(createReadStream(file), { file, expected: "a file that can be read", limits }),
      };
    }
    return;
  }
  const raw = createReadStream(path);
  const guard = { file: path, expected: "a whole gzip file", limits };
  if (kind === "plain") return yield { name: path, bytes: guarded(raw, guard) };
  const gunzip = createGunzip();
  raw.on("error", (error) => gunzip.destroy(error));
  yield { name: path, bytes: guarded(raw.pipe(gunzip), guard) };
}

async function kindOf(path: string): Promise<"folder" | "zip" | "gzip" | "plain"> {
  try {
    if ((await stat(path)).isDirectory()) return "folder";
    await using file = await open(path);
    const { buffer } = await file.read({ buffer: Buffer.alloc(4), position: 0 });
    if (buffer.toString("latin1") === "PK\x03\x04" || buffer.toString("latin1") === "PK\x05\x06")
      return "zip";
    return buffer[0] === 0x1f && buffer[1] === 0x8b ? "gzip" : "plain";
  } catch {
    throw new Problem("file-unreadable", { file: path });
  }
}

/** Which of the files make the table. `file` is the zip or folder they are in. */
function tableNames(names: readonly string[], file: string): string[] {
  const csvs = names.filter((name) => /\.csv$/i.test(name)).sort();
  const under = (folder: RegExp): string[] => csvs.filter((name) => folder.test(name));
  const whole = under(/(?:^|[\\/])data[\\/][^\\/]+$/i);
  const parts = under(/(?:^|[\\/])multi_csv[\\/][^\\/]+$/i);
  const chosen = whole.length === 1 ? whole : parts.length > 0 ? parts : csvs;
  if (chosen.length === 1 || chosen === parts) return chosen;
  const expected =
    "one CSV under “Data”, several under “multi_csv”, or one CSV alone: name the file that is meant";
  throw new Problem("file-invalid", { file, where: `${csvs.length} CSVs`, expected });
}

/**
 * The table's CSVs inside a zip. yauzl refuses names that reach out of it, and entries that unpack to more than they say;
 * their checksums we check.
 */
async function* zipFiles(path: string, limits: UnpackLimits): AsyncGenerator<TableFile> {
  const refuse = (where: string, expected: string): Problem =>
    new Problem("file-invalid", { file: path, where, expected });
  let zip: yauzl.ZipFile | undefined;
  const entries = new Map<string, yauzl.Entry>();
  try {
    zip = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false });
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  } catch (error) {
    zip?.close();
    throw refuse("its list of files", `a sound zip (${error instanceof Error ? error.message : "damaged"})`);
  }
  try {
    for (const name of tableNames([...entries.keys()], path)) {
      const entry = entries.get(name);
      if (entry === undefined) continue;
      if (entry.uncompressedSize > limits.mostBytes) throw refuse(name, tooMuch(limits));
      const guard = {
        file: `${path}: ${name}`,
        expected: "a whole file in a sound zip",
        limits,
        sum: entry.crc32,
      };
      const stream = await zip.openReadStreamPromise(entry).catch(() => {
        throw refuse(name, "a file that can be unpacked, not one with a password");
      });
      yield { name: guard.file, bytes: guarded(stream, guard) };
    }
  } finally {
    zip.close();
  }
}

type Guard = {
  readonly file: string;
  readonly expected: string;
  readonly limits: UnpackLimits;
  /** CRC-32 that the bytes must have. */
  readonly sum?: number;
};

/** The bytes of a stream; what breaks it becomes a `Problem`, and so does too much of it. */
async function* guarded(
  stream: Readable,
  { file, expected, limits, sum }: Guard,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  let actual = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (sum !== undefined) actual = crc32(chunk, actual);
      if (bytes > limits.mostBytes)
        throw new Problem("file-invalid", { file, where: `byte ${bytes}`, expected: tooMuch(limits) });
      yield chunk;
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem("file-invalid", { file, where: `byte ${bytes} of what it holds`, expected });
  }
  if (sum !== undefined && sum !== actual)
    throw new Problem("file-invalid", { file, where: "its checksum", expected });
}

function tooMuch({ mostBytes }: UnpackLimits): string {
  return `at most ${mostBytes} bytes when unpacked`;
}
