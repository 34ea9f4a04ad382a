// What would look wrong to an MP's office in a composed letter, whatever its campaign says.
import type { Letter } from "../letters/letter.ts";

/**
 * `part` is the text in which it was seen: "postcard", "letter", "questions" or "subject"; `gap` is what is wrong there, and `found`
 * the same with what stands around it.
 */
export type ReadingFault = {
  readonly kind: "gap" | "subject" | "salutation";
  readonly part: string;
  readonly gap: string;
  readonly found: string;
};

/** Longest subject, in characters: more is cut off in lists of emails and long before in printed references. */
const SUBJECT_MAX = 120;
const SALUTATION_MAX = 80;

// Space before a mark, an empty bracket, a doubled mark or a brace left over: a placeholder had nothing to say there.
const GAP = /undefined|\[object |\{\{|\}\}| {2}|\(\s*\)|\S* [,.;:?!)]|[,;:][,;:.?!]/;
const STYLE_OR_DIGIT = /\b(?:MP|Rt Hon|Right Honourable)\b|\d| {2}|,$/i;

/** Every such fault of a letter: gaps in its texts, a subject that is no line, a salutation that no person would write. */
export function readingFaults({ card, body, subject, salutation }: Letter): ReadingFault[] {
  const faults: ReadingFault[] = [];
  const texts: [part: string, paragraphs: readonly string[]][] = [
    ["postcard", card.paragraphs],
    ["letter", body.paragraphs],
    ["questions", body.questions?.items ?? []],
    ["subject", [subject]],
  ];
  for (const [part, paragraphs] of texts) {
    if (paragraphs.length === 0 && part !== "questions")
      faults.push({ kind: "gap", part, gap: "", found: "" });
    for (const text of paragraphs) {
      const gap = GAP.exec(text);
      if (gap)
        faults.push({
          kind: "gap",
          part,
          gap: gap[0],
          found: text.slice(Math.max(0, gap.index - 20), gap.index + 20),
        });
    }
  }
  if (subject === "" || subject.includes("\n") || subject.length > SUBJECT_MAX) {
    faults.push({ kind: "subject", part: "subject", gap: "", found: subject });
  }
  const strange =
    STYLE_OR_DIGIT.test(salutation) || salutation.length > SALUTATION_MAX || !salutation.includes(" ");
  if (strange) faults.push({ kind: "salutation", part: "salutation", gap: "", found: salutation });
  return faults;
}
