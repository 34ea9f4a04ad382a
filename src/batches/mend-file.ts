// The rows to mend, as a table that a spreadsheet opens: the line, what is wrong, and the row as it was.
import { type Columns, MEND_COLUMNS } from "./columns.ts";
import type { TableRow } from "./table.ts";

/** What a spreadsheet takes for a formula when a cell starts with it. Apostrophes before it are counted, so that ours can go again. */
const FORMULA = /^'*[=+\-@\t\r]/;
const NEUTRALISED = /^'(?='*[=+\-@\t\r])/;

/** The first line: our two headings, then the table's own. Starts with a byte order mark, without which Excel garbles accents. */
export function mendHeading(headings: readonly string[], columns: Columns): string {
  return `\uFEFF${csvLine([...MEND_COLUMNS, ...own(headings, columns)])}`;
}

/** One row to mend; `reason` is a sentence for people. */
export function mendLine({ line, cells }: TableRow, reason: string, columns: Columns): string {
  return csvLine([String(line), reason, ...own(cells, columns)]);
}

/** A cell as the member wrote it, where an earlier run put an apostrophe before it so that it is no formula. */
export function withoutApostrophe(cell: string): string {
  return cell.replace(NEUTRALISED, "");
}

/** A row's cells without those that an earlier run added: a file that was mended twice does not grow. */
function own(cells: readonly string[], { ours }: Columns): string[] {
  return cells.filter((_, at) => !ours.includes(at));
}

/** Every cell in quotes (RFC 4180), and none a formula. */
function csvLine(cells: readonly string[]): string {
  const safe = cells.map((cell) => (FORMULA.test(cell) ? `'${cell}` : cell));
  return `${safe.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")}\r\n`;
}
