// The files of a campaign → a Campaign, or every fault in them with its line. Reading the files is the caller's.
import { z } from "zod";
import { type Campaign, campaignId, campaignSchema, imageName } from "./campaign.ts";
import { CampaignProblem, type Fault, refuseFaults } from "./fault.ts";
import { checkFrontImage } from "./front-image/check-front-image.ts";
import type { FrontImage } from "./front-image.ts";
import { lintTemplate } from "./lint-template.ts";
import type { Organisation } from "./organisation.ts";
import { readYaml } from "./read-yaml.ts";

/**
 * A campaign's files as text, and its front's picture as bytes: null where `card.image` names none, or a file that there
 * is not. `id` is the folder's name; `organisation` is that of the settings.
 */
export type CampaignFiles = {
  readonly id: string;
  readonly yaml: string;
  readonly postcard: string;
  readonly letter: string;
  readonly image: Uint8Array | null;
  readonly organisation: Organisation;
};

/**
 * Parses and checks a campaign. What the file leaves null (organisation, contact, imprint) comes from the settings; a
 * contact only where the organisation does too, so that nobody is sent to another union's office.
 * A picture that `card.image` does not name is not looked at.
 * Throws a `CampaignProblem` (`campaign-invalid`) that carries every fault of the files.
 */
export function parseCampaign({ id, yaml, postcard, letter, image, organisation }: CampaignFiles): Campaign {
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
  const front = readFront(value.card.image, image);
  const path = ["card", "image"];
  const imageFaults =
    "expected" in front ? [{ file, ...at(path), path: path.join("."), near: null, ...front }] : [];
  refuseFaults([...idFaults, ...templateFaults, ...textFaults, ...imageFaults]);

  return {
    ...value,
    id,
    card: { ...value.card, image: "image" in front ? front.image : null },
    organisation: value.organisation ?? organisation.name,
    contact: value.contact ?? (value.organisation === null ? organisation.contact : null),
    imprint: value.imprint ?? organisation.imprint,
    templates: { postcard, letter },
  };
}

/** The picture that a campaign names, checked; or what was expected of it. */
function readFront(
  name: string | null,
  bytes: Uint8Array | null,
): { readonly image: FrontImage | null } | { readonly expected: string } {
  if (name === null) return { image: null };
  if (bytes === null) return { expected: `a file named ${name} in the campaign's folder` };
  const checked = checkFrontImage(bytes);
  return checked.ok ? { image: checked.image } : { expected: `${checked.reason} (${name})` };
}

/** The file that a campaign's YAML names as its front's picture; null where it names none, or nothing that can be one. */
export function frontImageName(yaml: string): string | null {
  const schema = z.looseObject({ card: z.looseObject({ image: imageName }) });
  const read = readYaml(yaml, "", schema);
  return "value" in read ? read.value.card.image : null;
}
