// A value → YAML as a person would write it: long texts folded, texts with line ends as they stand, short lists on one line.
import { Document, isScalar, Scalar, visit, YAMLMap, YAMLSeq } from "yaml";

/** Where the lines of a folded text end, in characters, as in the files that are shipped. */
const LINE_WIDTH = 120;
/** A text longer than this is folded. */
const SHORT = 80;

/** What looks like a date or a time is put in quotes, so that no other reader of YAML takes it for one. */
const DATE = /^\d{4}-\d\d-\d\d/;

/** `name: value` of a map that begins at column `indent` (from 0), with its last line's end; the first line is not indented. */
export function writePair(name: string, value: unknown, indent: number): string {
  return shifted(write({ [name]: value }, indent), indent);
}

/** `- value` of a list that begins at column `indent`, in the same way. */
export function writeItem(value: unknown, indent: number): string {
  return shifted(write([value], indent), indent);
}

/** A whole file. */
export function writeYaml(value: unknown): string {
  return write(value, 0);
}

function write(value: unknown, indent: number): string {
  const doc = new Document(value, { version: "1.2", schema: "core", aliasDuplicateObjects: false });
  visit(doc, {
    Scalar(key, node) {
      const type = key === "key" ? undefined : typeOf(node.value);
      if (type !== undefined) node.type = type;
    },
    Collection(_, node) {
      if (node instanceof YAMLSeq && node !== doc.contents) node.flow = isShortList(node);
      if (node instanceof YAMLMap && node.items.every((pair) => isFlow(pair.value))) {
        node.flow = node !== doc.contents && node.items.length > 0;
      }
    },
  });
  return doc.toString({ lineWidth: LINE_WIDTH - indent, flowCollectionPadding: true });
}

/** What the text is written as; undefined leaves it to the package. Control characters are quoted by it in any case. */
function typeOf(value: unknown): Scalar.Type | undefined {
  if (typeof value !== "string") return undefined;
  if (value.trim() !== value) return Scalar.QUOTE_DOUBLE;
  if (value.includes("\n")) return Scalar.BLOCK_LITERAL;
  if (value.length > SHORT && value.includes(" ")) return Scalar.BLOCK_FOLDED;
  return DATE.test(value) ? Scalar.QUOTE_DOUBLE : undefined;
}

function isShortList({ items }: YAMLSeq): boolean {
  const texts = items.map((item) => (isScalar(item) ? String(item.value) : null));
  const length = texts.reduce(
    (sum, text) => sum + (text === null ? Number.POSITIVE_INFINITY : text.length + 2),
    0,
  );
  return length <= SHORT && texts.every((text) => text !== null && !/[\n\p{Cc}]/u.test(text));
}

function isFlow(node: unknown): boolean {
  return node instanceof YAMLSeq && isShortList(node);
}

function shifted(text: string, indent: number): string {
  const space = " ".repeat(indent);
  return text.replace(/\n(?=[^\n])/g, `\n${space}`);
}
