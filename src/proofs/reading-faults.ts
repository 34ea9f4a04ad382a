// What would look wrong to an MP's office in a composed letter, whatever its campaign says.
import type { Letter } from "../letters/letter.ts";

export type ReadingFault = { readonly kind: "gap" | "subject" | "salutation"; readonly found: string };

/** Longest subject, in characters: more is cut off in lists of emails and long before in printed references. */
const SUBJECT_MAX = 120;
const SALUTATION_MAX = 80;

// Space before a mark, an empty bracket, a doubled mark or a brace left over: a placeholder had nothing to say there.
const GAP = /undefined|\[object |\{\{|\}\}| {2}|\(\s*\)|\S* [,.;:?!)]|[,;:][,;:.?!]/;
const STYLE_OR_DIGIT = /\b(?:MP|Rt Hon|Right Honourable)\b|\d| {2}|,$/i;

/** Every such fault of a letter: gaps in its texts, a subject that is no line, a salutation that no person would write. */
export function readingFaults({ card, body, subject, salutation }: Letter): ReadingFault[] {
  const faults: ReadingFault[] = [];
  for (const text of [...card.paragraphs, ...body.paragraphs, ...(body.questions?.items ?? []), subject]) {
    const gap = GAP.exec(text);
    if (gap) faults.push({ kind: "gap", found: text.slice(Math.max(0, gap.index - 20), gap.index + 20) });
  }
  if (card.paragraphs.length === 0 || body.paragraphs.length === 0) faults.push({ kind: "gap", found: "" });
  if (subject === "" || subject.includes("\n") || subject.length > SUBJECT_MAX) {
    faults.push({ kind: "subject", found: subject });
  }
  const strange =
    STYLE_OR_DIGIT.test(salutation) || salutation.length > SALUTATION_MAX || !salutation.includes(" ");
  if (strange) faults.push({ kind: "salutation", found: salutation });
  return faults;
}
