// Where a table of postcodes is from, of when, and under which licence, where the operator does not say it all.
import { basename } from "node:path";
import { Problem } from "../errors.ts";
import type { TableOrigin } from "./build-index.ts";

/** What the index that comes with Postbag was built from; a plain table is taken for it. */
const SHIPPED: TableOrigin = {
  source:
    "OS Code-Point Open (mid-2023 edition): every postcode of Great Britain with a grid reference, and the 2024 constituency in which it lies by mySociety's 2025-constituencies boundaries",
  date: "mid-2023",
  licence:
    "Contains OS data © Crown copyright and database right; contains Royal Mail data © Royal Mail copyright and database right; contains National Statistics data © Crown copyright and database right; Open Government Licence v3.0. Boundary join: mySociety, CC BY 4.0.",
};

/** How the Office for National Statistics asks to be named. */
const ONS_LICENCE =
  "Source: Office for National Statistics licensed under the Open Government Licence v.3.0; contains OS data © Crown copyright and database right; contains Royal Mail data © Royal Mail copyright and database right; contains National Statistics data © Crown copyright and database right.";

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/**
 * The origin of a table: what the operator gives, else what its kind and its name ("ONSPD_MAY_2025_UK.csv") say.
 * `isDirectory` says that it has the columns of a directory of the Office for National Statistics.
 *
 * Throws `Problem("field-invalid", { field, expected })` where such a directory's name holds no month and no date is given.
 */
export function originOf(table: {
  readonly path: string;
  readonly isDirectory: boolean;
  readonly given: Partial<TableOrigin>;
}): TableOrigin {
  const { source, date, licence } = table.given;
  if (!table.isDirectory) {
    return {
      source: source ?? SHIPPED.source,
      date: date ?? SHIPPED.date,
      licence: licence ?? SHIPPED.licence,
    };
  }
  const name = basename(table.path);
  const edition = date ?? editionIn(name);
  if (edition === undefined) {
    const expected = "the edition, such as 2025-05, which the file’s name does not say";
    throw new Problem("field-invalid", { field: "--date", expected });
  }
  return {
    source: source ?? `${titleOf(name)}, Office for National Statistics`,
    date: edition,
    licence: licence ?? ONS_LICENCE,
  };
}

function titleOf(name: string): string {
  if (/nspl/i.test(name)) return "National Statistics Postcode Lookup";
  return /onspd/i.test(name) ? "ONS Postcode Directory" : `Postcode directory “${name}”`;
}

/** The year and month in a name, "2025-05"; undefined where it has none. */
function editionIn(name: string): string | undefined {
  const [, month = "", year = ""] = /(?:^|[^A-Z])([A-Z]{3})[A-Z]*[_ -](\d{4})/.exec(name.toUpperCase()) ?? [];
  const number = MONTHS.indexOf(month) + 1;
  return number === 0 ? undefined : `${year}-${String(number).padStart(2, "0")}`;
}
