// The editor's page: every field of a campaign, what is wrong at its place, and the letter beside them.
import type { FastifyReply } from "fastify";
import { CONDITIONS, LANGUAGES } from "../../../campaigns/campaign.ts";
import { contrast, textColourOn } from "../../../campaigns/colour.ts";
import type { AskForm, EditForm } from "../../../campaigns/edit-form.ts";
import { imageNameOf } from "../../../campaigns/edit-image.ts";
import { LISTS, withoutBlanks } from "../../../campaigns/edit-lists.ts";
import { LARGEST_BYTES } from "../../../campaigns/front-image.ts";
import { isSample } from "../../../campaigns/new-campaign.ts";
import { readEditForm } from "../../../campaigns/read-edit-form.ts";
import { NATIONS, type Seat } from "../../../mps/seat.ts";
import type { Seats } from "../../../mps/seats.ts";
import type { Words } from "../../../words.ts";
import type { WebParts } from "../../parts.ts";
import type { ShownFault } from "./faults.ts";
import { imageLine } from "./image.ts";
import { writeSeen } from "./posted.ts";
import type { EditPreview } from "./preview.ts";
import { SEAT_KINDS } from "./seats.ts";
import type { Stored } from "./stored.ts";

/**
 * What a page shows besides what is stored. `at` is the field or entry to go to, `find` the name that was searched for
 * among the seats, and `found` those that it fits.
 */
export type Shown = {
  readonly stored: Stored;
  readonly form: EditForm | null;
  readonly preview: EditPreview;
  readonly seat: string;
  readonly example: string;
  readonly at: string;
  readonly saved: boolean;
  readonly find: string;
  readonly found: readonly Seat[];
};

/** Placeholders that can be put in, by the texts in which they work; those with `{{#…}}` are put around what is marked. */
const NAMES = ["mp", "constituency", "party", "nation", "organisation", "name"] as const;

/** How much of a reason's title stands at a tick box of each made-up member, in characters: more than a title may have. */
const LONGEST_LABEL = 100;

/** The page's sections, in its order. */
const SECTIONS = [
  "about",
  "why",
  "reasons",
  "asks",
  "card",
  "postcard",
  "letter",
  "questions",
  "prompts",
  "beforeYouWrite",
  "examples",
] as const;

/** Sends the page. */
export function sendEditPage(reply: FastifyReply, parts: WebParts, shown: Shown): Promise<FastifyReply> {
  const { words, seats } = parts;
  const { stored, form, preview } = shown;
  const known = form ?? formIn(stored);
  const title = known === null ? stored.id : known.title || words("edit.untitled", { id: stored.id });
  return reply.desk(form === null ? "edit-files" : "edit", {
    title: words("edit.title", { title }),
    scripts: ["/public/desk-edit.js"],
    ...shown,
    ...(form && {
      seen: writeSeen(withoutBlanks(form).form),
      ...choicesOf(form, words, seats),
      ...asksOf(form, words),
      open: openEntries(shown),
    }),
    sections: SECTIONS,
    heading: title,
    id: stored.id,
    sample: isSample(stored.source),
    when: whenSaved(stored, words),
    image: imageLine(stored.source, words),
    imageName: imageNameOf(stored.source),
    largestImage: LARGEST_BYTES,
    wrong: wrongByAnchor(preview.faults),
    template: templateFaults(preview.faults),
    errors: errorsOf(preview.faults, words).list,
    elsewhere: preview.faults.some(({ anchor }) => anchor === null),
    contrast: form && contrastOf(form.card.colour, words),
    insertable: insertsOf(words),
    kinds: SEAT_KINDS.map((kind) => ({ kind, label: words(`edit.kinds.${kind}`) })),
  });
}

function formIn({ source }: Stored): EditForm | null {
  const read = readEditForm(source);
  return "form" in read ? read.form : null;
}

/** "Saved at 10:42 by pat@union.example", or the version that it stands on. */
export function whenSaved({ revision, version, by, at }: Stored, words: Words): string {
  if (revision === 0) return words("edit.asPublished", { version });
  return words("edit.savedBy", { by, time: timeInLondon(at) });
}

const times = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  day: "numeric",
  month: "long",
  hour: "2-digit",
  minute: "2-digit",
});
const clock = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  hour: "2-digit",
  minute: "2-digit",
});

/** An instant (ISO 8601) as people in London say it: "3 May at 10:42". */
export function timeInLondon(instant: string): string {
  return times.format(new Date(instant));
}

/** The time of day alone, "10:42". */
export function clockInLondon(instant: string): string {
  return clock.format(new Date(instant));
}

/** Whether text can be read on a card's colour, in words; "" where it is no colour. */
export function contrastOf(colour: string, words: Words): string {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) return "";
  const ratio = contrast(colour, textColourOn(colour)).toFixed(1);
  const ink = words(textColourOn(colour) === "#ffffff" ? "edit.card.white" : "edit.card.ink");
  return words("edit.card.contrast", { ratio, ink });
}

