// Keeps a table's rows as bytes, not as objects: a row that waits for its turn costs little more than its text.
import type { TableRow } from "./table.ts";

/** Rows by the number that `add` gave them, from 0. */
export type RowBook = { add(row: TableRow): number; read(number: number): TableRow; readonly size: number };

/** Bytes that are set aside at once. */
const CHUNK = 1 << 20;

/** Makes an empty book. The bytes are outside the garbage-collected heap, and nothing touches the disk. */
export function createRowBook(): RowBook {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const chunks: Uint8Array[] = [];
  const chunkOf: number[] = [];
  const starts: number[] = [];
  const lengths: number[] = [];
  let room = new Uint8Array();

  return {
    add({ line, cells }) {
      const bytes = encoder.encode(JSON.stringify([line, ...cells]));
      if (bytes.length > room.length) {
        room = new Uint8Array(Math.max(CHUNK, bytes.length));
        chunks.push(room);
      }
      room.set(bytes);
      chunkOf.push(chunks.length - 1);
      starts.push(room.byteOffset);
      lengths.push(bytes.length);
      room = room.subarray(bytes.length);
      return starts.length - 1;
    },
    read(number) {
      const start = starts[number] ?? 0;
      const bytes = chunks[chunkOf[number] ?? -1]?.subarray(start, start + (lengths[number] ?? 0));
      const [line, ...cells]: [number, ...string[]] = JSON.parse(decoder.decode(bytes));
      return { line, cells };
    },
    get size() {
      return starts.length;
    },
  };
}
