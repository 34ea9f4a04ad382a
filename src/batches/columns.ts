// Which column of a table is what, by its heading, in any order and by the names that spreadsheets use.
import { Problem } from "../errors.ts";

/** What a row can say about a letter. `firstName` and `lastName` stand in for `name`. */
export const FIELDS = [
  "name",
  "firstName",
  "lastName",
  "postcode",
  "ownWords",
  "reasons",
  "seat",
  "salutation",
  "language",
] as const;
export type Field = (typeof FIELDS)[number];

/** Where each field stands in a row, from 0; an address can be in several columns, top line first. */
export type Columns = {
  readonly field: Readonly<Partial<Record<Field, number>>>;
  readonly address: readonly number[];
  /** Columns that an earlier run added to say what to mend, see `MEND_COLUMNS`. */
  readonly ours: readonly number[];
  readonly count: number;
};

/** The headings of the columns that the file of rows to mend has before the row's own. */
export const MEND_COLUMNS = ["Line in the file", "What to mend"] as const;

/**
 * Headings as `squashed` leaves them. "Constituency" alone is not among a seat's: membership systems have columns of that
 * name with the boundaries of before 2024, and a card would go to the wrong MP without anybody noticing.
 */
const HEADINGS: Readonly<Record<Field, readonly string[]>> = {
  name: ["name", "fullname", "membername", "yourname", "sender", "sendername"],
  firstName: ["firstname", "firstnames", "forename", "forenames", "givenname"],
  lastName: ["lastname", "surname", "familyname"],
  postcode: ["postcode", "homepostcode", "yourpostcode", "postalcode"],
  ownWords: ["ownwords", "inyourownwords", "yourownwords", "yourwords", "words", "message", "yourmessage"],
  reasons: ["reasons", "reason"],
  seat: ["seat", "seatcode", "constituencycode", "gsscode"],
  salutation: ["salutation", "greeting"],
  language: ["language"],
};
const ADDRESS = /^(?:home|postal|your)?address(?:line)?\d?$|^(?:street|town|city|county)$/;

/**
 * Finds the columns in the first row. Throws `table-columns` where there is none for the name or for the postcode, and
 * `table-column-twice` where two columns could be the same thing.
 */
export function findColumns(headings: readonly string[]): Columns {
  const names = headings.map(squashed);
  const field: Partial<Record<Field, number>> = {};
  for (const each of FIELDS) {
    const [first, second] = placesOf(names, (name) => HEADINGS[each].includes(name));
    if (first !== undefined && second !== undefined) {
      const [one = "", other = ""] = [headings[first]?.trim(), headings[second]?.trim()];
      throw new Problem("table-column-twice", { one, other });
    }
    if (first !== undefined) field[each] = first;
  }
  const named = field.name !== undefined || field.lastName !== undefined;
  const missing = [...(named ? [] : ["Name"]), ...(field.postcode === undefined ? ["Postcode"] : [])];
  if (missing.length > 0) throw new Problem("table-columns", { missing: missing.join(", ") });
  const address = placesOf(names, (name) => ADDRESS.test(name));
  const ours = placesOf(names, (name) => MEND_COLUMNS.some((own) => squashed(own) === name));
  return { field, address, ours, count: headings.length };
}

function placesOf(names: readonly string[], fits: (name: string) => boolean): number[] {
  return names.flatMap((name, at) => (fits(name) ? [at] : []));
}

/** A heading without its case, spaces and punctuation. */
function squashed(heading: string): string {
  return heading
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}
