// A table out of a file: its rows one by one, however its spreadsheet separates and encodes them.
import { pipeline, Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { Problem } from "../errors.ts";
import { decodeChunks, type Encoding, findEncoding } from "./encoding.ts";

/** A row as it stands in the file: the line it starts on, counted from 1, and its cells as text. */
export type TableRow = { readonly line: number; readonly cells: readonly string[] };

/** Opens the file's bytes from the start. It is called twice: once to see what they are, once to read them. */
export type OpenTable = () => AsyncIterable<Uint8Array>;

/** How a table is written. */
export type TableFormat = { readonly encoding: Encoding; readonly delimiter: Delimiter };

const DELIMITERS = [",", ";", "\t"] as const;
type Delimiter = (typeof DELIMITERS)[number];

/** Characters that a row may have. A longer one is a quotation mark that was never closed. */
const ROW_MAX = 8_000_000;

/** Finds how a table is written. Throws `table-not-csv` for what is no text. */
export async function findFormat(open: OpenTable): Promise<TableFormat> {
  const encoding = await findEncoding(open());
  return { encoding, delimiter: await findDelimiter(decodeChunks(open(), encoding)) };
}

/** The delimiter that the first line has most of, outside quotation marks; a comma where it has none. */
async function findDelimiter(texts: AsyncIterable<string>): Promise<Delimiter> {
  const counts: Record<Delimiter, number> = { ",": 0, ";": 0, "\t": 0 };
  let quoted = false;
  let begun = false;
  line: for await (const text of texts) {
    for (const character of text) {
      if (character === '"') quoted = !quoted;
      if (quoted) continue;
      const delimiter = DELIMITERS.find((each) => each === character);
      if (delimiter !== undefined) counts[delimiter]++;
      if (character === "\n" || character === "\r") {
        if (begun) break line;
      } else begun = true;
    }
  }
  return DELIMITERS.reduce((best, each) => (counts[each] > counts[best] ? each : best));
}

/**
 * The rows of a table as they come, the first one too; rows without anything in them are left out.
 *
 * Throws `table-unclosed-quote` with the line on which the row at fault starts.
 */
export async function* readRows(
  open: OpenTable,
  { encoding, delimiter }: TableFormat,
): AsyncGenerator<TableRow> {
  let next = 1;
  const parser = parse({
    delimiter,
    // People write "Sam "Sammy" Carter" and leave cells out at the end: neither is worth losing a file for.
    relax_quotes: true,
    relax_column_count: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    max_record_size: ROW_MAX,
    // Counted here and not where the rows are taken: an error overtakes rows that wait to be. The line goes before the cells.
    on_record(cells) {
      const line = next;
      next += 1 + cells.reduce((sum, cell) => sum + lineEnds(cell), 0);
      return cells.some((cell) => cell.trim() !== "") ? [String(line), ...cells] : null;
    },
  });
  // A failure of either end reaches whoever reads the parser.
  pipeline(Readable.from(decodeChunks(open(), encoding)), parser, () => {});
  try {
    for await (const [line, ...cells] of parser as AsyncIterable<string[]>)
      yield { line: Number(line), cells };
  } catch (error) {
    if (error instanceof CsvError) throw new Problem("table-unclosed-quote", { line: next });
    throw error;
  }
}

function lineEnds(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}
