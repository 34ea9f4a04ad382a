// The smallest campaign that is right, as text, so that a test can spoil one line of it; and values to fill it with.
import type { Campaign } from "../../src/campaigns/campaign.ts";
import { CampaignProblem, type Fault } from "../../src/campaigns/fault.ts";
import { DEFAULT_ORGANISATION } from "../../src/campaigns/organisation.ts";
import { type CampaignFiles, parseCampaign } from "../../src/campaigns/parse-campaign.ts";
import type { TemplateValues } from "../../src/campaigns/template.ts";

export const YAML = `title: Safe work
summary: Ask for a safe workload.
why:
  - It matters.
subject: "From {{constituency}}"
prompts:
  - What happened?
reasons:
  - id: time
    title: Time
    short: It takes time.
    long: It takes a long time.
    figures:
      - claim: Two in three
        source: A survey
        year: 2019
        reviewBy: "2020-01-31"
  - id: people
    title: People
    short: It takes people.
    long: It takes a lot of people.
asks:
  - when: { attribute: [speaker] }
    text: Will you pass it on?
  - text: Will you help {{constituency}}?
questions:
  - Does {{nation}} need it?
card:
  headline: Safe work
  line: For all of us
  colour: "#8c1d40"
examples:
  - { name: Ada Example, postcode: SW1A 1AA, reasons: [time], ownWords: I see it. }
  - { name: Ben Example, postcode: CF10 1EP, reasons: [time, people] }
  - { name: Cat Example, postcode: TR1 2HE }
`;

export const FILES: CampaignFiles = {
  id: "safe",
  yaml: YAML,
  postcard: "{{ownWords}}\n\n{{#each reasons}}{{short}} {{/each}}\n\n{{ask}}\n",
  letter: "I live in {{constituency}}.\n\n{{ownWords}}\n\n{{#each reasons}}{{long}}\n\n{{/each}}{{ask}}\n",
  image: null,
  organisation: DEFAULT_ORGANISATION,
};

/** Line of the first place in the example's YAML that holds this text. */
export function lineOf(text: string, yaml = YAML): number {
  return yaml.slice(0, yaml.indexOf(text)).split("\n").length;
}

/** The example campaign with one text of its YAML replaced by another, and other files where given. */
export function parsed(from = "", to = "", files: Partial<CampaignFiles> = {}): Campaign {
  if (!YAML.includes(from)) throw new Error(`the example has no "${from}"`);
  return parseCampaign({ ...FILES, yaml: YAML.replace(from, to), ...files });
}

/** The faults that something throws; none where it throws nothing. */
export function faultsOf(attempt: () => unknown): readonly Fault[] {
  try {
    attempt();
    return [];
  } catch (error) {
    if (error instanceof CampaignProblem) return error.faults;
    throw error;
  }
}

export const VALUES: TemplateValues = {
  ask: "Will you help?",
  constituency: "Ynys Môn",
  mp: "Robin Example",
  party: "Independent",
  nation: "Wales",
  organisation: "Your union",
  ownWords: "I see it every day.",
  name: "Ada O'Neill",
  reasons: [
    { title: "Time", short: "It takes time.", long: "It takes a long time." },
    { title: "People", short: "It takes people.", long: "It takes a lot of people." },
  ],
  held: true,
  vacant: false,
  unknown: false,
  speaker: false,
  deputy: false,
  abstains: false,
};
