// Whether both templates always print what a letter is for: the ask, the member's own words, and the reasons that they ticked.
import type { CompiledCampaign } from "../campaigns/compile-campaign.ts";
import type { TemplateValues } from "../campaigns/template.ts";
import { MARK, NOBODY } from "./empty-placeholders.ts";
import type { Sighting } from "./finding.ts";

/** Every kind of seat that a template can tell apart. */
const KINDS: readonly Partial<TemplateValues>[] = [
  { held: true, vacant: false, party: "party" },
  { vacant: true },
  { unknown: true, vacant: false },
  ...["speaker", "deputy", "abstains"].map((flag) => ({
    held: true,
    vacant: false,
    party: "party",
    [flag]: true,
  })),
];

const REASON = { title: "title", short: "short", long: "long" };
const MARKED = { title: MARK, short: MARK, long: MARK };

/** What is missing, and in which template. */
export function missingParts({ postcard, letter }: CompiledCampaign): Sighting[] {
  const templates = [
    { path: "postcard", template: postcard },
    { path: "letter", template: letter },
  ];
  return templates.flatMap(({ path, template }) => {
    const prints = (values: Partial<TemplateValues>) =>
      KINDS.every((kind) => template({ ...NOBODY, ...kind, ...values }).includes(MARK));
    const sightings: Sighting[] = [];
    const always = [false, true].flatMap((ticked) =>
      [false, true].map((wrote) => ({ reasons: ticked ? [REASON] : [], ownWords: wrote ? "own words" : "" })),
    );
    if (!always.every((values) => prints({ ...values, ask: MARK })))
      sightings.push({ kind: "ask-missing", path, found: "{{ask}}" });
    if (!always.every(({ reasons }) => prints({ reasons, ownWords: MARK })))
      sightings.push({ kind: "words-missing", path, found: "{{ownWords}}" });
    if (!always.every(({ ownWords }) => prints({ ownWords, reasons: [MARKED] })))
      sightings.push({ kind: "reasons-missing", path, found: "{{#each reasons}}" });
    return sightings;
  });
}
