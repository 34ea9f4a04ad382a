// Two texts → what stayed, what went and what came, word by word; within bounds, so that no text can hang a page.
import { diffWordsWithSpace } from "diff";

/** A piece of the older and the newer text together, in the order in which it is read. */
export type Piece = { readonly change: "same" | "added" | "removed"; readonly text: string };

/** Compares two texts; null where they are too different to show it word by word. */
export type CompareWords = (before: string, after: string) => readonly Piece[] | null;

/** The most words that may come and go in one text: the work grows with their square (about 0.1 s for this many). */
const MOST_EDITS = 1_000;

/** What all texts of one comparison may take together, in squared words. */
const BUDGET = 4 * MOST_EDITS ** 2;

/** Makes the comparison of words for one pair of sources: its texts share one budget. */
export function createCompareWords(): CompareWords {
  let left = BUDGET;
  return (before, after) => {
    const most = Math.min(MOST_EDITS, Math.floor(Math.sqrt(left)));
    const parts = diffWordsWithSpace(before, after, { maxEditLength: most });
    const edits =
      parts === undefined
        ? most
        : parts.reduce((sum, part) => sum + (part.added || part.removed ? part.count : 0), 0);
    left = Math.max(0, left - edits ** 2);
    if (parts === undefined) return null;
    return parts.map(({ value, added, removed }) => ({
      change: added ? "added" : removed ? "removed" : "same",
      text: value,
    }));
  };
}
