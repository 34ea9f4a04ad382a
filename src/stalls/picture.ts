// A campaign's picture beside the cards that show it: kept once for a stall, however many they are, and nobody's secret.
import { z } from "zod";
import { type FrontImage, shared } from "../campaigns/front-image.ts";

const bytes = z.base64().transform((text) => shared([Buffer.from(text, "base64")]));

const encoded = z.object({
  type: z.enum(["png", "jpeg"]),
  width: z.number(),
  height: z.number(),
  dpi: z.number(),
  orientation: z.literal([1, 2, 3, 4, 5, 6, 7, 8]),
  hash: z.string(),
  bytes,
  pixels: z.object({
    filter: z.enum(["DCTDecode", "FlateDecode"]),
    width: z.number(),
    height: z.number(),
    bits: z.number(),
    channels: z.literal([1, 3]),
    palette: bytes.nullable(),
    data: bytes,
  }),
});

/** A picture as text to be kept. */
export function encodePicture({ bytes: file, pixels, ...rest }: FrontImage): string {
  const palette = pixels.palette && text(pixels.palette);
  return JSON.stringify({
    ...rest,
    bytes: text(file),
    pixels: { ...pixels, palette, data: text(pixels.data) },
  });
}

/** The picture that was kept. Throws where the text is none of ours. */
export function decodePicture(kept: string): FrontImage {
  return encoded.parse(JSON.parse(kept));
}

function text(of: Uint8Array): string {
  return Buffer.from(of).toString("base64");
}
