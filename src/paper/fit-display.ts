// Display type: a few words as large as their box allows, on even lines and with no word broken.
import type { Line } from "./break-lines.ts";
import type { Face } from "./fonts.ts";
import { emsToMm, lineHeight, type Type, type Typesetter } from "./typeset.ts";
import { printable } from "./unprintable.ts";

/** What sizes in pt to try, from the largest down, and on how many lines at most. */
export type DisplaySizes = {
  readonly largest: number;
  readonly smallest: number;
  readonly step: number;
  readonly leading: number;
  readonly maxLines: number;
};

/** The lines at the size that was found; `wordsOver` counts the words that the smallest has no room for, normally 0. */
export type Display = { readonly type: Type; readonly lines: readonly Line[]; readonly wordsOver: number };

/** Sets a text at the largest size at which its lines, none broken within a word, fit a box of `width` × `height` mm. */
export function fitDisplay(
  setter: Typesetter,
  text: string,
  look: { readonly face: Face; readonly colour: string },
  sizes: DisplaySizes,
  box: { readonly width: number; readonly height: number },
): Display {
  const { face } = look;
  const { leading, smallest } = sizes;
  const measured = setter.measure.text(face, printable(text).trim(), { hyphens: false });
  const { ascent } = setter.metrics(face);
  const linesAt = (size: number) => setter.measure.lines(face, measured, box.width / emsToMm(1, size));
  const roomAt = (size: number) => {
    const further = Math.floor((box.height - emsToMm(ascent, size)) / lineHeight({ size, leading }) + 1e-9);
    return Math.min(sizes.maxLines, 1 + further);
  };

  for (let size = sizes.largest; size >= smallest; size -= sizes.step) {
    if (emsToMm(measured.widest, size) > box.width) continue;
    const count = linesAt(size).length;
    if (count > roomAt(size)) continue;
    return {
      type: { ...look, leading, size },
      lines: evened(count, box.width / emsToMm(1, size)),
      wordsOver: 0,
    };
  }

  const lines = linesAt(smallest);
  const room = roomAt(smallest);
  const firstOver = lines[room]?.pieces[0]?.word;
  return {
    type: { ...look, leading, size: smallest },
    lines: lines.slice(0, room),
    wordsOver: firstOver === undefined ? 0 : measured.words - firstOver,
  };

  /** As many lines at the least width that gives no more of them, so that no line is left with one short word. */
  function evened(count: number, width: number): Line[] {
    let enough = width;
    let little = measured.widest;
    while (enough - little > 50) {
      const middle = (enough + little) / 2;
      if (setter.measure.lines(face, measured, middle).length <= count) enough = middle;
      else little = middle;
    }
    return setter.measure.lines(face, measured, enough);
  }
}
