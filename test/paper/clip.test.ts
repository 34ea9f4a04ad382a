import { describe, expect, it } from "vitest";
import { clipped } from "../../src/paper/clip.ts";
import { box, type ShapeItem } from "../../src/paper/layout.ts";

const AREA = { x: 0, y: 0, width: 100, height: 50 };
const RED = "#ff0000";

/** Area of a polygon in mm² (the shoelace formula). */
function size({ points }: ShapeItem): number {
  const sum = points.reduce((total, [x, y], at) => {
    const [nextX, nextY] = points[(at + 1) % points.length] ?? [0, 0];
    return total + x * nextY - nextX * y;
  }, 0);
  return Math.abs(sum) / 2;
}

describe("shapes cut at an area's edges", () => {
  it("stay as they are inside it, and are gone outside it", () => {
    const inside = box(10, 10, 20, 20, RED);
    expect(clipped([inside], AREA)).toEqual([inside]);
    expect(clipped([box(101, 0, 5, 5, RED), box(-9, -9, 5, 5, RED)], AREA)).toEqual([]);
  });

  it("end at the edge where they cross it, on one side or on all", () => {
    const [half] = clipped([box(-10, 10, 20, 10, RED)], AREA);
    expect(half && size(half)).toBeCloseTo(100, 9);
    const [all] = clipped([box(-10, -10, 200, 200, RED)], AREA);
    expect(all && size(all)).toBeCloseTo(5000, 9);
  });

  it("keep their slant: what is left of a stripe has the stripe's own edges", () => {
    const stripe: ShapeItem = {
      kind: "shape",
      points: [
        [-4, 0],
        [6, 0],
        [2, 10],
        [-8, 10],
      ],
      fill: RED,
    };
    const [left] = clipped([stripe], AREA);
    // What lies right of 0: 6 mm wide at the top, 2 mm at the bottom.
    expect(left && size(left)).toBeCloseTo(40, 9);
    expect(left?.fill).toBe(RED);
  });
});
