// A campaign in the store for tests of the editor, and its page's form as a browser sends it.
import { readFileSync } from "node:fs";
import type { CampaignSource } from "../../src/campaigns/versions.ts";
import type { DeskApp } from "./desk.ts";

/** The files of a campaign that is shipped. */
export function shippedSource(id: string): CampaignSource {
  const file = (name: string) =>
    readFileSync(new URL(`../../templates/campaigns/${id}/${name}`, import.meta.url), "utf8");
  return {
    yaml: file("campaign.yaml"),
    postcard: file("postcard.hbs"),
    letter: file("letter.hbs"),
    image: null,
  };
}

/** Publishes a source as version 1 of a campaign, where the store does not have it yet. */
export async function seedCampaign(
  { parts }: Pick<DeskApp, "parts">,
  id: string,
  source: CampaignSource = shippedSource(id),
): Promise<void> {
  const versions = await parts.versions();
  await versions.seed(id, source, { by: "files", at: "2026-11-01T09:00:00.000Z" });
}

export type Fields = Record<string, string | string[]>;

/** Every field of the page's first form with what it holds, as a browser would send it: no buttons. */
export function fieldsOfPage(html: string): Fields {
  const form =
    /<form class="edit"[\s\S]*?<\/form>|<form method="post"[^>]*data-conflict[\s\S]*?<\/form>/.exec(
      html,
    )?.[0] ?? "";
  const fields: Fields = {};
  const put = (name: string | undefined, value: string): void => {
    if (name === undefined || name === "formToken") return;
    const before = fields[name];
    fields[name] = before === undefined ? value : [...[before].flat(), value];
  };
  const controls =
    /<input\b[^>]*>|(<textarea\b[^>]*>)\n?([\s\S]*?)<\/textarea>|(<select\b[^>]*>)([\s\S]*?)<\/select>/g;
  for (const [tag, area, text = "", select, options = ""] of form.matchAll(controls)) {
    const attribute = (name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(area ?? select ?? tag)?.[1];
    const type = attribute("type");
    if (select !== undefined) {
      const chosen = /value="([^"]*)" selected/.exec(options) ?? /value="([^"]*)"/.exec(options);
      put(attribute("name"), chosen?.[1] ?? "");
    } else if (area !== undefined) put(attribute("name"), decode(text));
    else if ((type !== "checkbox" && type !== "radio") || /\schecked/.test(tag))
      put(attribute("name"), decode(attribute("value") ?? ""));
  }
  return fields;
}

/** HTML's escapes, as the page engine writes them. */
export function decode(html: string): string {
  const entities: Readonly<Record<string, string>> = {
    lt: "<",
    gt: ">",
    quot: '"',
    "#x27": "'",
    "#x60": "`",
    "#x3D": "=",
    amp: "&",
  };
  return html.replace(/&(#?\w+);/g, (all, name: string) => entities[name] ?? all);
}
