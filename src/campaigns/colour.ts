// Which colours a card's front may have: white or ink must be readable on them.

/** The two colours that text on a card's front can have. */
export const WHITE = "#ffffff";
export const INK = "#1a1a1a";

/** The least contrast of text with its ground that the card accepts (WCAG 2.2, 1.4.3). */
export const CONTRAST_MIN = 4.5;

/** Contrast of two `#rrggbb` colours, 1 to 21 (WCAG 2.2, relative luminance). */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Which of white and ink reads better on a `#rrggbb` ground. */
export function textColourOn(ground: string): typeof WHITE | typeof INK {
  return contrast(ground, WHITE) >= contrast(ground, INK) ? WHITE : INK;
}

function luminance(colour: string): number {
  const channel = (start: number) => {
    const value = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
