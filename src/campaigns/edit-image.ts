// The picture on a campaign's front, put in and taken out of its files.
import { readValues, valuesIn } from "./read-edit-form.ts";
import type { CampaignSource } from "./versions.ts";
import { mergeYaml } from "./yaml-merge.ts";

/** A picture's bytes and the name that `campaign.yaml` calls it by. */
export type NamedImage = { readonly name: string; readonly bytes: Uint8Array };

/** The name of the picture that a campaign's file says its front has; "" where it says none. */
export function imageNameOf({ yaml }: CampaignSource): string {
  const read = readValues(yaml);
  const { image } = "values" in read ? valuesIn(read.values.card) : {};
  return typeof image === "string" ? image : "";
}

/** The files with another picture on the front, or with none. A `campaign.yaml` that cannot be read stays as it is. */
export function withImage(source: CampaignSource, image: NamedImage | null): CampaignSource {
  const read = readValues(source.yaml);
  if ("faults" in read) return source;
  const { image: _, ...card } = valuesIn(read.values.card);
  const changed = image === null ? card : { ...card, image: image.name };
  const yaml = mergeYaml(source.yaml, { ...read.values, card: changed });
  return { ...source, yaml, image: image?.bytes ?? null };
}
