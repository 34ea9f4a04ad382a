// A campaign begun at the desk: blank, or as a copy of another; and the id that its title makes.
import type { Words } from "../words.ts";
import { campaignId } from "./campaign.ts";
import { openYaml } from "./read-yaml.ts";
import type { CampaignSource } from "./versions.ts";
import { mergeYaml, type YamlValues } from "./yaml-merge.ts";
import { writeYaml } from "./yaml-write.ts";

const LONGEST_ID = 40;

/** The id that a title makes, such as "safe-workloads-2": not one of those taken. */
export function idFromTitle(title: string, taken: (id: string) => boolean): string {
  const plain = title
    .normalize("NFD")
    .replace(/[\p{M}'’]/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  const base = campaignId.safeParse(plain.slice(0, LONGEST_ID)).success ? plain : "campaign";
  for (let count = 1; ; count++) {
    const end = count === 1 ? "" : `-${count}`;
    const id = base.slice(0, LONGEST_ID - end.length).replace(/-+$/, "") + end;
    if (!taken(id)) return id;
  }
}

/** The title in a campaign's file, whether or not the rest of it is sound; null where it has none. */
export function titleOf({ yaml }: Pick<CampaignSource, "yaml">): string | null {
  const title = valuesOf(yaml)?.title;
  return typeof title === "string" && title.trim() !== "" ? title.trim() : null;
}

/** Whether a campaign's file calls it a sample. */
export function isSample({ yaml }: Pick<CampaignSource, "yaml">): boolean {
  return valuesOf(yaml)?.sample === true;
}

/**
 * A copy under another title. It is no sample and has no dates: whoever copies a campaign sets those of their own. A source that cannot
 * be read is copied as it is.
 */
export function copySource(source: CampaignSource, title: string): CampaignSource {
  const values = valuesOf(source.yaml);
  if (values === null) return source;
  const { title: _title, sample: _sample, opens: _opens, closes: _closes, ...rest } = values;
  return { ...source, yaml: mergeYaml(source.yaml, { title, ...rest }) };
}

/**
 * A campaign that has nothing but its title, three made-up members without words, and two texts that print what every letter has: the
 * proof says what is to be filled in. `words` are those of its language.
 */
export function blankSource(title: string, words: Words): CampaignSource {
  const yaml = writeYaml({
    title,
    summary: "",
    why: [""],
    subject: words("desk.blank.subject", { constituency: CONSTITUENCY }),
    prompts: [""],
    reasons: [{ id: "reason-1", title: "", short: "", long: "" }],
    asks: [{ text: "" }],
    card: { headline: "", line: "", colour: "#8c1d40" },
    examples: words.list("desk.blank.examples").map((name) => ({ name, postcode: "SW1A 1AA", ownWords: "" })),
  });
  const letter = `${words("desk.blank.opening", { constituency: CONSTITUENCY })}\n\n${BODY.replace("{{short}}", "{{long}}\n")}`;
  return { yaml, postcard: BODY, letter, image: null };
}

const CONSTITUENCY = "{{constituency}}";

const BODY = `{{#if ownWords}}
{{ownWords}}
{{/if}}

{{#each reasons}}
{{short}}
{{/each}}

{{ask}}
`;

function valuesOf(yaml: string): YamlValues | null {
  const opened = openYaml(yaml, "");
  if ("faults" in opened) return null;
  const { data } = opened;
  return isValues(data) ? data : null;
}

function isValues(data: unknown): data is YamlValues {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}
