// Paints a layout as SVG: the same positions as the print, for a screen.
import { WHITE } from "../campaigns/colour.ts";
import { frontImageUrl } from "../campaigns/front-image.ts";
import type { Face } from "./fonts.ts";
import type { GroupItem, Item, Layout, PictureItem, TextRun } from "./layout.ts";
import { pictureCorners } from "./picture.ts";
import { PT_PER_MM } from "./sizes.ts";
import { type SymbolPart, splitAtSymbols, type TextPart } from "./split-run.ts";
import { emsToMm } from "./typeset.ts";

/** The family under which a page has to offer the same font files (weights 400, 700 and 900). */
export const SVG_FONT_FAMILY = "Postbag Card";

const WEIGHT: Readonly<Record<Face, number>> = { regular: 400, bold: 700, black: 900 };

/**
 * An `<svg>` element of the layout's size in mm, without style attributes or elements, so that a strict
 * Content-Security-Policy lets it through. A picture in it is fetched from `frontImageUrl`, which the page's server has to
 * answer.
 *
 * `label` is what a screen reader says of the picture; with an empty one it is passed over as decoration.
 */
export function paintSvg(layout: Layout, label: string): string {
  const { width, height } = layout;
  const role = label === "" ? `aria-hidden="true"` : `role="img" aria-label="${xml(label)}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}mm" height="${height}mm"`,
    ` ${role} font-family="${SVG_FONT_FAMILY}, Noto Sans, sans-serif">`,
    `<rect width="${width}" height="${height}" fill="${WHITE}"/>`,
    ...layout.items.map(paintItem),
    "</svg>",
  ].join("");
}

function paintItem(item: Item): string {
  switch (item.kind) {
    case "text":
      return item.runs.map(paintRun).join("");
    case "shape":
      return `<polygon points="${item.points.map(([x, y]) => `${mm(x)},${mm(y)}`).join(" ")}" fill="${xml(item.fill)}"/>`;
    case "figure": {
      const parts = item.parts.map((points) => `M${points.map(([x, y]) => `${mm(x)} ${mm(y)}`).join("L")}Z`);
      return `<path d="${parts.join("")}" fill="${xml(item.fill)}"/>`;
    }
    case "rule": {
      const dash = item.dash === undefined ? "" : ` stroke-dasharray="${mm(item.dash)}"`;
      const [[x1, y1], [x2, y2]] = [item.from, item.to];
      return `<path d="M${mm(x1)} ${mm(y1)}L${mm(x2)} ${mm(y2)}" stroke="${xml(item.colour)}" stroke-width="${mm(item.thickness)}"${dash}/>`;
    }
    case "picture":
      return paintPicture(item);
    case "group":
      return paintGroup(item);
  }
}

function paintGroup({ x, y, turn, items }: GroupItem): string {
  const turned = turn === 0 ? "" : ` rotate(${turn})`;
  return `<g transform="translate(${mm(x)} ${mm(y)})${turned}">${items.map(paintItem).join("")}</g>`;
}

/** An `<svg>` within the other cuts off what lies outside it; its picture is one unit wide and high, and laid on three corners. */
function paintPicture(item: PictureItem): string {
  const { x, y, width, height } = item.area;
  const { topLeft, topRight, bottomLeft } = pictureCorners(item);
  const [left, top] = topLeft;
  const lengths = [topRight[0] - left, topRight[1] - top, bottomLeft[0] - left, bottomLeft[1] - top];
  const matrix = [...lengths, left, top].map(mm).join(" ");
  return (
    `<svg x="${mm(x)}" y="${mm(y)}" width="${mm(width)}" height="${mm(height)}" viewBox="${[x, y, width, height].map(mm).join(" ")}">` +
    `<image href="${frontImageUrl(item.image)}" width="1" height="1" preserveAspectRatio="none" transform="matrix(${matrix})"/></svg>`
  );
}

function paintRun(run: TextRun): string {
  return splitAtSymbols(run)
    .map((part) => (part.kind === "text" ? paintText(run, part) : paintSymbol(run, part)))
    .join("");
}

function paintText(run: TextRun, { text, at, width }: TextPart): string {
  // textLength holds a line to its printed width even where a browser kerns otherwise.
  return (
    `<text x="${mm(run.x + at)}" y="${mm(run.y)}" font-size="${mm(run.size / PT_PER_MM)}" font-weight="${WEIGHT[run.face]}"` +
    ` fill="${xml(run.colour)}" textLength="${mm(width)}" lengthAdjust="spacingAndGlyphs">${xml(text)}</text>`
  );
}

/** A symbol as its outline: pages have no font for it, and the outline is the one that is printed. */
function paintSymbol(run: TextRun, { outline, at }: SymbolPart): string {
  const scale = emsToMm(1, run.size).toFixed(7);
  return (
    `<path transform="translate(${mm(run.x + at)} ${mm(run.y)}) scale(${scale} -${scale})"` +
    ` d="${outline}" fill="${xml(run.colour)}"/>`
  );
}

/** Three decimals of a millimetre are finer than any screen or printer. */
function mm(length: number): string {
  return String(Math.round(length * 1000) / 1000);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function xml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
