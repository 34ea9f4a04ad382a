// Reads a drawn QR code back into its modules, as a camera does: by looking at the middle of each.
import type { FigureItem } from "../../src/paper/layout.ts";

/** Empty modules that a reader expects on each side (ISO/IEC 18004). */
const QUIET = 4;

/** Rows of modules, `true` for dark. The size of a module is that of the smallest step between drawn edges. */
export function modulesOf({ area, parts }: FigureItem): boolean[][] {
  const steps = parts.flatMap((points) => {
    const ys = points.map(([, y]) => y);
    return [Math.max(...ys) - Math.min(...ys)];
  });
  const module = Math.min(...steps);
  const size = Math.round(area.width / module) - 2 * QUIET;
  const inside = (x: number, y: number) =>
    parts.some((points) => {
      const xs = points.map(([px]) => px);
      const ys = points.map(([, py]) => py);
      return x > Math.min(...xs) && x < Math.max(...xs) && y > Math.min(...ys) && y < Math.max(...ys);
    });
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (__, column) =>
      inside(area.x + (QUIET + column + 0.5) * module, area.y + (QUIET + row + 0.5) * module),
    ),
  );
}
