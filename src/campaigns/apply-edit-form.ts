// The desk's form, put into a campaign's files: what it does not change stays in them letter by letter.
import type { AskForm, EditForm, ExampleForm, FigureForm, ReasonForm } from "./edit-form.ts";
import * as read from "./read-edit-form.ts";
import { reasonId } from "./reason-id.ts";
import { typedText } from "./typed-text.ts";
import type { CampaignSource } from "./versions.ts";
import { mergeYaml, type YamlValues } from "./yaml-merge.ts";

/** The names of `campaign.yaml` in the order in which new ones are put into it. */
const ORDER = [
  "title",
  "summary",
  "organisation",
  "contact",
  "languages",
  "opens",
  "closes",
  "sample",
  "why",
  "beforeYouWrite",
  "subject",
  "prompts",
  "reasons",
  "asks",
  "questions",
  "card",
  "imprint",
  "examples",
];

/**
 * The files with what the form says. A form as `readEditForm` gave it leaves every byte as it is; an empty field takes its name out
 * of the file. Fields of the file that the form does not have (`sample`, unknown ones) stay. A `campaign.yaml` that cannot be read is
 * written anew.
 */
export function applyEditForm(source: CampaignSource, form: EditForm): CampaignSource {
  const opened = read.readValues(source.yaml);
  const old = "faults" in opened ? {} : opened.values;
  return {
    ...source,
    yaml: mergeYaml(source.yaml, newValues(old, form, source)),
    postcard: newTemplate(source.postcard, form.postcard),
    letter: newTemplate(source.letter, form.letter),
  };
}

function newValues(old: YamlValues, form: EditForm, source: CampaignSource): YamlValues {
  const was = read.formOf(old, source);
  const opens = momentText(form.opens, form.opensTime);
  const closes = momentText(form.closes, form.closesTime);
  return change(
    old,
    [
      field("title", was.title, form.title),
      field("summary", was.summary, form.summary),
      field("organisation", was.organisation, form.organisation),
      field("contact", was.contact, form.contact),
      field("languages", was.languages, form.languages),
      field("opens", momentText(was.opens, was.opensTime), opens),
      field("closes", momentText(was.closes, was.closesTime), closes),
      field("why", was.why, form.why, newTexts),
      field("beforeYouWrite", was.beforeYouWrite, form.beforeYouWrite, newTexts),
      field("subject", was.subject, form.subject),
      field("prompts", was.prompts, form.prompts, newTexts),
      field("reasons", was.reasons, form.reasons, newReasons),
      field("asks", was.asks, form.asks, newAsks),
      field("questions", was.questions, form.questions, newTexts),
      field("card", was.card, form.card, newCard),
      field("imprint", was.imprint, form.imprint),
      field("examples", was.examples, form.examples, newExamples),
    ],
    ORDER,
  );
}

/** A field of the form: its name in the file, whether it changed, and its new value made out of the old one. */
type Field = {
  readonly name: string;
  readonly changed: boolean;
  readonly value: (old: unknown) => unknown;
};

function field<T>(
  name: string,
  was: T,
  now: T,
  make: (old: unknown, now: T) => unknown = (_, same) => same,
): Field {
  const changed = JSON.stringify(was) !== JSON.stringify(now);
  return { name, changed, value: (old) => make(old, now) };
}

/** The values with what differs changed; a name that is new stands behind those that `order` has before it. */
function change(old: YamlValues, fields: readonly Field[], order?: readonly string[]): YamlValues {
  const values = new Map(Object.entries(old));
  for (const { name, changed, value: make } of fields) {
    if (!changed) continue;
    const value = make(values.get(name));
    if (isNothing(value)) values.delete(name);
    else values.set(name, value);
  }
  const place = (name: string) => (order ?? []).indexOf(name);
  const entries = [...values].filter(([name]) => Object.hasOwn(old, name) || place(name) === -1);
  for (const [name, value] of values) {
    if (Object.hasOwn(old, name) || place(name) === -1) continue;
    const before = entries.findLastIndex(([each]) => place(each) !== -1 && place(each) < place(name));
    entries.splice(before + 1, 0, [name, value]);
  }
  return Object.fromEntries(entries);
}

const isNothing = (value: unknown): boolean =>
  value === "" || (Array.isArray(value) && value.length === 0) || value === undefined;

function newTexts(old: unknown, now: readonly string[]): unknown[] {
  return withOld(now, read.listIn(old), read.textOf, (_, text) => text);
}

