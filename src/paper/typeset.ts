// Setting text: from a string or fitted lines to runs at positions in mm, with one letter's measure behind it.

import type { SetBlock } from "./break-lines.ts";
import { createMeasure, type Line, lineText, type Measure } from "./break-lines.ts";
import type { Face, Fonts, Metrics } from "./fonts.ts";
import type { Colour, TextItem, TextRole, TextRun } from "./layout.ts";
import { PT_PER_MM } from "./sizes.ts";
import { printable } from "./unprintable.ts";

/** How a text looks: size in pt, leading as a multiple of it. */
export type Type = {
  readonly face: Face;
  readonly size: number;
  readonly leading: number;
  readonly colour: Colour;
};

/** Where its first baseline starts and how far its lines may reach, mm. */
export type Place = { readonly x: number; readonly y: number; readonly width: number };

export type Typesetter = {
  readonly measure: Measure;
  metrics(face: Face): Metrics;
  /** Breaks a text at a type's size into lines no wider than `width` mm. */
  lines(text: string, type: Type, width: number): Line[];
  /** Lines of text below each other from `place`; ranged right where asked. */
  set(lines: readonly Line[], type: Type, place: Place, role?: TextRole, align?: "left" | "right"): TextItem;
  /** A fitted block, its box's top left corner at `x`, `y`. */
  place(
    block: SetBlock,
    type: Type,
    at: { readonly x: number; readonly y: number },
    role?: TextRole,
  ): TextItem;
};

/** The height of a line in mm. */
export function lineHeight(type: Pick<Type, "size" | "leading">): number {
  return (type.size * type.leading) / PT_PER_MM;
}

/** A length in thousandths of an em as mm, at a size in pt. */
export function emsToMm(thousandths: number, size: number): number {
  return (thousandths * size) / PT_PER_MM / 1000;
}

/** Makes the typesetter of one letter: drop it with the letter, for it remembers the letter's words. */
export function createTypesetter(fonts: Fonts): Typesetter {
  const measure = createMeasure(fonts);

  function run(line: Line, type: Type, x: number, y: number): TextRun {
    const { face, size, colour } = type;
    const space = measure.space(face);
    return { x, y, face, size, colour, text: lineText(line), width: emsToMm(line.width, size), line, space };
  }

  return {
    measure,
    metrics: (face) => fonts.metrics(face),
    lines(text, type, width) {
      const em = emsToMm(1, type.size);
      return measure.lines(type.face, measure.text(type.face, printable(text)), width / em);
    },
    set(lines, type, place, role = "P", align = "left") {
      const runs = lines.map((line, at) => {
        const left = align === "left" ? 0 : place.width - emsToMm(line.width, type.size);
        return run(line, type, place.x + left, place.y + at * lineHeight(type));
      });
      return { kind: "text", role, runs };
    },
    place(block, type, at, role = "P") {
      return { kind: "text", role, runs: block.lines.map(({ line, y }) => run(line, type, at.x, at.y + y)) };
    },
  };
}
