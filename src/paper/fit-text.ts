// Fitting by size: the largest type at which a message and what stands round it fill a box, or by how much it does not fit.
import type { Measured, SetBlock } from "./break-lines.ts";
import type { Face } from "./fonts.ts";
import { emsToMm, lineHeight, type Typesetter } from "./typeset.ts";
import { countWordsOver } from "./words-over.ts";

/** How a text is set: sizes in pt to try, leading as a multiple of the size, gap between paragraphs in lines. */
export type Setting = {
  readonly largest: number;
  readonly smallest: number;
  readonly step: number;
  readonly leading: number;
  readonly paragraphGap: number;
};

/** A paragraph to fit. `body` is what may be too long; the others (salutation, close) always keep their place. */
export type Block = { readonly text: string; readonly body: boolean; readonly gapBefore?: number };

/**
 * What came out. `size` in pt; `height` used in mm.
 *
 * Where it fits, `wordsLeft` says how many more words of the same kind would, at the smallest size. Where not,
 * `wordsOver` says how many words have to go, and `blocks` hold the lines of the smallest size that do fit.
 */
export type Fitted = {
  readonly size: number;
  readonly blocks: readonly SetBlock[];
  readonly height: number;
} & ({ readonly ok: true; readonly wordsLeft: number } | { readonly ok: false; readonly wordsOver: number });

/** Words of everyday English are about this wide with their space, in thousandths of an em. */
const EVERYDAY_WORD = 2900;

/** Fits `blocks` (already `printable`) into a box of `width` × `height` mm. */
export function fitText(
  { measure, metrics }: Pick<Typesetter, "measure" | "metrics">,
  face: Face,
  blocks: readonly Block[],
  box: { readonly width: number; readonly height: number },
  { largest, smallest, step, leading, paragraphGap }: Setting,
): Fitted {
  const measured = blocks.map((block) => measure.text(face, block.text));
  const { ascent, descent } = metrics(face);

  const atSmallest = setAt(smallest);
  if (atSmallest.height > box.height) {
    const cut = cutAt(atSmallest, blocks, box.height);
    return { ok: false, size: smallest, ...cut, wordsOver: wordsOver(atSmallest) };
  }
  const wordsLeft = roomAfter(atSmallest);
  const least = leastWidths(measured);
  for (let size = largest; size > smallest; size -= step) {
    if (leastHeight(size) > box.height) continue;
    const set = setAt(size);
    if (set.height <= box.height) return { ok: true, size, ...set, wordsLeft };
  }
  return { ok: true, size: smallest, ...atSmallest, wordsLeft };

  /** A height that the text has at a size however well its lines are filled: found without breaking them. */
  function leastHeight(size: number): number {
    const line = lineHeight({ size, leading });
    const across = box.width / emsToMm(1, size);
    let lines = 0;
    for (const [at, widths] of least.entries()) {
      if (at > 0) lines += blocks[at]?.gapBefore ?? paragraphGap;
      for (const width of widths) lines += Math.max(1, Math.ceil(width / across - 1e-9));
    }
    return lines * line + emsToMm(ascent + descent, size) - line - 1e-9;
  }

  /** The texts of the body, the longest first: that is where a member writes more, or says too much. */
  function longestFirst(set: { readonly blocks: readonly SetBlock[] }): SetBlock[] {
    return set.blocks
      .filter(({ from }) => blocks[from]?.body === true)
      .toSorted((one, other) => other.lines.length - one.lines.length);
  }

  /** How many words of the body have to go for all of it to fit at the smallest size. */
  function wordsOver(set: { readonly blocks: readonly SetBlock[] }): number {
    const places = longestFirst(set).map(({ from }) => from);
    return countWordsOver(measured, places, (left) => setAt(smallest, left).height <= box.height);
  }

  function setAt(
    size: number,
    texts: readonly Measured[] = measured,
  ): { blocks: SetBlock[]; height: number } {
    const line = lineHeight({ size, leading });
    const set: SetBlock[] = [];
    let y = emsToMm(ascent, size) - line;
    for (const [from, text] of texts.entries()) {
      if (from > 0 && text.lines.length > 0) y += line * (blocks[from]?.gapBefore ?? paragraphGap);
      const lines = measure.lines(face, text, box.width / emsToMm(1, size)).map((broken) => {
        y += line;
        return { line: broken, y };
      });
      set.push({ from, lines });
    }
    return { blocks: set, height: y + emsToMm(descent, size) };
  }

  /** About how many more words there is room for in a message set at the smallest size. */
  function roomAfter(set: { readonly height: number; readonly blocks: readonly SetBlock[] }): number {
    const across = box.width / emsToMm(1, smallest);
    const freeLines = Math.floor((box.height - set.height) / lineHeight({ size: smallest, leading }) + 1e-9);
    const [longest] = longestFirst(set);
    const lastLine = across - (longest?.lines.at(-1)?.line.width ?? across);
    const word = typicalWord(blocks, measured, measure.space(face).width);
    // A line that a word is too long for stays short by half a word on average.
    const perLine = Math.max(1, Math.floor((across - word / 2) / word));
    return freeLines * perLine + Math.max(0, Math.floor((lastLine - word / 4) / word));
  }
}

/** Leaves out the lines of the body that push the rest beyond the box, and moves the rest up. */
function cutAt(
  set: { readonly blocks: readonly SetBlock[]; readonly height: number },
  blocks: readonly Block[],
  height: number,
): { blocks: SetBlock[]; height: number } {
  const isBody = (block: SetBlock) => blocks[block.from]?.body === true;
  const excess = set.height - height;
  const lastBody = set.blocks.findLast(isBody);
  const limit = (lastBody?.lines.at(-1)?.y ?? 0) - excess;
  const kept: SetBlock[] = [];
  for (const block of set.blocks) {
    if (isBody(block)) {
      const lines = block.lines.filter(({ y }) => y <= limit + 1e-9);
      if (lines.length > 0) kept.push({ from: block.from, lines });
    } else if (block.from > (lastBody?.from ?? 0)) {
      kept.push({ from: block.from, lines: block.lines.map(({ line, y }) => ({ line, y: y - excess })) });
    } else {
      kept.push(block);
    }
  }
  return { blocks: kept, height };
}

/** For each line that the author made, how wide its words are without the spaces, any of which may fall at a break. */
function leastWidths(measured: readonly Measured[]): number[][] {
  return measured.map(({ lines }) =>
    lines.map((line) => {
      let width = 0;
      for (const piece of line) width += piece.shape.width;
      return width;
    }),
  );
}

function typicalWord(blocks: readonly Block[], measured: readonly Measured[], space: number): number {
  let words = 0;
  let width = 0;
  for (const [at, text] of measured.entries()) {
    if (blocks[at]?.body !== true) continue;
    words += text.words;
    for (const line of text.lines)
      for (const piece of line) width += piece.shape.width + (piece.spaced ? space : 0);
  }
  // A message of a few words, or of one endless run, says little about the next words.
  return words < 12 ? EVERYDAY_WORD : Math.min(width / words, 2 * EVERYDAY_WORD);
}
