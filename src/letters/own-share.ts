// How much of a letter is the member's own: offices set copied letters aside, and read the others.

/** A run of the campaign's words of this length is copied; shorter ones are how everybody writes. */
const COPIED_RUN = 5;

/** Words of a letter, and how many of them the member found. */
export type OwnShare = { readonly own: number; readonly total: number };

/**
 * Counts the words of a letter: `total` is the member's text and the campaign's together, `own` is what in the member's text is
 * not in a run of five words or more that the campaign has too, however it is cased and punctuated.
 *
 * `campaignText` is what the campaign says in this letter, without the member's text. `elsewhere` is what else of the
 * campaign could have been pasted, such as reasons that were not picked: compared, not counted. Takes time linear in both.
 */
export function ownShare(ownWords: string, campaignText: string, elsewhere = ""): OwnShare {
  const written = wordsOf(ownWords);
  const theirs = wordsOf(campaignText);
  const runs = new Set([...runsOf(theirs), ...runsOf(wordsOf(elsewhere))]);
  let copied = 0;
  let end = 0;
  for (const [start, run] of runsOf(written).entries()) {
    if (!runs.has(run)) continue;
    copied += start + COPIED_RUN - Math.max(end, start);
    end = start + COPIED_RUN;
  }
  return { own: written.length - copied, total: written.length + theirs.length };
}

/** Every run of five words, one starting at each word that has four after it. */
function runsOf(words: readonly string[]): string[] {
  const runs: string[] = [];
  for (let start = 0; start + COPIED_RUN <= words.length; start++) {
    runs.push(words.slice(start, start + COPIED_RUN).join(" "));
  }
  return runs;
}

/** Words in one spelling: small letters and figures without punctuation. A lone dash or bullet is no word. */
function wordsOf(text: string): string[] {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .split(/\s+/)
    .map((word) => word.replace(/[^\p{L}\p{M}\p{N}]+/gu, ""))
    .filter((word) => word !== "");
}