function choicesOf(form: EditForm, words: Words, seats: Seats) {
  const counts = Map.groupBy(
    seats.all.flatMap(({ member }) => (member ? [member.party] : [])),
    (party) => party,
  );
  const parties = [...counts].sort(([, a], [, b]) => b.length - a.length).map(([party]) => party);
  return {
    // Another ask's own parties are not offered: a file of nothing but names would make a page of megabytes.
    parties: form.asks.map(({ party }) => [
      ...parties,
      ...new Set(party.filter((each) => !counts.has(each))),
    ]),
    languages: LANGUAGES.map((value) => ({ value, label: words(`edit.languages.${value}`) })),
    nations: NATIONS.map((value) => ({ value, label: words(`edit.nations.${value}`) })),
    conditions: CONDITIONS.map((value) => ({ value, label: words(`edit.conditions.${value}`) })),
    reasonChoices: form.reasons
      .filter(({ id, title }) => id !== "" && title !== "")
      .map(({ id, title }) => ({ value: id, label: title.slice(0, LONGEST_LABEL) })),
    untaken: form.examples.map(({ reasons }) =>
      reasons.filter((id) => !form.reasons.some((reason) => reason.id === id)),
    ),
  };
}

/** Of each ask: for whom it is in a few words, whether it is the one for everybody else, and whether it can move no further down. */
function asksOf({ asks }: EditForm, words: Words) {
  const isRest = (ask: AskForm, i: number) => i === asks.length - 1 && ticksOf(ask) === 0;
  const rest = asks.map(isRest);
  const chosen = rest.filter((each) => !each).length;
  return {
    restAsk: rest,
    lastChosen: asks.map((_, i) => i >= chosen - 1),
    whom: asks.map((ask, i) => {
      if (rest[i]) return words("edit.ask.rest");
      const parts = [
        ...ask.attribute.map((value) => wordOr(words, `edit.conditions.${value}`, value)),
        ...ask.nation.map((value) => wordOr(words, `edit.nations.${value}`, value)),
        ...ask.party,
      ];
      return parts.length === 0 ? words("edit.ask.nobody") : parts.join(", ");
    }),
  };
}

const ticksOf = ({ party, nation, attribute }: AskForm): number =>
  party.length + nation.length + attribute.length;

const wordOr = (words: Words, key: string, text: string): string => (words.has(key) ? words(key) : text);

/** Entries that are shown open: those with faults, with a word to go to, and the empty ones. */
function openEntries({ form, preview, at }: Shown): string[] {
  const entryOf = (path: string) => path.split(".").slice(0, 2).join(".");
  const empty = (form?.reasons ?? []).flatMap(({ title }, i) => (title === "" ? [`reasons.${i}`] : []));
  return [entryOf(at), ...preview.faults.map(({ anchor }) => entryOf(anchor ?? "")), ...empty];
}

function insertsOf(words: Words) {
  const names = NAMES.map((name) => ({ text: `{{${name}}}`, label: words(`edit.inserts.${name}`) }));
  const own = [
    { text: "{{ownWords}}", label: words("edit.inserts.ownWords") },
    { text: "{{ask}}", label: words("edit.inserts.ask") },
  ];
  const ifs = [{ text: "{{#if ownWords}}\n…\n{{/if}}", label: words("edit.inserts.ifOwnWords") }];
  const each = (part: "short" | "long") => ({
    text: `{{#each reasons}}\n{{${part}}}\n\n{{/each}}`,
    label: words(`edit.inserts.${part}`),
  });
  return {
    line: names,
    postcard: [...own, each("short"), ...names, ...ifs],
    letter: [...own, each("long"), ...names, ...ifs],
  };
}

/** What is wrong, by the id of its field. */
function wrongByAnchor(faults: readonly ShownFault[]): Record<string, string[]> {
  const groups = Map.groupBy(
    faults.filter(({ anchor, line }) => anchor !== null && line === null),
    ({ anchor }) => anchor ?? "",
  );
  return Object.fromEntries(
    [...groups].map(([anchor, group]) => [anchor, group.map(({ message }) => message)]),
  );
}

/** Faults of a text with lines, by its id. */
function templateFaults(faults: readonly ShownFault[]) {
  const at = (id: string) => faults.filter(({ anchor, line }) => anchor === id && line !== null);
  return { postcard: at("postcard"), letter: at("letter"), yaml: at("yaml") };
}

/** The list of all faults, each with its field's id, as it stands above the fields. */
export function errorsOf(faults: readonly ShownFault[], words: Words) {
  const list = faults.map(({ anchor, line, message }) => ({
    id: anchor,
    text: words(line === null ? "edit.at" : "edit.atLine", {
      field: anchor === null ? words("edit.elsewhere") : nameOfField(anchor, words),
      message,
      line: line ?? 0,
    }),
  }));
  return { title: words("edit.errors", { count: list.length }), list };
}

/** What a person calls a field: "Reason 2, the sentence for the card". */
export function nameOfField(path: string, words: Words): string {
  const steps = path.split(".");
  const name = steps.filter((step) => !/^\d+$/.test(step)).join("-");
  const [number = 0, figure = 0] = steps.filter((step) => /^\d+$/.test(step)).map((step) => Number(step) + 1);
  const isGroup = path === "card" || LISTS.some((list) => list === path);
  const key = isGroup ? `edit.groups.${name}` : `edit.fields.${name}`;
  return words.has(key) ? words(key, { number, figure }) : path;
}
