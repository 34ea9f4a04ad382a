// Why a row has no card, in words for whoever mends the table.
import { ERRORS, type FieldFault, Problem } from "../errors.ts";
import type { Words } from "../words.ts";
import type { TableRow } from "./table.ts";

/** A row to mend: `title` says what kind of thing is wrong and holds nothing of the row, `reason` says all of it. */
export type RowFault = { readonly row: TableRow; readonly title: string; readonly reason: string };

/** Whether mending the row would help; where the campaign or the machine is at fault, no row of the table could do better. */
export function isRowFault(error: unknown): error is Problem {
  if (!(error instanceof Problem)) return false;
  return ERRORS[error.code].exit === 1 && !error.code.startsWith("campaign-");
}

/** Says what is wrong with a row, every field of it. */
export function sayRowFault(row: TableRow, problem: Problem, words: Words): RowFault {
  const own: FieldFault = { field: "", code: problem.code, values: problem.values };
  const faults = problem.fields.length > 0 ? problem.fields : [own];
  const titles = faults.map((fault) => fieldWord(fault, words) ?? words(`errors.${fault.code}.title`));
  const reasons = faults.map(
    (fault) => fieldWord(fault, words) ?? words(reasonKey(fault, words), fault.values),
  );
  return { row, title: joined(titles), reason: joined(reasons) };
}

/** The sentence that is title and reason in one: it holds nothing of the row. */
function fieldWord({ field, code }: FieldFault, words: Words): string | null {
  if (code === "seat-needed") return words("batch.wrong.seatNeeded");
  if (code !== "field-invalid") return null;
  const [first = "", second = ""] = field.split(".");
  const name = first === "sender" ? second : first;
  return words.has(`batch.wrong.${name}`) ? words(`batch.wrong.${name}`) : null;
}

/** The sentence for somebody who mends a table, where that for somebody with a form before them would not do. */
function reasonKey({ code }: FieldFault, words: Words): string {
  return words.has(`batch.errors.${code}`) ? `batch.errors.${code}` : `errors.${code}.detail`;
}

/** Sentences one after the other, each once and with its full stop. */
function joined(sentences: readonly string[]): string {
  return [...new Set(sentences)].map((text) => (/[.!?]$/.test(text) ? text : `${text}.`)).join(" ");
}
