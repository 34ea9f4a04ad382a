// The faults of a campaign's files, at the fields of the form that they belong to.

import type { Campaign } from "../../../campaigns/campaign.ts";
import type { EditForm } from "../../../campaigns/edit-form.ts";
import { CampaignProblem, type Fault } from "../../../campaigns/fault.ts";
import type { Organisation } from "../../../campaigns/organisation.ts";
import { parseCampaign } from "../../../campaigns/parse-campaign.ts";
import type { CampaignSource } from "../../../campaigns/versions.ts";
import type { Words } from "../../../words.ts";

/**
 * A fault as it is shown. `anchor` is the id of the field it belongs to, null where no field is its; `line` the line of that field's
 * text, counted from 1, and `text` what stands there, both only in the two templates.
 */
export type ShownFault = {
  readonly anchor: string | null;
  readonly message: string;
  readonly line: number | null;
  readonly text: string;
};

/** A campaign's files read: the campaign, or every fault that they have. */
export function checkSource(
  id: string,
  source: CampaignSource,
  organisation: Organisation,
):
  | { readonly campaign: Campaign; readonly faults: readonly [] }
  | { readonly campaign: null; readonly faults: readonly Fault[] } {
  try {
    return { campaign: parseCampaign({ id, ...source, organisation }), faults: [] };
  } catch (error) {
    if (error instanceof CampaignProblem) return { campaign: null, faults: error.faults };
    throw error;
  }
}

/** The faults in words, each at its field. `pathOf` gives a fault's path as the form has it, which may hold empty entries besides. */
export function showFaults(
  faults: readonly Fault[],
  {
    source,
    form,
    words,
    pathOf = (path) => path,
  }: {
    readonly source: CampaignSource;
    readonly form: EditForm | null;
    readonly words: Words;
    readonly pathOf?: (path: string) => string;
  },
): ShownFault[] {
  const anchors = form === null ? new Set(["yaml"]) : anchorsOf(form);
  const lines = {
    yaml: linesOf(source.yaml),
    postcard: linesOf(source.postcard),
    letter: linesOf(source.letter),
  };
  return faults.map((fault) => {
    const { expected, near } = fault;
    const message =
      near === null ? words("edit.fault", { expected }) : words("edit.faultNear", { expected, near });
    const template = (["postcard", "letter"] as const).find((name) => fault.file.endsWith(`${name}.hbs`));
    if (template) {
      const line = Math.max(1, fault.line - emptyLinesBefore(source[template]));
      return { anchor: template, message, line, text: lineAt(lines[template], fault.line) };
    }
    if (form === null) {
      return { anchor: "yaml", message, line: fault.line, text: lineAt(lines.yaml, fault.line) };
    }
    return { anchor: nearestAnchor(pathOf(fault.path), anchors), message, line: null, text: "" };
  });
}

/** Every id that the page has for a field or a group of them. */
function anchorsOf(form: EditForm): Set<string> {
  const anchors = new Set<string>();
  const walk = (path: string, value: unknown): void => {
    if (path !== "") anchors.add(path);
    if (typeof value !== "object" || value === null) return;
    for (const [name, each] of Object.entries(value)) walk(path === "" ? name : `${path}.${name}`, each);
  };
  walk("", form);
  anchors.add("card.image");
  for (const i of form.asks.keys()) anchors.add(`asks.${i}.when`);
  for (const [i, { address, reasons }] of form.examples.entries()) {
    // A text area and a group of tick boxes: their entries have no ids of their own.
    for (const n of address.keys()) anchors.delete(`examples.${i}.address.${n}`);
    for (const n of reasons.keys()) anchors.delete(`examples.${i}.reasons.${n}`);
  }
  return anchors;
}

function nearestAnchor(path: string, anchors: ReadonlySet<string>): string | null {
  for (let steps = path.split("."); steps.length > 0; steps = steps.slice(0, -1)) {
    const anchor = steps.join(".");
    if (anchors.has(anchor)) return anchor;
  }
  return null;
}

/** How many empty lines a template begins with: its field leaves them out. */
function emptyLinesBefore(template: string): number {
  return linesOf(/^\s*/.exec(template)?.[0] ?? "").length - 1;
}

const linesOf = (text: string): string[] => text.split(/\r\n?|\n/);

function lineAt(lines: readonly string[], line: number): string {
  return lines[line - 1]?.slice(0, 300) ?? "";
}
