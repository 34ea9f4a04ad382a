// A YAML file and the value that it shall have → the file with as little changed as can be: comments, order and the writing of
// all that stays the same are kept, letter by letter.
import { isMap, isPair, isScalar, isSeq, type YAMLMap, type YAMLSeq } from "yaml";
import { openYaml } from "./read-yaml.ts";
import { writeItem, writePair, writeYaml } from "./yaml-write.ts";

/** What a YAML file of names and values holds. */
export type YamlValues = Readonly<Record<string, unknown>>;

/**
 * The file with `values` instead of what it has. New names come behind those that `values` has before them; the entries of a list keep
 * their text and comments wherever they go, known by what they say, then by their `id`, then by their order.
 *
 * What the file says afterwards is read again and compared; a file that cannot be changed in this way, or not be read at all, is
 * written anew.
 */
export function mergeYaml(source: string, values: YamlValues): string {
  const opened = openYaml(source, "");
  if ("faults" in opened) return writeYaml(values);
  if (same(opened.data, values)) return source;
  const root = opened.doc.contents;
  if (!isBlockOf(root, values)) return writeYaml(values);
  const [start, end] = spanOf(root, source);
  const merged = source.slice(0, start) + mergeBlock(root, opened.data, values, source) + source.slice(end);
  const again = openYaml(merged, "");
  return "faults" in again || !same(inOrder(again.data), inOrder(values)) ? writeYaml(values) : merged;
}

/** A part of a file: what stands before it since the part before (comments, empty lines, indent), and itself with its line's end. */
type Part = { readonly lead: string; readonly body: string };

/** A map or a list that is written on lines of its own. */
type Block = YAMLMap | YAMLSeq;

function mergeBlock(node: Block, was: unknown, value: object, source: string): string {
  return isSeq(node)
    ? mergeSeq(node, Array.isArray(was) ? was : [], Array.isArray(value) ? value : [], source)
    : mergeMap(node, was, value, source);
}

function mergeMap(map: YAMLMap, was: unknown, value: object, source: string): string {
  const indent = columnOf(map, source);
  const leads = leadsOf(map, source);
  const values = new Map<string, unknown>(Object.entries(value));
  const parts = new Map<string, Part>();
  for (const [i, pair] of map.items.entries()) {
    const name = String(isScalar(pair.key) ? pair.key.value : pair.key);
    if (!values.has(name)) continue;
    const written = () => writePair(name, values.get(name), indent);
    const place = placeOf(map, i, source);
    const body = mergeEntry(place, pair.value, entryOf(was, name), values.get(name), written, source);
    parts.set(name, { lead: leads[i] ?? "", body });
  }
  const order = [...parts.keys()];
  let before = -1;
  for (const [name, each] of values) {
    if (parts.has(name)) before = order.indexOf(name);
    else {
      before += 1;
      order.splice(before, 0, name);
      parts.set(name, { lead: newLead(leads, indent), body: writePair(name, each, indent) });
    }
  }
  return joined(
    order.map((name) => parts.get(name)).filter((part) => part !== undefined),
    indent,
  );
}

function mergeSeq(seq: YAMLSeq, was: readonly unknown[], values: readonly unknown[], source: string): string {
  const indent = columnOf(seq, source);
  const leads = leadsOf(seq, source);
  const matches = matchItems(values, was);
  const parts = values.map((value, at): Part => {
    const match = matches[at];
    const written = () => writeItem(value, indent);
    if (match === undefined) return { lead: newLead(leads, indent), body: written() };
    const place = placeOf(seq, match, source);
    const body = mergeEntry(place, seq.items[match], was[match], value, written, source);
    return { lead: leads[match] ?? "", body };
  });
  return joined(parts, indent);
}

/** One entry's text, from its name or dash to the end of its last line. `written` gives it anew. */
function mergeEntry(
  { start, end }: Place,
  node: unknown,
  was: unknown,
  value: unknown,
  written: () => string,
  source: string,
): string {
  if (same(was, value)) return source.slice(start, end);
  if (!isBlockOf(node, value)) return withComment(written(), node, source, end);
  const [from, to] = spanOf(node, source);
  return source.slice(start, from) + mergeBlock(node, was, Object(value), source) + source.slice(to, end);
}

