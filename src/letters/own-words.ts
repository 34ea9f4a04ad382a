// What a person typed, made safe to print and to send: nothing readable is changed, nothing invisible stays.

// Control characters but tab and line feed, what turns the direction of writing, zero-width marks that join nothing, soft
// hyphens, the byte order mark and what stands for objects.
const INVISIBLE = /[^\P{Cc}\n\t]|\p{Bidi_Control}|[\u00AD\u200B\u2060-\u2065\uFEFF\uFFF9-\uFFFC]/gu;
const LONE_SURROGATE = /[\uD800-\uDFFF]/gu;

/**
 * Cleans text of several lines: NFC, line ends as `\n`, at most one empty line between paragraphs, no invisible
 * controls and no lone surrogates, no space at either end of a line.
 */
export function cleanText(typed: string): string {
  return (
    typed
      .replace(LONE_SURROGATE, "")
      .replace(/\r\n?|[\u0085\u2028\u2029\v\f]/g, "\n")
      .replace(INVISIBLE, "")
      .normalize("NFC")
      // Only where there is something to change: a cell of a megabyte has hundreds of thousands of spaces that stay.
      .replace(/[^\S\n ][^\S\n]*| [^\S\n]+/g, " ")
      .replace(/ \n ?|\n /g, "\n")
      .replace(/\n{3,}/g, "\n\n")
      .trim()
  );
}

/** Cleans text of one line, such as a name: as `cleanText`, with line breaks turned into spaces. */
export function cleanLine(typed: string): string {
  return cleanText(typed).replace(/\s+/g, " ");
}

/** How many characters a text has, as Unicode code points: "👍" is one. */
export function countCharacters(text: string): number {
  return text.length - (text.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0);
}

/** How many words a text has: runs of anything that is not white space. */
export function countWords(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}
