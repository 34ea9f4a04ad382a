// Runs a table through the whole of a batch as it is assembled for real, on a fixed day, without the network.
import { assemble } from "../../src/assemble.ts";
import type { CheckedBatch } from "../../src/batches/batch.ts";
import type { RowFault } from "../../src/batches/row-fault.ts";
import type { BatchSettings, BatchWatch } from "../../src/batches/settings.ts";
import { findFormat, readRows } from "../../src/batches/table.ts";
import { readConfig } from "../../src/config.ts";
import { TODAY } from "./app.ts";
import { type ReadPdf, readPdf } from "./pdf.ts";

const assembled = assemble(readConfig({ POSTCODES_IO_URL: "off", DATABASE_URL: "sqlite::memory:" }), {
  today: () => TODAY,
});

/** A campaign that is open on any day. */
export const SETTINGS: BatchSettings = {
  campaign: "safe-workloads",
  sheet: "card",
  order: "input",
  covers: false,
  showOnCard: [],
};

export type RanBatch = {
  readonly good: number;
  readonly bad: number;
  readonly faults: readonly RowFault[];
  readonly bytes: Uint8Array;
  readonly pdf: ReadPdf;
};

/** A file that holds these bytes, in pieces of `size` so that nothing can count on being in one. */
export function opening(bytes: Uint8Array, size = 7): () => AsyncIterable<Uint8Array> {
  return async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  };
}

/** Checks a table, and nothing more until its PDF is asked for. */
export async function checkTable(
  table: string | Uint8Array,
  settings: Partial<BatchSettings> = {},
  watch: Partial<BatchWatch> = {},
): Promise<CheckedBatch & { readonly faults: readonly RowFault[] }> {
  const open = opening(typeof table === "string" ? new TextEncoder().encode(table) : table, 4096);
  const faults: RowFault[] = [];
  const check = await assembled.checkBatch();
  const checked = await check(
    readRows(open, await findFormat(open)),
    { ...SETTINGS, ...settings },
    {
      heading: async () => {},
      mend: async (fault) => {
        faults.push(fault);
      },
      progress: () => {},
      signal: new AbortController().signal,
      ...watch,
    },
  );
  return { ...checked, faults };
}

/** Checks a table and reads the PDF of its good rows back. */
export async function runBatch(...given: Parameters<typeof checkTable>): Promise<RanBatch> {
  const { good, bad, faults, pdf } = await checkTable(...given);
  const bytes = new Uint8Array(Buffer.concat(await Array.fromAsync(pdf())));
  return { good, bad, faults, bytes, pdf: await readPdf(bytes) };
}

/** The text of each page, with single spaces. */
export function pageTexts({ pdf }: Pick<RanBatch, "pdf">): string[] {
  return pdf.pages.map(({ lines }) =>
    lines
      .map(({ text }) => text)
      .join(" ")
      .replace(/\s+/g, " "),
  );
}
