// A campaign's files → the desk's form, whatever state the files are in.
import {
  type AskForm,
  type EditForm,
  type ExampleForm,
  type FigureForm,
  MOST_ENTRIES,
  type ReasonForm,
} from "./edit-form.ts";
import type { Fault } from "./fault.ts";
import { openYaml } from "./read-yaml.ts";
import { typedLine, typedText } from "./typed-text.ts";
import type { CampaignSource } from "./versions.ts";
import type { YamlValues } from "./yaml-merge.ts";

/**
 * The form of a campaign's files, or the faults for which `campaign.yaml` cannot be read as names and values at all, or not in a form of
 * a size that could be sent back: then only its text can be edited. What stands where a text is wanted and is none is an empty field, and stays in the file until something is typed.
 */
export function readEditForm(
  source: CampaignSource,
): { readonly form: EditForm } | { readonly faults: readonly [Fault, ...Fault[]] } {
  const read = readValues(source.yaml);
  if ("faults" in read) return read;
  const form = formOf(read.values, source);
  return hasLongList(form) ? { faults: [faultOf(`at most ${MOST_ENTRIES} entries in a list`)] } : { form };
}

/** Whether a list in it has more entries than the form takes. */
function hasLongList(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return (Array.isArray(value) && value.length > MOST_ENTRIES) || Object.values(value).some(hasLongList);
}

/** The names and values of `campaign.yaml`; an empty file has none. */
export function readValues(
  yaml: string,
): { readonly values: YamlValues } | { readonly faults: readonly [Fault, ...Fault[]] } {
  const opened = openYaml(yaml, "campaign.yaml");
  if ("faults" in opened) return opened;
  const { data } = opened;
  if (data === null) return { values: {} };
  if (isValues(data)) return { values: data };
  return { faults: [faultOf("names and values")] };
}

function faultOf(expected: string): Fault {
  return { file: "campaign.yaml", line: 1, column: 1, path: "", expected, near: null };
}

/** The form of what a file says. */
export function formOf(values: YamlValues, { postcard, letter }: CampaignSource): EditForm {
  const card = valuesIn(values.card);
  const opens = momentOf(values.opens);
  const closes = momentOf(values.closes);
  return {
    title: lineOf(values.title),
    summary: lineOf(values.summary),
    organisation: lineOf(values.organisation),
    contact: lineOf(values.contact),
    opens: opens.date,
    opensTime: opens.time,
    closes: closes.date,
    closesTime: closes.time,
    languages: values.languages === undefined ? ["en"] : listIn(values.languages).map(lineOf),
    why: listIn(values.why).map(textOf),
    beforeYouWrite: listIn(values.beforeYouWrite).map(textOf),
    subject: lineOf(values.subject),
    reasons: listIn(values.reasons).map(reasonFormOf),
    prompts: listIn(values.prompts).map(textOf),
    asks: listIn(values.asks).map(askFormOf),
    questions: listIn(values.questions).map(textOf),
    card: { headline: lineOf(card.headline), line: lineOf(card.line), colour: lineOf(card.colour) },
    imprint: lineOf(values.imprint),
    examples: listIn(values.examples).map(exampleFormOf),
    postcard: typedText(postcard),
    letter: typedText(letter),
  };
}

export function reasonFormOf(value: unknown): ReasonForm {
  const { id, title, short, long, figures } = valuesIn(value);
  return {
    id: lineOf(id),
    title: lineOf(title),
    short: lineOf(short),
    long: textOf(long),
    figures: listIn(figures).map(figureFormOf),
  };
}

export function figureFormOf(value: unknown): FigureForm {
  const { claim, source, year, reviewBy } = valuesIn(value);
  return { claim: textOf(claim), source: lineOf(source), year: lineOf(year), reviewBy: lineOf(reviewBy) };
}

export function askFormOf(value: unknown): AskForm {
  const ask = valuesIn(value);
  const { party, nation, attribute } = valuesIn(ask.when);
  const ticked = (list: unknown) => listIn(list).map(lineOf);
  return {
    party: ticked(party),
    nation: ticked(nation),
    attribute: ticked(attribute),
    text: textOf(ask.text),
  };
}

export function exampleFormOf(value: unknown): ExampleForm {
  const { name, postcode, address, reasons, ownWords } = valuesIn(value);
  return {
    name: lineOf(name),
    postcode: lineOf(postcode),
    address: listIn(address)
      .map(lineOf)
      .filter((each) => each !== ""),
    reasons: listIn(reasons).map(lineOf),
    ownWords: textOf(ownWords),
  };
}

export function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? typedText(String(value))
    : "";
}

function lineOf(value: unknown): string {
  return typedLine(textOf(value));
}

/** A date and the time behind it: "2026-05-01" or "2026-05-01T09:00". Anything else stands in the date's field as it is. */
export function momentOf(value: unknown): { readonly date: string; readonly time: string } {
  const text = lineOf(value);
  const [, date = text, time = ""] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)$/.exec(text) ?? [];
  return { date, time };
}

export function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function valuesIn(value: unknown): YamlValues {
  return isValues(value) ? value : {};
}

function isValues(value: unknown): value is YamlValues {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