function newReasons(old: unknown, now: readonly ReasonForm[]): unknown[] {
  const taken = new Set(now.map(({ id }) => id));
  const named = now.map((reason) => {
    if (reason.id !== "") return reason;
    const id = reasonId(reason.title, taken);
    taken.add(id);
    return { ...reason, id };
  });
  const make = (raw: unknown, reason: ReasonForm) => {
    const was = read.reasonFormOf(raw);
    return change(read.valuesIn(raw), [
      field("id", was.id, reason.id),
      field("title", was.title, reason.title),
      field("short", was.short, reason.short),
      field("long", was.long, reason.long),
      field("figures", was.figures, reason.figures, newFigures),
    ]);
  };
  return withOld(named, read.listIn(old), read.reasonFormOf, make, ({ id }) => id);
}

function newFigures(old: unknown, now: readonly FigureForm[]): unknown[] {
  return withOld(now, read.listIn(old), read.figureFormOf, (raw, figure) => {
    const was = read.figureFormOf(raw);
    const year = (_: unknown, typed: string) => (/^\d{1,4}$/.test(typed) ? Number(typed) : typed);
    return change(read.valuesIn(raw), [
      field("claim", was.claim, figure.claim),
      field("source", was.source, figure.source),
      field("year", was.year, figure.year, year),
      field("reviewBy", was.reviewBy, figure.reviewBy),
    ]);
  });
}

function newAsks(old: unknown, now: readonly AskForm[]): unknown[] {
  return withOld(now, read.listIn(old), read.askFormOf, (raw, ask) => {
    const { text, ...was } = read.askFormOf(raw);
    const { text: typed, ...when } = ask;
    const fields = [field("when", was, when, newWhen), field("text", text, typed)];
    return change(read.valuesIn(raw), fields, ["when", "text"]);
  });
}

function newWhen(old: unknown, { party, nation, attribute }: Omit<AskForm, "text">): unknown {
  const was = read.askFormOf({ when: old });
  const when = change(read.valuesIn(old), [
    field("party", was.party, party),
    field("nation", was.nation, nation),
    field("attribute", was.attribute, attribute),
  ]);
  return Object.keys(when).length === 0 ? undefined : when;
}

function newCard(old: unknown, now: EditForm["card"]): unknown {
  const { card: was } = read.formOf({ card: old }, { yaml: "", postcard: "", letter: "", image: null });
  const card = change(read.valuesIn(old), [
    field("headline", was.headline, now.headline),
    field("line", was.line, now.line),
    field("colour", was.colour, now.colour),
  ]);
  return Object.keys(card).length === 0 ? undefined : card;
}

function newExamples(old: unknown, now: readonly ExampleForm[]): unknown[] {
  const make = (raw: unknown, example: ExampleForm) => {
    const was = read.exampleFormOf(raw);
    return change(read.valuesIn(raw), [
      field("name", was.name, example.name),
      field("postcode", was.postcode, example.postcode),
      field("address", was.address, example.address),
      field("reasons", was.reasons, example.reasons),
      field("ownWords", was.ownWords, example.ownWords),
    ]);
  };
  return withOld(now, read.listIn(old), read.exampleFormOf, make);
}

/**
 * The new entries of a list, each made out of the old one that it was: the one that reads the same, else the one of the same name,
 * else the next that nobody else was.
 */
function withOld<T>(
  now: readonly T[],
  old: readonly unknown[],
  readOld: (raw: unknown) => T,
  make: (raw: unknown, entry: T) => unknown,
  nameOf: (entry: T) => string = () => "",
): unknown[] {
  const free = old.map((raw) => ({ raw, was: readOld(raw) }));
  const found = new Map<number, { raw: unknown; was: T }>();
  const match = (alike: (was: T, entry: T) => boolean) => {
    for (const [at, entry] of now.entries()) {
      if (found.has(at)) continue;
      const i = free.findIndex(({ was }) => alike(was, entry));
      const [one] = i === -1 ? [] : free.splice(i, 1);
      if (one) found.set(at, one);
    }
  };
  const same = (was: T, entry: T) => JSON.stringify(was) === JSON.stringify(entry);
  match(same);
  match((was, entry) => nameOf(entry) !== "" && nameOf(was) === nameOf(entry));
  match((was, entry) => nameOf(entry) === "" || nameOf(was) === "");
  return now.map((entry, at) => {
    const one = found.get(at);
    return one && same(one.was, entry) ? one.raw : make(one?.raw, entry);
  });
}

function momentText(date: string, time: string): string {
  return time === "" || date === "" ? date : `${date}T${time}`;
}

/** A template ends with a line end, as a text file does. */
function newTemplate(old: string, typed: string): string {
  return typedText(old) === typed ? old : `${typed}\n`;
}
