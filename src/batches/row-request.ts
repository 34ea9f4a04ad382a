// A row of a table → the Request for its letter: the door that every row comes through.
import { fieldProblem } from "../errors.ts";
import { type LetterRequest, type LetterRequestInput, parseLetterRequest } from "../letters/request.ts";
import type { Seat } from "../mps/seat.ts";
import type { Columns, Field } from "./columns.ts";
import { withoutApostrophe } from "./csv-line.ts";
import type { TableRow } from "./table.ts";

/** What is the same for every row: the campaign's id, and what else the cards show. */
export type RowSettings = Pick<LetterRequestInput, "campaign"> & {
  readonly showOnCard: readonly ("postcode" | "address")[];
};

/** Reads a row. Throws the Problem that names every field at fault. */
export type ReadRow = (row: TableRow) => LetterRequest;

/** Makes the reader of one table's rows. A seat may be given by its code or by the whole name of the constituency. */
export function createReadRow(columns: Columns, settings: RowSettings, seats: readonly Seat[]): ReadRow {
  const codes = new Map<string, string>();
  for (const { code, name, nameCy } of seats) {
    for (const each of [code, name, ...(nameCy === null ? [] : [nameCy])]) codes.set(folded(each), code);
  }
  const mended = columns.ours.length > 0;

  return function readRow({ cells }) {
    // A comma that nobody put into quotes moves every cell behind it by one: words would stand in for a postcode.
    if (cells.length > columns.count) {
      throw fieldProblem("cells", "field-invalid", { field: "cells", expected: String(columns.count) });
    }
    const cell = (at: number | undefined): string => {
      const text = at === undefined ? "" : (cells[at] ?? "");
      return mended ? withoutApostrophe(text) : text;
    };
    const field = (name: Field): string => cell(columns.field[name]);
    const language = field("language").trim();
    const seat = field("seat").trim();

    return parseLetterRequest({
      campaign: settings.campaign,
      postcode: field("postcode"),
      seat: codes.get(folded(seat)) ?? seat,
      ...(language === "" ? {} : { language }),
      sender: {
        name: field("name").trim() || `${field("firstName")} ${field("lastName")}`,
        address: columns.address.flatMap((at) => cell(at).split(/[\r\n]+/)),
      },
      showOnCard: [...settings.showOnCard],
      salutation: field("salutation"),
      reasons: field("reasons")
        .split(/[,;|\s]+/)
        .filter((id) => id !== ""),
      ownWords: field("ownWords"),
    } satisfies LetterRequestInput);
  };
}

/** A name without case, accents and punctuation: "Ynys Môn" is `ynysmon`. */
function folded(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}
