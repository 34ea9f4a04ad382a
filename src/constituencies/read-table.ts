// Reads a whole table of postcodes from the files it is published in, as a stream: memory for the rows, none for the text.
import { openTable, type UnpackLimits } from "./open-table.ts";
import { createTableGatherer, type PostcodeTable, type TableCounts } from "./postcode-table.ts";

export type ReadTableOptions = {
  /** Which well-formed codes are seats; all where it is not given. */
  readonly isSeat?: (code: string) => boolean;
  /** Is called with the rows read so far, about every half million. */
  readonly onProgress?: (rows: number) => void;
  readonly limits?: UnpackLimits;
};

/**
 * A table, what was left out of it, and whether it has columns besides postcode and constituency, as the tables of the
 * Office for National Statistics have.
 */
export type ReadTable = {
  readonly table: PostcodeTable;
  readonly counts: Readonly<TableCounts>;
  readonly isDirectory: boolean;
};

const PROGRESS_ROWS = 500_000;

/**
 * Reads the table at a path: a zip, folder, CSV or gzip (`openTable`). Throws `Problem("file-unreadable", { file })` and
 * `Problem("file-invalid", { file, where, expected })`, which names file, line and column where there is one.
 */
export async function readTable(path: string, options: ReadTableOptions = {}): Promise<ReadTable> {
  const { isSeat, onProgress, limits } = options;
  const gatherer = createTableGatherer(isSeat);
  let said = 0;
  for await (const { name, bytes } of openTable(path, limits)) {
    const scanner = gatherer.scan(name);
    for await (const chunk of bytes) {
      scanner.push(chunk);
      if (gatherer.counts.rows - said < PROGRESS_ROWS) continue;
      said = gatherer.counts.rows;
      onProgress?.(said);
    }
    scanner.end();
  }
  return { table: gatherer.finish(path), counts: gatherer.counts, isDirectory: gatherer.hasMore() };
}
