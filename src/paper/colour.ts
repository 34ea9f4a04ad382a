// Colours of the print beyond white, ink and a campaign's own.
import { CONTRAST_MIN, contrast, INK, WHITE } from "../campaigns/colour.ts";

/** For guides that are cut off. */
export const FAINT = "#8c8c88";
/** Marks what does not fit, on the screen only. */
export const ALARM = "#b3001b";

/** The colour itself where it reads well on white paper, else ink. */
export function onPaper(colour: string): string {
  return contrast(colour, WHITE) >= CONTRAST_MIN ? colour : INK;
}

/** Red, green and blue of `#rrggbb`, each from 0 to 1. */
export function channels(colour: string): [red: number, green: number, blue: number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [((value >> 16) & 255) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}
