// The drawing model: what stands where on a page, in mm from its top left. Painters draw it; nothing else decides positions.
import type { FrontImage } from "../campaigns/front-image.ts";
import type { Line } from "./break-lines.ts";
import type { Face } from "./fonts.ts";
import type { Shape } from "./pair-shape.ts";

/** `#rrggbb`. */
export type Colour = string;

/** One line of text. `x` is its left end and `y` its baseline; `size` in pt, `width` in mm. */
export type TextRun = {
  readonly x: number;
  readonly y: number;
  readonly face: Face;
  readonly size: number;
  readonly colour: Colour;
  readonly text: string;
  readonly width: number;
  /** The glyphs of the text, as they were measured. */
  readonly line: Line;
  /** The space between its words. */
  readonly space: Shape;
};

/**
 * What a text is to somebody who has the page read out: a heading, a paragraph, an item of a list, or nothing of the
 * text at all (a page's number).
 */
export type TextRole = "H1" | "H2" | "P" | "LI" | "Artifact";

/** Lines that belong together, in reading order. */
export type TextItem = {
  readonly kind: "text";
  readonly role: TextRole;
  readonly runs: readonly TextRun[];
  /** It goes on with the text before it, which began on an earlier page. */
  readonly continues?: boolean;
};

/** A straight line of `thickness` mm; dashed where `dash` gives the length in mm of dash and gap. Decoration. */
export type RuleItem = {
  readonly kind: "rule";
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  readonly thickness: number;
  readonly colour: Colour;
  readonly dash?: number;
};

/** A filled shape with straight sides. Decoration. */
export type ShapeItem = {
  readonly kind: "shape";
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly fill: Colour;
};

/** A picture made of filled shapes that touch: drawn as one, so that no seam shows. `alt` says what it shows. */
export type FigureItem = {
  readonly kind: "figure";
  readonly alt: string;
  readonly area: Area;
  readonly parts: readonly ShapeItem["points"][];
  readonly fill: Colour;
};

/**
 * A picture laid over `covers`, its middle kept where the two differ in shape, and cut off outside `area`. `alt` says what
 * it shows; with an empty one it is decoration.
 */
export type PictureItem = {
  readonly kind: "picture";
  readonly alt: string;
  readonly image: FrontImage;
  readonly covers: Area;
  readonly area: Area;
};

/**
 * A page drawn on another: its top left corner is moved to `x`, `y`, and then it is turned clockwise about that
 * corner by quarter turns.
 */
export type GroupItem = {
  readonly kind: "group";
  readonly x: number;
  readonly y: number;
  readonly turn: 0 | 90 | 180 | 270;
  readonly items: readonly Item[];
  /** The very same items come on other pages at this place: what is made of them is worth keeping. */
  readonly repeated?: boolean;
};

export type Item = TextItem | RuleItem | ShapeItem | FigureItem | PictureItem | GroupItem;

/** What can be drawn on beyond an edge: it is cut, and says nothing that is not said within. */
export type GroundItem = ShapeItem | PictureItem;

/** A part of a page in mm from its top left. */
export type Area = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** A page: its size in mm, and what stands on it, from the back to the front. */
export type Layout = {
  readonly width: number;
  readonly height: number;
  readonly items: readonly Item[];
  /** What a cut goes through, drawn on beyond the edge: `items` hold the same up to the edge. */
  readonly overEdge?: readonly GroundItem[];
  /** What is left of the page after cutting, and how far colour runs over that; the whole page where it is not said. */
  readonly trim?: Area;
  readonly bleed?: Area;
};

/** A filled rectangle. */
export function box(x: number, y: number, width: number, height: number, fill: Colour): ShapeItem {
  const right = x + width;
  const bottom = y + height;
  return {
    kind: "shape",
    points: [
      [x, y],
      [right, y],
      [right, bottom],
      [x, bottom],
    ],
    fill,
  };
}

/** Every text run of a page in order; a run in a group keeps the group's own positions. */
export function textRuns(items: readonly Item[]): TextRun[] {
  return items.flatMap((item) => {
    if (item.kind === "text") return item.runs;
    return item.kind === "group" ? textRuns(item.items) : [];
  });
}
