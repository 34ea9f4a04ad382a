// Placeholders that can have nothing to say, printed where the sentence needs them.
import type { CompiledCampaign } from "../campaigns/compile-campaign.ts";
import type { TemplateValues } from "../campaigns/template.ts";

/** `place` names the text: `postcard`, `letter`, `subject`, `asks.1`, `questions.0`. */
export type EmptyPlaceholder = { readonly placeholder: "party" | "ownWords"; readonly place: string };

/** A character that no text has, to see where a placeholder is printed. */
export const MARK = "\u{F0000}";

/** Values of a seat that is vacant, for a member who wrote nothing and ticked nothing. */
export const NOBODY: TemplateValues = {
  ask: "ask",
  constituency: "constituency",
  mp: "mp",
  party: "",
  nation: "nation",
  organisation: "organisation",
  ownWords: "",
  name: "name",
  reasons: [],
  held: false,
  vacant: true,
  unknown: false,
  speaker: false,
  deputy: false,
  abstains: false,
};

/**
 * Where a campaign prints the party of a seat that nobody holds, or own words that nobody wrote, in the midst of other
 * words: "as a  MP". Inside {{#if party}} the other words go as well, and all is well.
 */
export function emptyPlaceholders({
  campaign,
  postcard,
  letter,
  subject,
  ask,
  questions,
}: CompiledCampaign): EmptyPlaceholder[] {
  const texts: [place: string, text: (values: TemplateValues) => string][] = [
    ["postcard", postcard],
    ["letter", letter],
    ["subject", subject],
    ...campaign.asks.map((each, i): [string, (values: TemplateValues) => string] => [
      `asks.${i}`,
      (values) => ask(each, values),
    ]),
    ...campaign.questions.map((_, i): [string, (values: TemplateValues) => string] => {
      return [`questions.${i}`, (values) => questions(values)[i] ?? ""];
    }),
  ];
  return (["party", "ownWords"] as const).flatMap((placeholder) =>
    texts
      .filter(([, text]) => leavesGap(text(NOBODY), text({ ...NOBODY, [placeholder]: MARK })))
      .map(([place]) => ({ placeholder, place })),
  );
}

/** The same words with the mark and without: so they stand there whether the placeholder says something or not. */
function leavesGap(empty: string, marked: string): boolean {
  return (
    marked.replaceAll(MARK, "") === empty &&
    marked.split(/\n\s*\n/).some((part) => part.includes(MARK) && part.trim() !== MARK)
  );
}
