// Where a picture lies on a page: over a whole area, its middle kept, turned as its file says.
import type { FrontImage, Orientation } from "../campaigns/front-image.ts";
import type { Area, PictureItem } from "./layout.ts";

type Point = readonly [x: number, y: number];

/** Three corners of the pixels as they are stored, in mm on the page: the fourth follows. */
export type Corners = { readonly topLeft: Point; readonly topRight: Point; readonly bottomLeft: Point };

/** Stored pixels → seen pixels, both as shares of width and height from the top left (Exif 2.32, "Orientation"). */
const SEEN: Readonly<Record<Orientation, (across: number, down: number) => Point>> = {
  1: (across, down) => [across, down],
  2: (across, down) => [1 - across, down],
  3: (across, down) => [1 - across, 1 - down],
  4: (across, down) => [across, 1 - down],
  5: (across, down) => [down, across],
  6: (across, down) => [1 - down, across],
  7: (across, down) => [1 - down, 1 - across],
  8: (across, down) => [down, 1 - across],
};

/** Where the stored pixels' corners are, so that the picture as seen covers what it has to. */
export function pictureCorners({ image, covers }: Pick<PictureItem, "image" | "covers">): Corners {
  const whole = coverOf(image, covers);
  const seen = SEEN[image.orientation];
  const corner = (across: number, down: number): Point => {
    const [x, y] = seen(across, down);
    return [whole.x + x * whole.width, whole.y + y * whole.height];
  };
  return { topLeft: corner(0, 0), topRight: corner(1, 0), bottomLeft: corner(0, 1) };
}

/** The whole picture in its own proportions, at the least size that leaves nothing of an area bare. */
function coverOf({ width, height }: Pick<FrontImage, "width" | "height">, area: Area): Area {
  const scale = Math.max(area.width / width, area.height / height);
  const size = { width: width * scale, height: height * scale };
  return {
    x: area.x + (area.width - size.width) / 2,
    y: area.y + (area.height - size.height) / 2,
    ...size,
  };
}
