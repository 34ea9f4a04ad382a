// Two people changed the same campaign: what differs, field by field, and the form out of what was chosen of each.
import type { EditForm } from "./edit-form.ts";
import { LISTS } from "./edit-lists.ts";

/** A field that differs: its path, and what each of the two has there. */
export type Difference = { readonly path: string; readonly mine: unknown; readonly theirs: unknown };

/**
 * What differs between two forms, in the form's order. A list is taken entry by entry where both have the same entries (reasons: by
 * their ids; others: as many), else as a whole.
 */
export function differences(mine: EditForm, theirs: EditForm): Difference[] {
  const [ours, others] = [fieldsOf(mine, theirs), fieldsOf(theirs, mine)];
  return [...ours]
    .map(([path, value]) => ({ path, mine: value, theirs: others.get(path) }))
    .filter((each) => JSON.stringify(each.mine) !== JSON.stringify(each.theirs));
}

/** A short sum of what each field, entry and list of a form says, by its path: to know later which of them were changed. */
export type Seen = Readonly<Record<string, string>>;

export function sumsOf(form: EditForm): Seen {
  const fields = [...fieldsOf(form, form), ...LISTS.map((list): [string, unknown] => [list, form[list]])];
  return Object.fromEntries(fields.map(([path, value]) => [path, sumOf(JSON.stringify(value))]));
}

/** Whether I left a field as it was in the form that I saw: then somebody else's text is the newer one. */
export function isUntouched({ path, mine }: Difference, seen: Seen): boolean {
  return new Map(Object.entries(seen)).get(path) === sumOf(JSON.stringify(mine));
}

/** FNV-1a, 32 bits: to tell whether a text changed, not to keep it secret. */
function sumOf(text: string): string {
  let sum = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return sum.toString(36);
}

/** My form, with theirs in the fields named. */
export function takeTheirs(mine: EditForm, theirs: EditForm, paths: ReadonlySet<string>): EditForm {
  const take = <T>(path: string, own: T, other: T): T => (paths.has(path) ? other : own);
  const list = <T>(name: string, own: readonly T[], other: readonly T[]): T[] =>
    paths.has(name) ? [...other] : own.map((entry, i) => take(`${name}.${i}`, entry, other[i] ?? entry));
  const scalar = (name: ScalarName) => take(name, mine[name], theirs[name]);
  return {
    title: scalar("title"),
    summary: scalar("summary"),
    organisation: scalar("organisation"),
    contact: scalar("contact"),
    opens: take("opens", mine.opens, theirs.opens),
    opensTime: take("opens", mine.opensTime, theirs.opensTime),
    closes: take("closes", mine.closes, theirs.closes),
    closesTime: take("closes", mine.closesTime, theirs.closesTime),
    languages: take("languages", mine.languages, theirs.languages),
    why: list("why", mine.why, theirs.why),
    beforeYouWrite: list("beforeYouWrite", mine.beforeYouWrite, theirs.beforeYouWrite),
    subject: scalar("subject"),
    reasons: list("reasons", mine.reasons, theirs.reasons),
    prompts: list("prompts", mine.prompts, theirs.prompts),
    asks: list("asks", mine.asks, theirs.asks),
    questions: list("questions", mine.questions, theirs.questions),
    card: {
      headline: take("card.headline", mine.card.headline, theirs.card.headline),
      line: take("card.line", mine.card.line, theirs.card.line),
      colour: take("card.colour", mine.card.colour, theirs.card.colour),
    },
    imprint: scalar("imprint"),
    examples: list("examples", mine.examples, theirs.examples),
    postcard: scalar("postcard"),
    letter: scalar("letter"),
  };
}

type ScalarName =
  | "title"
  | "summary"
  | "organisation"
  | "contact"
  | "subject"
  | "imprint"
  | "postcard"
  | "letter";

function fieldsOf(form: EditForm, other: EditForm): Map<string, unknown> {
  const fields = new Map<string, unknown>();
  for (const [name, value] of Object.entries(form)) {
    if (name === "opensTime" || name === "closesTime") continue;
    if (name === "opens") fields.set(name, `${form.opens} ${form.opensTime}`.trim());
    else if (name === "closes") fields.set(name, `${form.closes} ${form.closesTime}`.trim());
    else if (name === "card") {
      for (const [part, text] of Object.entries(form.card)) fields.set(`card.${part}`, text);
    } else fields.set(name, value);
  }
  for (const list of LISTS) {
    if (!isAlike(list, form, other)) continue;
    fields.delete(list);
    for (const [i, entry] of form[list].entries()) fields.set(`${list}.${i}`, entry);
  }
  return fields;
}

function isAlike(list: (typeof LISTS)[number], form: EditForm, other: EditForm): boolean {
  if (form[list].length !== other[list].length) return false;
  return list !== "reasons" || form.reasons.every(({ id }, i) => id === other.reasons[i]?.id);
}
