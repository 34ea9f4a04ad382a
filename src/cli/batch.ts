// `postbag batch`: a table of members in, a PDF of their cards out, and beside it the rows to mend.
import { createReadStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { type Command, Option } from "commander";
import type { CheckBatch, CheckedBatch } from "../batches/batch.ts";
import { mendHeading, mendLine } from "../batches/mend-file.ts";
import { type BatchSettings, ORDERS } from "../batches/settings.ts";
import { findFormat, readRows } from "../batches/table.ts";
import { Problem } from "../errors.ts";
import { readSheet, SHEETS } from "../paper/sheet.ts";
import { beginWhole, type WholeFile } from "../storage/whole-file.ts";
import type { Words } from "../words.ts";
import { isSameFile } from "./files.ts";
import type { CliIo } from "./io.ts";
import { createProgressView, type ProgressView } from "./progress.ts";

export type BatchParts = {
  readonly words: Words;
  readonly checkBatch: () => Promise<CheckBatch>;
  /** Runs something long; its signal aborts with `Problem("stopped")` when somebody stops the program. */
  readonly untilStopped: <T>(run: (signal: AbortSignal) => Promise<T>) => Promise<T>;
};

type BatchOptions = {
  campaign: string;
  sheet: string;
  out: string;
  order: BatchSettings["order"];
  covers?: boolean;
  show: BatchSettings["showOnCard"];
};

/** Where there is no bar, a line says how far it is after this many cards. */
const CARDS_A_LINE = 1000;

/**
 * Adds `batch TABLE --campaign ID --out FILE [--sheet S] [--order O] [--covers|--no-covers] [--show …]`. Exit code 1 where a row
 * needs mending; the others are printed. Nothing of a row but its line and the kind of its fault is said on the screen.
 */
export function addBatch(program: Command, io: CliIo, parts: BatchParts): void {
  const { words } = parts;
  const command = program.command("batch").description(words("cli.batch.description"));
  command
    .argument("<table>", words("cli.batch.table"))
    .requiredOption("--campaign <id>", words("cli.batch.campaign"))
    .requiredOption("--out <file>", words("cli.batch.out"))
    .option("--sheet <sheet>", words("cli.batch.sheet", { sheets: SHEETS.join(", ") }), "card")
    .addOption(
      new Option("--order <order>", words("cli.batch.order")).choices(ORDERS).default("constituency"),
    )
    .option("--covers", words("cli.batch.covers"))
    .option("--no-covers", words("cli.batch.noCovers"))
    .addOption(
      new Option("--show <what...>", words("cli.batch.show")).choices(["postcode", "address"]).default([]),
    )
    .action(async (table: string, options: BatchOptions) => {
      const { campaign, order, show: showOnCard, out } = options;
      const sheet = readSheet(options.sheet);
      if (options.covers === true && order === "input") command.error(words("cli.batch.coversOrder"));
      const mend = out.replace(/\.pdf$/i, "").concat(".errors.csv");
      for (const file of [out, mend]) {
        if (await isSameFile(file, table)) command.error(words("cli.batch.sameFile", { file }));
      }
      const settings = { campaign, sheet, order, covers: options.covers ?? true, showOnCard };
      const batch = await runBatch({ table, out, mend, settings }, io, parts);
      if (batch.good > 0) io.stdout.write(`${words("cli.batch.done", { file: out, count: batch.good })}\n`);
      else io.stderr.write(`${words("cli.batch.none")}\n`);
      if (batch.bad === 0) return;
      io.stderr.write(`${words("cli.batch.mend", { file: mend, count: batch.bad })}\n`);
      io.setExitCode(1);
    });
}

type Job = {
  readonly table: string;
  readonly out: string;
  readonly mend: string;
  readonly settings: BatchSettings;
};

/** Writes both files, or neither where anything goes wrong. */
async function runBatch(
  { table, out, mend, settings }: Job,
  io: CliIo,
  { words, checkBatch, untilStopped }: BatchParts,
): Promise<CheckedBatch> {
  const size = await sizeOf(table);
  const check = await checkBatch();
  const view = createProgressView(io.stderr);
  const files: WholeFile[] = [];
  const begin = async (file: string): Promise<WholeFile> => {
    const begun = await beginWhole(file);
    files.push(begun);
    return begun;
  };
  try {
    return await untilStopped(async (signal) => {
      const [pdf, toMend] = [await begin(out), await begin(mend)];
      const format = await findFormat(() => createReadStream(table));
      const input = createReadStream(table);
      const batch = await check(
        readRows(() => input, format),
        settings,
        {
          signal,
          heading: (headings, columns) => toMend.write(mendHeading(headings, columns)),
          mend: async ({ row, title, reason }, columns) => {
            view.line(words("cli.batch.fault", { line: row.line, reason: title }));
            await toMend.write(mendLine(row, reason, columns));
          },
          progress: ({ phase, done, total }) => {
            if (phase === "checking") view.bar(words("cli.batch.checking"), input.bytesRead / size);
            else showPrinting(view, words, done, total ?? done);
          },
        },
      );
      view.plain(words("cli.batch.checked", { count: batch.good + batch.bad }));
      if (batch.good > 0) {
        for await (const bytes of batch.pdf()) await pdf.write(bytes);
        signal.throwIfAborted();
        await pdf.keep();
      }
      // The two files are of one run: an older list beside a newer PDF would be believed.
      if (batch.bad > 0) await toMend.keep();
      else await rm(mend, { force: true });
      return batch;
    });
  } finally {
    view.stop();
    for (const file of files) await file.drop();
  }
}

function showPrinting(view: ProgressView, words: Words, done: number, total: number): void {
  view.bar(words("cli.batch.printing"), done / total);
  if (done % CARDS_A_LINE === 0) view.plain(words("cli.batch.printed", { count: done, total }));
}

/** A file's size in bytes. Throws `file-unreadable` for what is no file. */
async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw new Problem("file-unreadable", { file });
  return found.size;
}
