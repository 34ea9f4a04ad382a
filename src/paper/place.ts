// Where something stands on a page when the groups round it have been moved and turned.
import type { Area, GroupItem } from "./layout.ts";
import { number } from "./pdf-text.ts";
import { PT_PER_MM } from "./sizes.ts";

/** Where a group's top left corner is on the page in mm, and how far it is turned clockwise. */
export type Place = {
  readonly x: number;
  readonly y: number;
  readonly turn: 0 | 90 | 180 | 270;
  readonly repeated: boolean;
};

/** Cosine and sine of a quarter turn, exact. */
export const TURNS: Readonly<Record<Place["turn"], readonly [cos: number, sin: number]>> = {
  0: [1, 0],
  90: [0, 1],
  180: [-1, 0],
  270: [0, -1],
};

/** The place of what stands within another. */
export function within(outer: Place, inner: Pick<GroupItem, "x" | "y" | "turn" | "repeated">): Place {
  const [cos, sin] = TURNS[outer.turn];
  const turns = [0, 90, 180, 270] as const;
  return {
    x: outer.x + inner.x * cos - inner.y * sin,
    y: outer.y + inner.x * sin + inner.y * cos,
    turn: turns[((outer.turn + inner.turn) / 90) % 4] ?? 0,
    repeated: outer.repeated || inner.repeated === true,
  };
}

/** A point in mm from a group's top left, as "x y" in pt from the page's bottom left. */
export function point(place: Place, height: number, x: number, y: number): string {
  const at = within(place, { x, y, turn: 0 });
  return `${number(at.x * PT_PER_MM)} ${number(height - at.y * PT_PER_MM)}`;
}

/** An area's left, top, right and bottom in pt from the page's top left. */
export function areaOnPage({ x, y, width, height }: Area, place: Place): [number, number, number, number] {
  const corners = [within(place, { x, y, turn: 0 }), within(place, { x: x + width, y: y + height, turn: 0 })];
  const xs = corners.map((corner) => corner.x * PT_PER_MM);
  const ys = corners.map((corner) => corner.y * PT_PER_MM);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}
