// The fingerprint of what an index says, whatever its bytes: two indexes with one digest answer alike.
import { createHash } from "node:crypto";

/**
 * SHA-256 in hex of `postcode,code` lines, each ended by a line feed. Entries come sorted by postcode without its space; a
 * postcode's seats are sorted here.
 */
export function digestOfEntries(
  entries: Iterable<readonly [postcode: string, seats: readonly string[]]>,
): string {
  const hash = createHash("sha256");
  let lines = "";
  for (const [postcode, seats] of entries) {
    for (const code of seats.length > 1 ? seats.toSorted() : seats) lines += `${postcode},${code}\n`;
    if (lines.length > 60_000) {
      hash.update(lines);
      lines = "";
    }
  }
  return hash.update(lines).digest("hex");
}
