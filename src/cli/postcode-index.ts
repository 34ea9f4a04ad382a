// `postbag index`: build data/postcodes.idx, say what is in it, and check it.
import type { Command } from "commander";
import { buildPostcodeIndex, type TableOrigin } from "../constituencies/build-index.ts";
import { digestOfEntries } from "../constituencies/index-digest.ts";
import { lossesOf } from "../constituencies/index-losses.ts";
import {
  checkPostcodeIndex,
  openPostcodeIndex,
  type PostcodeIndex,
} from "../constituencies/postcode-index.ts";
import { type ReadTable, readTable } from "../constituencies/read-table.ts";
import { originOf } from "../constituencies/table-origin.ts";
import { Problem } from "../errors.ts";
import { readSeatsSnapshot } from "../mps/seats.ts";
import { readText } from "../storage/read-text.ts";
import { writeWhole } from "../storage/whole-file.ts";
import type { Words } from "../words.ts";
import { readBytes } from "./files.ts";
import type { CliIo } from "./io.ts";

export type PostcodeIndexParts = {
  /** The index that the program uses, and the directory that says which seats there are. */
  readonly paths: { readonly index: string; readonly seats: string };
  readonly words: Words;
};

/** Most codes that an error names. */
const NAMED = 5;

type BuildOptions = Partial<TableOrigin> & { from: string; out: string; force?: boolean };

/** Adds `index build`, `index info`, `index verify` and `index digest`. Throws `Problem` for a file at fault. */
export function addPostcodeIndex(program: Command, io: CliIo, parts: PostcodeIndexParts): void {
  const { words } = parts;
  const indexFile = parts.paths.index;
  const index = program.command("index").description(words("cli.index.description"));
  const open = async (file: string): Promise<PostcodeIndex> => openChecked(await readBytes(file), file);

  /** Reads a table, saying on standard error how far it is. */
  async function read(table: string): Promise<ReadTable> {
    const { seats } = readSeatsSnapshot(await readText(parts.paths.seats), parts.paths.seats);
    const codes = new Set(seats.map(({ code }) => code));
    return readTable(table, {
      isSeat: (code) => codes.has(code),
      onProgress: (rows) => io.stderr.write(`${words("cli.index.progress", { rows })}\n`),
    });
  }

  index
    .command("build")
    .description(words("cli.index.build"))
    .requiredOption("--from <table>", words("cli.index.from"))
    .option("--out <file>", words("cli.index.out"), indexFile)
    .option("--source <text>", words("cli.index.source"))
    .option("--date <text>", words("cli.index.date"))
    .option("--licence <text>", words("cli.index.licence"))
    .option("--force", words("cli.index.force"))
    .action(async ({ from, out, force, ...given }: BuildOptions) => {
      const { table, counts, isDirectory } = await read(from);
      const origin = originOf({ path: from, isDirectory, given });
      const bytes = buildPostcodeIndex(table, origin, from);
      const fresh = openPostcodeIndex(bytes, out);
      if (force !== true) refuseLosses(await openGood(out), fresh);
      await writeWhole(out, bytes);
      const { postcodes, digest } = fresh.header;
      const { rows, terminated, nowhere, noMp } = counts;
      io.stdout.write(`${words("cli.index.built", { file: out, postcodes, bytes: bytes.length, digest })}\n`);
      if (terminated + nowhere + noMp > 0)
        io.stdout.write(`${words("cli.index.leftOut", { rows, terminated, nowhere, noMp })}\n`);
    });

  index
    .command("info")
    .description(words("cli.index.info"))
    .argument("[file]", words("cli.index.file"), indexFile)
    .action(async (file: string) => {
      const { header, countSectors } = await open(file);
      const { all, inOneSeat } = countSectors();
      const seats = new Set(header.places.flatMap((codes) => codes.split(" "))).size;
      const lines = [
        words("cli.index.infoSource", { source: header.source }),
        words("cli.index.infoDate", { date: header.date }),
        words("cli.index.infoLicence", { licence: header.licence }),
        words("cli.index.infoPostcodes", { postcodes: header.postcodes, seats }),
        words("cli.index.infoSectors", { sectors: all, whole: inOneSeat }),
        words("cli.index.infoDigest", { digest: header.digest }),
      ];
      io.stdout.write(`${lines.join("\n")}\n`);
    });

  index
    .command("verify")
    .description(words("cli.index.verify"))
    .argument("[file]", words("cli.index.file"), indexFile)
    .option("--against <csv>", words("cli.index.against"))
    .action(async (file: string, { against }: { against?: string }) => {
      const opened = await open(file);
      const sound = digestOfEntries(opened.entries()) === opened.header.digest;
      if (!sound) io.stderr.write(`${words("cli.index.unsound", { file })}\n`);
      const difference =
        against === undefined ? null : firstDifference(opened, await fromTable(against, read));
      if (difference !== null) {
        io.stderr.write(`${words("cli.index.differs", { file, table: against ?? "", ...difference })}\n`);
      }
      if (!sound || difference !== null) return io.setExitCode(1);
      io.stdout.write(`${words("cli.index.sound", { file, postcodes: opened.header.postcodes })}\n`);
    });

  index
    .command("digest")
    .description(words("cli.index.digest"))
    .argument("[file]", words("cli.index.file"), indexFile)
    .action(async (file: string) => {
      io.stdout.write(`${digestOfEntries((await open(file)).entries())}\n`);
    });
}

function openChecked(bytes: Uint8Array, file: string): PostcodeIndex {
  checkPostcodeIndex(bytes, file);
  return openPostcodeIndex(bytes, file);
}

/** The index at a place; null where there is none, or none that could be used. */
async function openGood(file: string): Promise<PostcodeIndex | null> {
  try {
    return openChecked(await readBytes(file), file);
  } catch {
    return null;
  }
}

function refuseLosses(old: PostcodeIndex | null, fresh: PostcodeIndex): void {
  const losses = old === null ? null : lossesOf(old, fresh);
  if (losses === null) return;
  const { before, after, seats } = losses;
  const named = seats.length > NAMED ? [...seats.slice(0, NAMED), "…"] : seats;
  throw new Problem("index-loses", { before, after, seats: seats.length, named: named.join(" ") || "–" });
}

async function fromTable(path: string, read: (path: string) => Promise<ReadTable>): Promise<PostcodeIndex> {
  const { table } = await read(path);
  const unnamed = { source: path, date: path, licence: path };
  return openPostcodeIndex(buildPostcodeIndex(table, unnamed, path), path);
}

/** The first entry in which two indexes differ, as each has it ("SW1A 1AA E14001172", "" where it has ended). */
function firstDifference(index: PostcodeIndex, table: PostcodeIndex): { has: string; should: string } | null {
  if (digestOfEntries(index.entries()) === table.header.digest) return null;
  const others = table.entries()[Symbol.iterator]();
  const print = (entry: readonly [string, readonly string[]]): string => `${entry[0]} ${entry[1].join(" ")}`;
  for (const entry of index.entries()) {
    const other = others.next();
    const has = print(entry);
    const should = other.done ? "" : print(other.value);
    if (has !== should) return { has, should };
  }
  const left = others.next();
  return { has: "", should: left.done ? "" : print(left.value) };
}
