// Whether a file still holds any of the ids that it should not hold any more.
import { createReadStream } from "node:fs";

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const UUID_LENGTH = 36;

/** Whether any of these UUIDs, written as text, stands anywhere in the file. Rejects as reading does. */
export async function holdsAny(file: string, ids: readonly string[]): Promise<boolean> {
  const sought = new Set(ids);
  let rest = "";
  // One character for each byte: what is no text cannot hide what is.
  for await (const piece of createReadStream(file, { encoding: "latin1" })) {
    const text = rest + String(piece);
    for (const [found] of text.matchAll(UUID)) if (sought.has(found)) return true;
    rest = text.slice(-UUID_LENGTH);
  }
  return false;
}
