// Rows of a sign-up sheet that have no card yet, as fields to be mended on the page, and back.
import { randomBytes } from "node:crypto";
import { type Columns, type Field, findColumns } from "../../batches/columns.ts";
import { withoutApostrophe } from "../../batches/csv-line.ts";
import { isRowFault, sayRowFault } from "../../batches/row-fault.ts";
import { createReadRow } from "../../batches/row-request.ts";
import type { TableRow } from "../../batches/table.ts";
import { Problem } from "../../errors.ts";
import type { Seat } from "../../mps/seat.ts";
import type { RowToMend } from "../../stalls/import-sheet.ts";
import type { Stall } from "../../stalls/stall.ts";
import type { Stalls } from "../../stalls/stalls.ts";
import type { Words } from "../../words.ts";

/** What can be mended, each under the heading that the table's reader knows it by. */
const HEADINGS = {
  name: "Name",
  postcode: "Postcode",
  seat: "Seat",
  address: "Address",
  ownWords: "Own words",
  reasons: "Reasons",
  salutation: "Salutation",
  language: "Language",
} as const;
type Mendable = keyof typeof HEADINGS;
const MENDABLE = Object.keys(HEADINGS) as readonly Mendable[];

/** A row in fields; `line` is where its file has it, `key` makes its addition happen once. */
export type RowFields = Readonly<Record<Mendable, string>> & {
  readonly line: string;
  readonly key: string;
};

/** A row to mend as the page shows it. */
export type ShownRow = RowFields & { readonly reason: string };

/** What a row of the file says, in fields. */
export function fieldsOf({ row, headings, reason }: RowToMend, key: string): ShownRow {
  const columns = findColumns(headings);
  const cell = (at: number | undefined): string => {
    const text = at === undefined ? "" : (row.cells[at] ?? "");
    return columns.ours.length > 0 ? withoutApostrophe(text) : text;
  };
  const field = (name: Field): string => cell(columns.field[name]);
  return {
    line: String(row.line),
    key,
    reason,
    name: field("name").trim() || `${field("firstName")} ${field("lastName")}`.trim(),
    postcode: field("postcode"),
    seat: field("seat"),
    address: columns.address
      .map(cell)
      .filter((text) => text.trim() !== "")
      .join("\n"),
    ownWords: field("ownWords"),
    reasons: field("reasons"),
    salutation: field("salutation"),
    language: field("language"),
  };
}

/** The rows of a form: fields of the same name belong together by their places. */
export function rowsIn(form: Readonly<Record<keyof RowFields, readonly string[]>>): RowFields[] {
  return form.key.map((key, at) => {
    const field = (name: keyof RowFields): string => form[name][at] ?? "";
    return {
      key,
      line: field("line"),
      name: field("name"),
      postcode: field("postcode"),
      seat: field("seat"),
      address: field("address"),
      ownWords: field("ownWords"),
      reasons: field("reasons"),
      salutation: field("salutation"),
      language: field("language"),
    };
  });
}

export type AddRowParts = {
  readonly stalls: Pick<Stalls, "compose" | "queue">;
  readonly seats: { readonly all: readonly Seat[] };
  readonly words: Words;
};

/** A key for a row's addition, see `Queue.add`. */
export function newKey(): string {
  return randomBytes(18).toString("base64url");
}

/**
 * Adds the card of a mended row; null where it is in the queue now, else the row with what is still wrong. Rejects as the queue does
 * where no row is to be blamed.
 */
export async function addRow(
  stall: Stall,
  fields: RowFields,
  showOnCard: readonly ("postcode" | "address")[],
  { stalls, seats, words }: AddRowParts,
): Promise<ShownRow | null> {
  const columns: Columns = findColumns(MENDABLE.map((name) => HEADINGS[name]));
  const row: TableRow = { line: Number(fields.line) || 0, cells: MENDABLE.map((name) => fields[name]) };
  const readRow = createReadRow(columns, { campaign: stall.campaign, showOnCard }, seats.all);
  try {
    const card = await stalls.compose.typed(readRow(row));
    await stalls.queue.add(stall.id, card, fields.key, JSON.stringify([showOnCard, row.cells]));
    return null;
  } catch (error) {
    // The row was added and is on the page again, changed: by the back button, say.
    const used = error instanceof Problem && error.code === "stall-key-used";
    if (!used && (!isRowFault(error) || error.code.startsWith("stall-"))) throw error;
    return { ...fields, key: used ? newKey() : fields.key, reason: sayRowFault(row, error, words).reason };
  }
}
