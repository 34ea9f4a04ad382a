// Whether two sources of a campaign are the same, byte for byte.
import type { CampaignSource } from "./versions.ts";

/** Whether the texts and the image of two sources are equal. */
export function sameSource(a: CampaignSource, b: CampaignSource): boolean {
  return (
    a.yaml === b.yaml && a.postcard === b.postcard && a.letter === b.letter && sameBytes(a.image, b.image)
  );
}

/** Whether two images are equal, byte for byte. */
export function sameBytes(a: Uint8Array | null, b: Uint8Array | null): boolean {
  if (a === null || b === null) return a === b;
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
