// The rows to mend, as a table that a spreadsheet opens: the line, what is wrong, and the row as it was.
import { type Columns, MEND_COLUMNS } from "./columns.ts";
import { BYTE_ORDER_MARK, csvLine, withoutApostrophe } from "./csv-line.ts";
import type { TableRow } from "./table.ts";

/** The first line: our two headings, then the table's own. Starts with a byte order mark. */
export function mendHeading(headings: readonly string[], columns: Columns): string {
  return `${BYTE_ORDER_MARK}${csvLine([...MEND_COLUMNS, ...own(headings, columns)])}`;
}

/** One row to mend; `reason` is a sentence for people. */
export function mendLine({ line, cells }: TableRow, reason: string, columns: Columns): string {
  return csvLine([String(line), reason, ...own(cells, columns)]);
}

/** A row's cells without what an earlier run added, columns and apostrophes: a file that was mended twice does not grow. */
function own(cells: readonly string[], { ours }: Columns): string[] {
  if (ours.length === 0) return [...cells];
  return cells.filter((_, at) => !ours.includes(at)).map(withoutApostrophe);
}
