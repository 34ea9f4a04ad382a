// Two values of YAML → the fields that changed, with the entries of their lists put beside each other first.
import { diffArrays } from "diff";
import type { CompareWords, Piece } from "./compare-words.ts";

/**
 * A field that changed. `before` is null where it is new, `after` where it is gone. `pieces` is null where it is one of these,
 * or the two are too different to show word by word: then a page shows both whole.
 */
export type FieldChange = {
  /**
   * Its place as faults have it: `asks.1.text`, in the newer source and for what is gone in the older; `postcard` and `letter`;
   * `campaign.yaml` where one of the two cannot be read; a list's own place, such as `reasons`, where only its order changed.
   */
  readonly path: string;
  readonly kind: "text" | "order";
  /** What the list's entry that it is in is called: a reason's title, an example's name. Null elsewhere. */
  readonly item: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly pieces: readonly Piece[] | null;
};

/** Lists of whole sentences, compared entry by entry. Other lists of words are read as one line. */
const SENTENCES = ["why", "beforeYouWrite", "prompts", "questions"];

/** The most entries that may come and go in a list before it is compared as one text. */
const MOST_ENTRIES = 100;

/** An entry of a list: where it stands before and after, null where it does not. */
type Pair = { readonly before: number | null; readonly after: number | null };

/** The changes between two values, `words` for their texts; `null` and what is not there are the same. */
export function compareFields(before: unknown, after: unknown, words: CompareWords): FieldChange[] {
  return compare([], null, before ?? undefined, after ?? undefined);

  function compare(path: readonly string[], item: string | null, a: unknown, b: unknown): FieldChange[] {
    if (a === undefined && b === undefined) return [];
    if (isMap(a ?? b) && isMap(b ?? a)) return compareMaps(path, item, a, b);
    if (isList(a ?? b) && isList(b ?? a)) return compareLists(path, item, a ?? [], b ?? []);
    const [older, newer] = [printed(a), printed(b)];
    return older === newer ? [] : [change(path, item, older, newer)];
  }

  function compareMaps(path: readonly string[], item: string | null, a: unknown, b: unknown): FieldChange[] {
    const [older, newer] = [entriesOf(a), entriesOf(b)];
    const keys = new Set([...newer.keys(), ...older.keys()]);
    return [...keys].flatMap((key) =>
      compare([...path, key], item, older.get(key) ?? undefined, newer.get(key) ?? undefined),
    );
  }

  function compareLists(path: readonly string[], item: string | null, a: unknown, b: unknown): FieldChange[] {
    const [older, newer] = [Array.isArray(a) ? a : [], Array.isArray(b) ? b : []];
    const byEntry =
      SENTENCES.includes(path.at(-1) ?? "") ||
      [...older, ...newer].some((entry) => isMap(entry) || isList(entry));
    const pairs = byEntry ? pairEntries(older, newer) : null;
    if (pairs === null) {
      const [from, to] = [older, newer].map((list) => list.map(printed).join(byEntry ? "\n" : ", "));
      return from === to ? [] : [change(path, item, from || undefined, to || undefined)];
    }
    return [
      ...pairs.flatMap(({ before: i, after: j }) => {
        const [from, to] = [i === null ? undefined : older[i], j === null ? undefined : newer[j]];
        return compare([...path, String(j ?? i)], nameOf(to ?? from) ?? item, from, to);
      }),
      ...orderChange(path, older, newer),
    ];
  }

  function change(
    path: readonly string[],
    item: string | null,
    a: string | undefined,
    b: string | undefined,
  ): FieldChange {
    const pieces = a === undefined || b === undefined ? null : words(a, b);
    return { path: path.join("."), kind: "text", item, before: a ?? null, after: b ?? null, pieces };
  }
}

/** Which entry became which; null where too many came and went to tell. Entries with ids are known by them. */
function pairEntries(older: readonly unknown[], newer: readonly unknown[]): Pair[] | null {
  const [oldIds, newIds] = [idsOf(older), idsOf(newer)];
  if (oldIds !== null && newIds !== null) {
    const kept = newIds.map((id, after) => ({ before: placeOf(oldIds, id), after }));
    const gone = oldIds.flatMap((id, before) => (newIds.includes(id) ? [] : [{ before, after: null }]));
    return [...kept, ...gone];
  }
  const parts = diffArrays(older.map(printed), newer.map(printed), { maxEditLength: MOST_ENTRIES });
  if (parts === undefined) return null;
  const pairs: Pair[] = [];
  let [i, j] = [0, 0];
  // What went and what came in its place are one entry that changed, as far as their numbers go.
  let waiting: number[] = [];
  for (const { count, added, removed } of parts) {
    for (let n = 0; n < count; n++) {
      if (removed) waiting.push(i++);
      else if (added) pairs.push({ before: waiting.shift() ?? null, after: j++ });
      else pairs.push({ before: i++, after: j++ });
    }
    if (removed) continue;
    pairs.push(...waiting.map((before) => ({ before, after: null })));
    waiting = [];
  }
  return [...pairs, ...waiting.map((before) => ({ before, after: null }))];
}

/** A change of nothing but the order in which entries with ids come. */
function orderChange(
  path: readonly string[],
  older: readonly unknown[],
  newer: readonly unknown[],
): FieldChange[] {
  const [oldIds, newIds] = [idsOf(older) ?? [], idsOf(newer) ?? []];
  const before = oldIds.filter((id) => newIds.includes(id)).join(", ");
  const after = newIds.filter((id) => oldIds.includes(id)).join(", ");
  if (before === after) return [];
  return [{ path: path.join("."), kind: "order", item: null, before, after, pieces: null }];
}

/** The ids of a list's entries where each has one of its own; null where not. */
function idsOf(list: readonly unknown[]): string[] | null {
  const ids = list.flatMap((entry) => {
    const id = entriesOf(entry).get("id");
    return typeof id === "string" ? [id] : [];
  });
  return ids.length > 0 && new Set(ids).size === list.length && ids.length <= MOST_ENTRIES ? ids : null;
}

function placeOf(ids: readonly string[], id: string): number | null {
  const place = ids.indexOf(id);
  return place === -1 ? null : place;
}

/** What people call an entry of a list. */
function nameOf(entry: unknown): string | null {
  const fields = entriesOf(entry);
  const name = fields.get("title") ?? fields.get("name") ?? fields.get("id");
  return typeof name === "string" ? name : null;
}

function isList(value: unknown): boolean {
  return Array.isArray(value);
}

function isMap(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function entriesOf(value: unknown): Map<string, unknown> {
  return new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);
}

/** A value as a line or a text; undefined where there is none. */
function printed(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}
