// What a person typed, made safe to print and to send: nothing readable is changed, nothing invisible stays.

// Control characters but tab and line feed, bidirectional controls, zero-width marks that are not joiners, the byte order
// mark, soft hyphens and the separators that letters use themselves.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const INVISIBLE = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFC]/g;
const LONE_SURROGATE = /[\uD800-\uDFFF]/gu;

/**
 * Cleans text of several lines: NFC, line ends as `\n`, at most one empty line between paragraphs, no invisible
 * controls and no lone surrogates, no space at either end of a line.
 */
export function cleanText(typed: string): string {
  return typed
    .replace(LONE_SURROGATE, "")
    .replace(/\r\n?|[\u0085\u2028\u2029\v\f]/g, "\n")
    .replace(INVISIBLE, "")
    .normalize("NFC")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** Cleans text of one line, such as a name: as `cleanText`, with line breaks turned into spaces. */
export function cleanLine(typed: string): string {
  return cleanText(typed).replace(/\s+/g, " ");
}

/** How many words a text has: runs of anything that is not white space. */
export function countWords(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}
