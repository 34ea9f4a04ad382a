// What somebody typed into a field, in the one form in which it is compared and kept.

/**
 * Text of several lines: line ends as `\n`, no controls, no lone surrogates, no space at its ends. Unicode's line and paragraph
 * separators become line ends, because the composer uses them for what a member wrote.
 */
export function typedText(typed: string): string {
  return typed
    .replace(/\r\n?|[\u0085\u2028\u2029\v\f]/g, "\n")
    .replace(/[^\P{Cc}\n\t]|\uFEFF/gu, "")
    .replace(/[\uD800-\uDFFF]/gu, "\uFFFD")
    .replace(/[ \t]+$/gm, "")
    .trim();
}

/** The same on one line. */
export function typedLine(typed: string): string {
  return typedText(typed).replace(/\s*\n\s*/g, " ");
}