/** For each value the entry of the list that it was, if any. */
function matchItems(values: readonly unknown[], old: readonly unknown[]): (number | undefined)[] {
  const free = new Set(old.keys());
  const found: (number | undefined)[] = values.map(() => undefined);
  const match = (alike: (a: unknown, b: unknown) => boolean) => {
    for (const [at, value] of values.entries()) {
      if (found[at] !== undefined) continue;
      const i = [...free].find((each) => alike(value, old[each]));
      if (i === undefined) continue;
      found[at] = i;
      free.delete(i);
    }
  };
  match(same);
  match((a, b) => idOf(a) !== null && idOf(a) === idOf(b));
  match((a, b) => idOf(a) === null && idOf(b) === null);
  return found;
}

function idOf(value: unknown): unknown {
  const id = typeof value === "object" && value !== null && "id" in value ? value.id : null;
  return typeof id === "string" && id !== "" ? id : null;
}

/** The text of parts one after the other. The first one's indent stands before it already. */
function joined(parts: readonly Part[], indent: number): string {
  return parts
    .map(({ lead, body }, at) => {
      const space = at === 0 ? lead.trimStart() : lead === "" ? " ".repeat(indent) : lead;
      return space + (body.endsWith("\n") ? body : `${body}\n`);
    })
    .join("");
}

/** New parts are set apart by an empty line where the others are. */
function newLead(leads: readonly string[], indent: number): string {
  const apart = leads.slice(1).filter((lead) => /^\s*\n/.test(lead)).length * 2 > leads.length - 1;
  return (apart && leads.length > 1 ? "\n" : "") + " ".repeat(indent);
}

/** A new value on one line keeps the comment that stood behind the old one. */
function withComment(text: string, node: unknown, source: string, end: number): string {
  const behind = rangeOf(node).length > 0 ? source.slice(endOf(node), end) : "";
  return behind.includes("#") && text.indexOf("\n") === text.length - 1
    ? text.slice(0, -1) + (behind.startsWith(" ") ? behind : ` ${behind}`)
    : text;
}

function leadsOf(node: Block, source: string): string[] {
  return node.items.map((_, i) =>
    i === 0 ? "" : source.slice(placeOf(node, i - 1, source).end, placeOf(node, i, source).start),
  );
}

/** Where an entry begins and where its last line ends. */
type Place = { readonly start: number; readonly end: number };

function placeOf(node: Block, i: number, source: string): Place {
  const item = node.items[i];
  const last = isPair(item) ? Math.max(endOf(item.key), endOf(item.value)) : endOf(item);
  return { start: startsOf(node)[i] ?? 0, end: lineEnd(last, source) };
}

/** Where each entry begins: at its name, or at its dash. */
function startsOf(node: Block): number[] {
  if (isMap(node)) return node.items.map(({ key }) => rangeOf(key)[0] ?? 0);
  const token = node.srcToken;
  if (token?.type !== "block-seq") return [];
  return token.items.flatMap(({ start }) => {
    const dash = start.find(({ type }) => type === "seq-item-ind");
    return dash ? [dash.offset] : [];
  });
}

function spanOf(node: Block, source: string): [number, number] {
  return [startsOf(node)[0] ?? 0, placeOf(node, node.items.length - 1, source).end];
}

function endOf(node: unknown): number {
  return rangeOf(node)[1] ?? 0;
}

function rangeOf(node: unknown): readonly number[] {
  const range = typeof node === "object" && node !== null && "range" in node ? node.range : null;
  return Array.isArray(range) ? range.map(Number) : [];
}

/** The end of the line on which something ends, with its line break; a block text ends with its own. */
function lineEnd(offset: number, source: string): number {
  if (source[offset - 1] === "\n") return offset;
  const end = source.indexOf("\n", offset);
  return end === -1 ? source.length : end + 1;
}

function columnOf(node: Block, source: string): number {
  const start = startsOf(node)[0] ?? 0;
  return start - (source.lastIndexOf("\n", start - 1) + 1);
}

/** Whether a node can be merged with a value: both a map or both a list, neither of them empty, and not on one line. */
function isBlockOf(node: unknown, value: unknown): node is Block {
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) return false;
  if (!(isMap(node) || isSeq(node)) || isSeq(node) !== Array.isArray(value)) return false;
  return node.flow !== true && node.items.length > 0 && startsOf(node).length === node.items.length;
}

function entryOf(map: unknown, name: string): unknown {
  if (typeof map !== "object" || map === null) return undefined;
  return new Map<string, unknown>(Object.entries(map)).get(name);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The same with the names of every map in the order of the alphabet. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .map(([name, each]) => [name, inOrder(each)])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}
