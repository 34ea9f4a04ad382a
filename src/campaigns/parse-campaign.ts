// The three files of a campaign → a Campaign, or every fault in them with its line. Pure: reading the files is the caller's.
import { type Campaign, campaignId, campaignSchema } from "./campaign.ts";
import { CampaignProblem, type Fault, refuseFaults } from "./fault.ts";
import { lintTemplate } from "./lint-template.ts";
import type { Organisation } from "./organisation.ts";
import { readYaml } from "./read-yaml.ts";

/** A campaign's files as text. `id` is the folder's name; `organisation` is that of the settings. */
export type CampaignFiles = {
  readonly id: string;
  readonly yaml: string;
  readonly postcard: string;
  readonly letter: string;
  readonly organisation: Organisation;
};

/**
 * Parses and checks a campaign. What the file leaves null (organisation, contact, imprint) comes from the settings; a
 * contact only where the organisation does too, so that nobody is sent to another union's office.
 * Throws a `CampaignProblem` (`campaign-invalid`) that carries every fault of the three files.
 */
export function parseCampaign({ id, yaml, postcard, letter, organisation }: CampaignFiles): Campaign {
  const file = `${id}/campaign.yaml`;
  const templateFaults = [
    ...lintTemplate(postcard, `${id}/postcard.hbs`),
    ...lintTemplate(letter, `${id}/letter.hbs`),
  ];
  const idFaults: Fault[] = campaignId.safeParse(id).success
    ? []
    : [
        {
          file,
          line: 1,
          column: 1,
          path: "",
          expected: "a folder named in small letters, digits and hyphens",
          near: null,
        },
      ];

  const read = readYaml(yaml, file, campaignSchema);
  if ("faults" in read) throw new CampaignProblem([...read.faults, ...idFaults, ...templateFaults]);
  const { value, at } = read;
  const written = [
    { path: ["subject"], text: value.subject },
    ...value.asks.map((ask, i) => ({ path: ["asks", i, "text"], text: ask.text })),
    ...value.questions.map((text, i) => ({ path: ["questions", i], text })),
  ];
  // A folded block of YAML loses its line ends, so such a fault names the place where the text starts.
  const textFaults = written.flatMap(({ path, text }) =>
    lintTemplate(text, file, { ask: false }).map((fault) => ({
      ...fault,
      ...at(path),
      path: path.join("."),
    })),
  );
  refuseFaults([...idFaults, ...templateFaults, ...textFaults]);

  return {
    ...value,
    id,
    organisation: value.organisation ?? organisation.name,
    contact: value.contact ?? (value.organisation === null ? organisation.contact : null),
    imprint: value.imprint ?? organisation.imprint,
    templates: { postcard, letter },
  };
}
