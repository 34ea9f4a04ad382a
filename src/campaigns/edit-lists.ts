// The lists of the desk's form: an entry moved, taken out, or not begun yet.
import { BLANK, type EditForm } from "./edit-form.ts";

/** The lists of the form that stand by themselves; a reason's figures are `reasons.0.figures`. */
export const LISTS = [
  "why",
  "beforeYouWrite",
  "reasons",
  "prompts",
  "asks",
  "questions",
  "examples",
] as const;

type ListName = (typeof LISTS)[number];

const FIGURES = /^reasons\.(\d+)\.figures$/;

/** Whether a path is that of a list of the form. */
export function isList(path: string): boolean {
  return FIGURES.test(path) || isListName(path);
}

/**
 * The form with an entry (`reasons.2`, `reasons.0.figures.1`) moved by one place, or taken out, and where it is then. A place that the
 * list does not have changes nothing. The last ask is for everybody else and stays where it is: nothing moves past it.
 */
export function moveEntry(form: EditForm, entry: string, by: -1 | 1): { form: EditForm; at: string } {
  const { list, index } = splitEntry(entry);
  const to = index + by;
  let at = entry;
  const moved = changeList(form, list, (entries) => {
    const last = entries.length - 1 - (list === "asks" && !isChosen(form) ? 1 : 0);
    if (index < 0 || to < 0 || index > last || to > last) return [...entries];
    at = `${list}.${to}`;
    const next = [...entries];
    next.splice(to, 0, ...next.splice(index, 1));
    return next;
  });
  return { form: moved, at };
}

/** The form without an entry, and what to look at then: the entry that came after it, else the one before, else the list. */
export function removeEntry(form: EditForm, entry: string): { form: EditForm; at: string } {
  const { list, index } = splitEntry(entry);
  let left = 0;
  const next = changeList(form, list, (entries) => {
    const others = entries.filter((_, i) => i !== index);
    left = others.length;
    return others;
  });
  return { form: next, at: left === 0 ? list : `${list}.${Math.min(index, left - 1)}` };
}

/** The form with an empty entry at the end of a list, before the ask that is for everybody else, and where it is. */
export function addBlank(form: EditForm, list: string): { form: EditForm; at: string } {
  const put = <T>(entries: readonly T[], blank: T, before = 0) =>
    entries.toSpliced(entries.length - before, 0, blank);
  const before = list === "asks" && form.asks.length > 0 && !isChosen(form) ? 1 : 0;
  const at = `${list}.${lengthOf(form, list) - before}`;
  switch (list) {
    case "reasons":
      return { form: { ...form, reasons: put(form.reasons, BLANK.reason) }, at };
    case "asks":
      return { form: { ...form, asks: put(form.asks, BLANK.ask, before) }, at };
    case "examples":
      return { form: { ...form, examples: put(form.examples, BLANK.example) }, at };
    case "why":
    case "beforeYouWrite":
    case "prompts":
    case "questions":
      return { form: { ...form, [list]: put(form[list], "") }, at };
    default: {
      const reason = Number(FIGURES.exec(list)?.[1] ?? -1);
      const reasons = form.reasons.map((each, i) =>
        i === reason ? { ...each, figures: put(each.figures, BLANK.figure) } : each,
      );
      return { form: { ...form, reasons }, at };
    }
  }
}

/** Entries that were typed, by the path of their list: `[0, 2]` where the second was left empty. */
export type Kept = ReadonlyMap<string, readonly number[]>;

/** The form without entries in which nothing was typed; the ask for everybody else stays as long as there are others. */
export function withoutBlanks(form: EditForm): { form: EditForm; kept: Kept } {
  const kept = new Map<string, number[]>();
  const blanks = new Set<unknown>(Object.values(BLANK).map((blank) => JSON.stringify(blank)));
  const isBlank = (entry: unknown) => entry === "" || blanks.has(JSON.stringify(entry));
  const drop = <T>(list: string, entries: readonly T[]): T[] => {
    const some = entries.some((entry) => !isBlank(entry));
    const stays = (i: number) => list === "asks" && some && i === entries.length - 1;
    const numbers = [...entries.keys()].filter((i) => stays(i) || !isBlank(entries[i]));
    kept.set(list, numbers);
    return entries.filter((_, i) => numbers.includes(i));
  };
  let next = form;
  for (const list of LISTS) next = changeList(next, list, (entries) => drop(list, entries));
  for (const i of next.reasons.keys()) {
    const list = `reasons.${i}.figures`;
    next = changeList(next, list, (entries) => drop(list, entries));
  }
  return { form: next, kept };
}

/** A path of the form without its blank entries, as the form with them has it. */
export function typedPath(path: string, kept: Kept): string {
  const [list = "", index, ...rest] = path.split(".");
  if (index === undefined || !/^\d+$/.test(index)) return path;
  const at = kept.get(list)?.[Number(index)] ?? Number(index);
  const [figures, figure, ...more] = rest;
  const inFigures = figures === "figures" && figure !== undefined;
  const then = inFigures ? kept.get(`${list}.${index}.figures`)?.[Number(figure)] : undefined;
  return [list, at, ...(then === undefined ? rest : [figures, then, ...more])].join(".");
}

/** The other way round: an entry's path without the empty entries; null where it is one of them. */
export function keptPath(entry: string, kept: Kept): string | null {
  const { list, index } = splitEntry(entry);
  const reason = FIGURES.exec(list)?.[1];
  const parent = reason === undefined ? null : keptPath(`reasons.${reason}`, kept);
  const place = reason === undefined ? list : `${parent}.figures`;
  const at = kept.get(place)?.indexOf(index) ?? -1;
  return at === -1 ? null : `${place}.${at}`;
}

function splitEntry(entry: string): { list: string; index: number } {
  const dot = entry.lastIndexOf(".");
  const index = entry.slice(dot + 1);
  return { list: entry.slice(0, Math.max(dot, 0)), index: /^\d{1,4}$/.test(index) ? Number(index) : -1 };
}

/** Whether the last ask is for some only, as no file should have it: then it is like the others. */
function isChosen({ asks }: EditForm): boolean {
  const last = asks.at(-1);
  return last !== undefined && [last.party, last.nation, last.attribute].some((ticks) => ticks.length > 0);
}

function lengthOf(form: EditForm, list: string): number {
  let length = 0;
  changeList(form, list, (entries) => {
    length = entries.length;
    return [...entries];
  });
  return length;
}

function changeList(form: EditForm, list: string, change: <T>(entries: readonly T[]) => T[]): EditForm {
  const reason = FIGURES.exec(list)?.[1];
  if (reason !== undefined) {
    const reasons = form.reasons.map((each, i) =>
      i === Number(reason) ? { ...each, figures: change(each.figures) } : each,
    );
    return { ...form, reasons };
  }
  return isListName(list) ? { ...form, [list]: change<unknown>(form[list]) } : form;
}

function isListName(path: string): path is ListName {
  return LISTS.some((list) => list === path);
}
