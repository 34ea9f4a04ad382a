// Finds imports that lead back to where they began, types included: such files cannot be read one after the other.
import { posix } from "node:path";
import { readSource } from "./source.ts";

/** Every cycle of imports, as "a.ts → b.ts → a.ts", each once. Keys are paths from the root, values what the files hold. */
export function findCycles(sources: ReadonlyMap<string, string>): string[] {
  const cycles: string[] = [];
  const done = new Set<string>();

  function visit(path: string, trail: readonly string[]): void {
    const at = trail.indexOf(path);
    if (at >= 0) {
      cycles.push([...trail.slice(at), path].join(" → "));
      return;
    }
    const source = sources.get(path);
    if (source === undefined || done.has(path)) return;
    for (const { specifier } of readSource(source).imports) {
      if (specifier?.startsWith(".")) visit(posix.join(posix.dirname(path), specifier), [...trail, path]);
    }
    done.add(path);
  }

  for (const path of sources.keys()) visit(path, []);
  return cycles;
}
