// One line of a CSV that a spreadsheet may open: nothing in it is taken for a formula.

/** What a spreadsheet takes for a formula when a cell starts with it. Apostrophes before it are counted, so that ours can go again. */
const FORMULA = /^'*[=+\-@\t\r]/;
const NEUTRALISED = /^'(?='*[=+\-@\t\r])/;

/** Stands at the start of a file: without it, Excel garbles accents. */
export const BYTE_ORDER_MARK = "\uFEFF";

/** Every cell in quotes (RFC 4180), and none a formula: an apostrophe stands before what could be one. */
export function csvLine(cells: readonly string[]): string {
  const safe = cells.map((cell) => (FORMULA.test(cell) ? `'${cell}` : cell));
  return `${safe.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")}\r\n`;
}

/** A cell as it was before `csvLine` put an apostrophe before it. */
export function withoutApostrophe(cell: string): string {
  return cell.replace(NEUTRALISED, "");
}
