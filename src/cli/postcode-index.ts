// `postbag index`: build data/postcodes.idx, say what is in it, and check it.
import type { Command } from "commander";
import { buildPostcodeIndex, type TableOrigin } from "../constituencies/build-index.ts";
import { digestOfEntries } from "../constituencies/index-digest.ts";
import { openPostcodeIndex, type PostcodeIndex } from "../constituencies/postcode-index.ts";
import type { Words } from "../words.ts";
import { readBytes, writeWhole } from "./files.ts";
import type { CliIo } from "./io.ts";

export type PostcodeIndexParts = {
  /** The index that the program uses. */
  readonly paths: { readonly index: string };
  readonly words: Words;
};

/** What the index that comes with Postbag was built from; an operator's own table has other options. */
const SHIPPED: TableOrigin = {
  source:
    "OS Code-Point Open (mid-2023 edition): every postcode of Great Britain with a grid reference, and the 2024 constituency in which it lies by mySociety's 2025-constituencies boundaries",
  date: "mid-2023",
  licence:
    "Contains OS data © Crown copyright and database right; contains Royal Mail data © Royal Mail copyright and database right; contains National Statistics data © Crown copyright and database right; Open Government Licence v3.0. Boundary join: mySociety, CC BY 4.0.",
};

/** Adds `index build`, `index info`, `index verify` and `index digest`. Throws `Problem` for a file at fault. */
export function addPostcodeIndex(program: Command, io: CliIo, parts: PostcodeIndexParts): void {
  const { words } = parts;
  const indexFile = parts.paths.index;
  const index = program.command("index").description(words("cli.index.description"));
  const open = async (file: string): Promise<PostcodeIndex> => openPostcodeIndex(await readBytes(file), file);

  index
    .command("build")
    .description(words("cli.index.build"))
    .requiredOption("--from <csv>", words("cli.index.from"))
    .option("--out <file>", words("cli.index.out"), indexFile)
    .option("--source <text>", words("cli.index.source"), SHIPPED.source)
    .option("--date <text>", words("cli.index.date"), SHIPPED.date)
    .option("--licence <text>", words("cli.index.licence"), SHIPPED.licence)
    .action(async ({ from, out, ...origin }: TableOrigin & { from: string; out: string }) => {
      const bytes = buildPostcodeIndex(await readBytes(from), origin, from);
      const { header } = openPostcodeIndex(bytes, out);
      await writeWhole(out, bytes);
      io.stdout.write(
        `${words("cli.index.built", { file: out, postcodes: header.postcodes, bytes: bytes.length, digest: header.digest })}\n`,
      );
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
      const difference = against === undefined ? null : firstDifference(opened, await fromTable(against));
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

async function fromTable(table: string): Promise<PostcodeIndex> {
  return openPostcodeIndex(buildPostcodeIndex(await readBytes(table), SHIPPED, table), table);
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
