// Scans a CSV of any size as its bytes come, keeps nothing but the line it is at, and says of a bad one where it is bad.
import { Problem } from "../errors.ts";

/** Longer than any line of a table of postcodes (under 1,000), so that a file without line ends cannot fill the memory. */
const LONGEST_LINE = 65_536;

/** What is done with a CSV's parts; both are called in the order of the file. */
export type CsvReader = {
  /** Is given the heading, trimmed and in lower case; returns the numbers of the columns that are wanted. */
  readonly heading: (names: readonly string[]) => readonly number[];
  /** Is given the wanted fields of a row. The list is used again for the next row. `line` counts from 1. */
  readonly row: (fields: readonly string[], line: number) => void;
};

export type CsvScanner = { push(bytes: Uint8Array): void; end(): void };

/**
 * Makes a scanner (RFC 4180, UTF-8, with or without a byte order mark and quotes, any line ends). `file` is its name in an
 * error.
 *
 * `push` and `end` throw `Problem("file-invalid", { file, where, expected })`, which names line and, where there is
 * one, column: text that is not UTF-8, a row with more or fewer columns than the heading, a quote that is not closed.
 */
export function createCsvScanner(file: string, reader: CsvReader): CsvScanner {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let rest = "";
  /** Lines read, those inside of quotes included. */
  let line = 0;
  let begun = false;
  let columns = 0;
  let wanted: readonly number[] = [];
  let fields: string[] = [];
  /** A row whose quotes go on over a line's end, so far. */
  let open = "";

  const refuse = (where: string, expected: string): Problem =>
    new Problem("file-invalid", { file, where, expected });

  function decode(bytes: Uint8Array | undefined): string {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch {
      const before = (rest + new TextDecoder().decode(bytes)).split("\ufffd", 1)[0] ?? "";
      const lines = before.split("\n");
      const where = `line ${line + lines.length}, character ${(lines.at(-1)?.length ?? 0) + 1}`;
      throw refuse(where, bytes === undefined ? "the rest of the file, which is cut off" : "UTF-8 text");
    }
  }

  function takeLine(text: string): void {
    line++;
    const row = open + (text.endsWith("\r") ? text.slice(0, -1) : text);
    if (columns > 0 && open === "" && takePlain(row)) return;
    const parts = splitQuoted(row);
    if (parts === undefined) {
      open = `${row}\n`;
      if (open.length > LONGEST_LINE) throw refuse(`line ${line}`, "a closing quote");
      return;
    }
    open = "";
    if (columns === 0) {
      columns = parts.length;
      wanted = reader.heading(parts.map((name) => name.trim().toLowerCase()));
      fields = wanted.map(() => "");
      return;
    }
    if (row === "") return;
    if (parts.length !== columns) {
      throw refuse(
        `line ${line}, column ${Math.min(parts.length, columns) + 1}`,
        `${columns} columns, as its heading has, not ${parts.length}`,
      );
    }
    for (const [at, column] of wanted.entries()) fields[at] = parts[column] ?? "";
    reader.row(fields, line);
  }

  /** Takes a row whose wanted fields need no unquoting but at their ends; false where it is not so simple. */
  function takePlain(row: string): boolean {
    let column = 0;
    for (let from = 0; from <= row.length; column++) {
      const comma = row.indexOf(",", from);
      const end = comma < 0 ? row.length : comma;
      const at = wanted.indexOf(column);
      if (at >= 0) {
        const quoted = end - from > 1 && row.charCodeAt(from) === 34 && row.charCodeAt(end - 1) === 34;
        const field = quoted ? row.slice(from + 1, end - 1) : row.slice(from, end);
        if (field.includes('"')) return false;
        fields[at] = field;
      }
      from = end + 1;
    }
    if (column !== columns) return false;
    reader.row(fields, line);
    return true;
  }

  function take(text: string): void {
    let from = 0;
    for (let feed = text.indexOf("\n"); feed >= 0; feed = text.indexOf("\n", from)) {
      takeLine(text.slice(from, feed));
      from = feed + 1;
    }
    rest = text.slice(from);
    if (rest.length > LONGEST_LINE)
      throw refuse(`line ${line + 1}`, `lines of at most ${LONGEST_LINE} characters`);
  }

  return {
    push(bytes) {
      if (!begun && bytes.length > 0) {
        begun = true;
        // A UTF-16 file begins with a byte order mark of its own, or has a zero beside each of its letters.
        const [first = 0, second = 0] = bytes;
        if (first * second === 0xfe * 0xff || first === 0 || (second === 0 && bytes.length > 1)) {
          throw refuse("line 1, character 1", "UTF-8 text, not UTF-16 or another kind of file");
        }
      }
      take(rest + decode(bytes));
    },
    end() {
      const last = rest + decode(undefined);
      rest = "";
      if (last !== "") takeLine(last);
      if (open !== "") throw refuse(`line ${line}`, "a closing quote");
      if (columns === 0) throw refuse("line 1", "a heading, not an empty file");
    },
  };
}

/** The fields of a row, quotes undone; undefined where one is still open at the row's end. */
function splitQuoted(row: string): string[] | undefined {
  const fields: string[] = [];
  let field = "";
  let inside = false;
  for (let at = 0; at < row.length; at++) {
    const char = row.charAt(at);
    if (inside && char === '"' && row.charAt(at + 1) === '"') {
      field += char;
      at++;
    } else if (char === '"' && (inside || field === "")) inside = !inside;
    else if (char === "," && !inside) {
      fields.push(field);
      field = "";
    } else field += char;
  }
  return inside ? undefined : [...fields, field];
}
