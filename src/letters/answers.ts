// The three short answers on the writing page become the own words of the letter.

/**
 * Joins answers into one text: each trimmed and with a full stop where none ends it, one paragraph each; empty ones are left out.
 * An answer of several paragraphs keeps them. Joining what was joined changes nothing.
 */
export function joinAnswers(answers: readonly string[]): string {
  return answers
    .flatMap((answer) => answer.replace(/\r\n?/g, "\n").split(/\n\s*\n/))
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== "")
    .map((paragraph) => (isOpen(paragraph) ? `${paragraph}.` : paragraph))
    .join("\n\n");
}

/** Whether a letter or a figure comes last, brackets and quotation marks aside; a colon or a comma leads on to something. */
function isOpen(paragraph: string): boolean {
  return /[\p{L}\p{M}\p{N}%°£€$]$/u.test(paragraph.replace(/[)\]"”'’»]{1,8}$/, ""));
}
