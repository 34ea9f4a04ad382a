// How many words have to go where a text is too long.
import type { Measured } from "./break-lines.ts";

/**
 * The fewest words that have to go for the rest to fit, at least 1. They go from the end of the longest text first, which is where a
 * member says too much, and from the next where all of it would not do.
 *
 * `longestFirst` are the places in `measured` of the texts that may be shortened; `fits` says whether what is left does, a text
 * without lines being none at all.
 */
export function countWordsOver(
  measured: readonly Measured[],
  longestFirst: readonly number[],
  fits: (left: readonly Measured[]) => boolean,
): number {
  let left = measured;
  let over = 0;
  for (const at of longestFirst) {
    const text = measured[at];
    if (text === undefined) continue;
    const without = (count: number) => left.with(at, shortened(text, count));
    if (fits(without(text.words))) return over + leastThat((count) => fits(without(count)), text.words);
    over += text.words;
    left = without(text.words);
  }
  return Math.max(1, over);
}

/** The least number from 1 for which `holds`, which holds for `enough` and for all above the least. */
function leastThat(holds: (count: number) => boolean, enough: number): number {
  let few = 0;
  let least = enough;
  while (least - few > 1) {
    const middle = (few + least) >> 1;
    if (holds(middle)) least = middle;
    else few = middle;
  }
  return Math.max(1, least);
}

/** A text without its last `count` words, and without the lines that they leave empty at its end. */
function shortened(text: Measured, count: number): Measured {
  const words = text.words - count;
  const kept = text.lines.map((line) => line.filter(({ word }) => word < words));
  const end = kept.findLastIndex((line) => line.length > 0);
  return { ...text, words, lines: kept.slice(0, end + 1) };
}
