// An invitation as a picture: a code that a tablet's camera reads off the rep's screen.
import { paintSvg } from "../../paper/paint-svg.ts";
import { qrCode } from "../../paper/qr.ts";

/** Its side in mm; a page shows it as large as it has room. */
const SIDE = 60;

/** The QR code of a link as SVG; `label` is read out in its place. */
export function invitationPicture(link: string, label: string): string {
  const code = qrCode(link, { x: 0, y: 0, size: SIDE }, label);
  return paintSvg({ width: SIDE, height: SIDE, items: [code] }, label);
}
