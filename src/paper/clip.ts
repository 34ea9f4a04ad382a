// Cuts shapes and pictures at the edges of an area: what lies outside is not drawn, so that no colour runs onto the next card.
import type { Area, GroundItem, PictureItem, ShapeItem } from "./layout.ts";

type Point = readonly [x: number, y: number];

/** What of each item lies inside the area; one wholly outside is left out. */
export function clippedGrounds(grounds: readonly GroundItem[], area: Area): GroundItem[] {
  return grounds.flatMap((item): readonly GroundItem[] =>
    item.kind === "picture" ? clippedPicture(item, area) : clipped([item], area),
  );
}

/** What of each shape lies inside the area; a shape wholly outside is left out. Shapes are convex. */
export function clipped(shapes: readonly ShapeItem[], area: Area): ShapeItem[] {
  const { x, y } = area;
  const right = x + area.width;
  const bottom = y + area.height;
  return shapes.flatMap((shape) => {
    let points: readonly Point[] = shape.points;
    points = cut(points, ([px]) => px - x);
    points = cut(points, ([px]) => right - px);
    points = cut(points, ([, py]) => py - y);
    points = cut(points, ([, py]) => bottom - py);
    return points.length < 3 ? [] : [{ ...shape, points }];
  });
}

/** The part of a polygon on one side of a line; `inside` is a point's distance from it, negative beyond it. */
function cut(points: readonly Point[], inside: (point: Point) => number): Point[] {
  const kept: Point[] = [];
  for (const [at, point] of points.entries()) {
    const next = points[(at + 1) % points.length] ?? point;
    const here = inside(point);
    const there = inside(next);
    if (here >= 0) kept.push(point);
    if ((here > 0 && there < 0) || (here < 0 && there > 0)) {
      const share = here / (here - there);
      kept.push([point[0] + (next[0] - point[0]) * share, point[1] + (next[1] - point[1]) * share]);
    }
  }
  return kept;
}

function clippedPicture(picture: PictureItem, area: Area): PictureItem[] {
  const x = Math.max(picture.area.x, area.x);
  const y = Math.max(picture.area.y, area.y);
  const width = Math.min(picture.area.x + picture.area.width, area.x + area.width) - x;
  const height = Math.min(picture.area.y + picture.area.height, area.y + area.height) - y;
  return width <= 0 || height <= 0 ? [] : [{ ...picture, area: { x, y, width, height } }];
}
