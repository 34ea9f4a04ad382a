// Line breaking: a text becomes words that the font has measured, and words become lines of a given width.
import type { Face, Fonts } from "./fonts.ts";
import type { Shape } from "./pair-shape.ts";
import { LONGEST_RUN } from "./sizes.ts";

/** A piece of text that stays together on a line. Widths are in thousandths of an em. */
export type Piece = {
  readonly shape: Shape;
  /** Whether a space stands before it (not where it follows a hyphen, or is the rest of a run that was broken). */
  readonly spaced: boolean;
  /** Which word of the text it belongs to, counted from 0. */
  readonly word: number;
};

/**
 * One line: its pieces with a space before each `spaced` one but the first. `width` in thousandths of an em. `inWord` where it
 * ends within a word, which goes on with the next line.
 */
export type Line = { readonly pieces: readonly Piece[]; readonly width: number; readonly inWord: boolean };

/** A paragraph set: its lines with each baseline in mm from the top of the box. `from` is its place in the blocks given. */
export type SetBlock = {
  readonly from: number;
  readonly lines: readonly { readonly line: Line; readonly y: number }[];
};

/** A text measured once, to be broken at any width: the lines that its author made, each of pieces. */
export type Measured = {
  readonly lines: readonly (readonly Piece[])[];
  readonly words: number;
  /** Width of the widest piece in thousandths of an em. */
  readonly widest: number;
};

export type Measure = {
  /** The space between words. */
  space(face: Face): Shape;
  /** Measures a text (already `printable`). It may break at spaces and, unless told otherwise, after hyphens. */
  text(face: Face, text: string, breaks?: { readonly hyphens: boolean }): Measured;
  /** Breaks a measured text into lines no wider than `width` thousandths of an em; a longer piece is broken anywhere. */
  lines(face: Face, measured: Measured, width: number): Line[];
};

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Few words have one, and the pattern below takes its time with those that have none. */
const HYPHEN = /[-\u2010\u2013\u2014]/u;

/** A word's places to break: after a hyphen or dash that has a letter on both sides. */
const AFTER_HYPHEN = /(?<=[\p{L}\p{M}][-\u2010\u2013\u2014])(?=\p{L})/u;

/**
 * Makes a measure that remembers the words it has shaped, so that a card's sizes are tried without shaping again.
 *
 * Make one for each letter and drop it with the letter: its memory holds a member's words.
 */
export function createMeasure(fonts: Fonts): Measure {
  const memory = new Map<Face, Map<string, Shape>>();

  function shape(face: Face, word: string): Shape {
    let words = memory.get(face);
    if (words === undefined) {
      words = new Map();
      memory.set(face, words);
    }
    const known = words.get(word);
    if (known !== undefined) return known;
    const made = fonts.shape(face, word);
    words.set(word, made);
    return made;
  }

  function measureText(face: Face, text: string, { hyphens } = { hyphens: true }): Measured {
    let words = 0;
    let widest = 0;
    const lines = text.split("\n").map((line) => {
      const pieces: Piece[] = [];
      for (const word of line.split(" ")) {
        if (word === "") continue;
        let spaced = true;
        for (const part of hyphens && HYPHEN.test(word) ? word.split(AFTER_HYPHEN) : [word]) {
          for (const run of shortRuns(part)) {
            const piece = { shape: shape(face, run), spaced, word: words };
            widest = Math.max(widest, piece.shape.width);
            pieces.push(piece);
            spaced = false;
          }
        }
        words += 1;
      }
      return pieces;
    });
    return { lines, words, widest };
  }

  const space = (face: Face) => shape(face, " ");

  function breakLines(face: Face, measured: Measured, width: number): Line[] {
    const spaceWidth = space(face).width;
    const lines: Line[] = [];
    for (const authorsLine of measured.lines) {
      let pieces: Piece[] = [];
      let used = 0;
      for (const whole of authorsLine) {
        for (const piece of whole.shape.width <= width ? [whole] : broken(face, whole, width)) {
          const gap = pieces.length > 0 && piece.spaced ? spaceWidth : 0;
          if (pieces.length > 0 && used + gap + piece.shape.width > width) {
            lines.push({ pieces, width: used, inWord: !piece.spaced });
            pieces = [piece];
            used = piece.shape.width;
          } else {
            pieces.push(piece);
            used += gap + piece.shape.width;
          }
        }
      }
      lines.push({ pieces, width: used, inWord: false });
    }
    return lines;
  }

  function broken(face: Face, piece: Piece, width: number): Piece[] {
    const parts: Piece[] = [];
    let start = "";
    let used = 0;
    const push = () =>
      parts.push({ shape: shape(face, start), spaced: parts.length === 0 && piece.spaced, word: piece.word });
    for (const { segment } of graphemes.segment(piece.shape.text)) {
      const wide = shape(face, segment).width;
      if (start !== "" && used + wide > width) {
        push();
        start = "";
        used = 0;
      }
      start += segment;
      used += wide;
    }
    push();
    return parts;
  }

  return { space, text: measureText, lines: breakLines };
}

/** The text of a line as it reads, with its spaces. */
export function lineText(line: Line): string {
  let text = "";
  for (const piece of line.pieces) text += (text !== "" && piece.spaced ? " " : "") + piece.shape.text;
  return text;
}

/** Cuts a run longer than `LONGEST_RUN`, between characters as a person sees them unless one alone is longer. */
function shortRuns(run: string): string[] {
  if (run.length <= LONGEST_RUN) return [run];
  const runs: string[] = [];
  let start = "";
  for (const { segment } of graphemes.segment(run)) {
    for (const part of segment.length > LONGEST_RUN ? segment : [segment]) {
      if (start !== "" && start.length + part.length > LONGEST_RUN) {
        runs.push(start);
        start = "";
      }
      start += part;
    }
  }
  runs.push(start);
  return runs;
}
