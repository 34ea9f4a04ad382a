// Reads the small tar archives that travel inside the browser's package, so that no tar package is needed.

/** One entry of an archive: its path as written there, its permission bits, and its bytes (none for a folder). */
export type TarEntry = {
  readonly path: string;
  readonly kind: "file" | "folder";
  readonly mode: number;
  readonly bytes: Uint8Array;
};

const BLOCK = 512;
const decoder = new TextDecoder();

/**
 * The entries of an uncompressed tar archive in the order in which they stand (POSIX.1-1988 "ustar").
 *
 * Throws an `Error` for anything but plain files and folders (links, long-name extensions), for a path that climbs
 * out of the folder it is unpacked into, and for an archive cut short.
 */
export function readTar(archive: Uint8Array): TarEntry[] {
  const entries: TarEntry[] = [];
  let offset = 0;
  while (offset + BLOCK <= archive.length) {
    const header = archive.subarray(offset, offset + BLOCK);
    if (header.every((byte) => byte === 0)) return entries;
    const name = textOf(header, 0, 100);
    const prefix = textOf(header, 257, 5) === "ustar" ? textOf(header, 345, 155) : "";
    const path = prefix === "" ? name : `${prefix}/${name}`;
    const size = octalOf(header, 124, 12, path);
    const mode = octalOf(header, 100, 8, path) & 0o777;
    const kind = kindOf(header[156], path);
    if (path.startsWith("/") || path.split("/").includes("..")) throw new Error(`tar: unsafe path "${path}"`);

    const start = offset + BLOCK;
    if (start + size > archive.length) throw new Error(`tar: "${path}" is cut short`);
    entries.push({ path, kind, mode, bytes: archive.subarray(start, start + size) });
    offset = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return entries;
}

function kindOf(flag: number | undefined, path: string): TarEntry["kind"] {
  // "0" and NUL are a file, "5" a folder.
  if (flag === 0x30 || flag === 0) return "file";
  if (flag === 0x35) return "folder";
  throw new Error(`tar: "${path}" is neither a file nor a folder`);
}

function textOf(header: Uint8Array, from: number, length: number): string {
  const field = header.subarray(from, from + length);
  const end = field.indexOf(0);
  return decoder.decode(end === -1 ? field : field.subarray(0, end));
}

function octalOf(header: Uint8Array, from: number, length: number, path: string): number {
  const digits = textOf(header, from, length).trim();
  if (!/^[0-7]+$/.test(digits)) throw new Error(`tar: "${path}" has a number that cannot be read`);
  return Number.parseInt(digits, 8);
}
