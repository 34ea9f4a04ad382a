// `postbag lookup`: postcodes in, their MPs out, as a table or as JSON, one or a million.
import type { Command } from "commander";
import type { FindMp, MpAnswer } from "../mps/find-mp.ts";
import type { Seat } from "../mps/seat.ts";
import { type ParsedPostcode, parsePostcode } from "../postcode/postcode.ts";
import type { Words } from "../words.ts";
import type { CliIo } from "./io.ts";
import { createLineWriter, type LineWriter, readLines } from "./lines.ts";

export type LookupParts = {
  /** Opens the data when the command runs, not when its help is asked for. */
  readonly findMp: () => Promise<FindMp>;
  readonly words: Words;
};

/** How answers are printed: each returns whole lines. */
type Printer = {
  readonly heading: string;
  answer(answer: MpAnswer): string;
  invalid(typed: string, fault: Extract<ParsedPostcode, { ok: false }>): string;
};

/**
 * Adds `lookup [POSTCODE…] [--json]`. Without postcodes it reads lines from standard input and answers each in its
 * turn. Answers go to standard output; with `--json` a bad postcode does too, as `{"outcome":"invalid",…}`, else it goes to
 * standard error. Exit code 1 where any was bad; the others are still answered.
 */
export function addLookup(program: Command, io: CliIo, { findMp, words }: LookupParts): void {
  program
    .command("lookup")
    .description(words("cli.lookup.description"))
    .argument("[postcode...]", words("cli.lookup.postcode"))
    .option("--json", words("cli.lookup.json"))
    .action(async (postcodes: string[], options: { json?: boolean }) => {
      const printer = options.json === true ? jsonPrinter(words) : tablePrinter(words);
      const out = createLineWriter(io.stdout);
      const err = options.json === true ? out : createLineWriter(io.stderr);
      const allGood = await answerAll({
        batches: postcodes.length > 0 ? [postcodes] : readLines(io.stdin),
        find: await findMp(),
        printer,
        out,
        err,
      });
      if (!allGood) io.setExitCode(1);
    });
}

/** Answers every postcode in order; whether all were well-formed. Stops where nobody reads the answers any more. */
async function answerAll(work: {
  batches: Iterable<string[]> | AsyncIterable<string[]>;
  find: FindMp;
  printer: Printer;
  out: LineWriter;
  err: LineWriter;
}): Promise<boolean> {
  const { batches, find, printer, out, err } = work;
  let allGood = true;
  await out.write(printer.heading);
  for await (const batch of batches) {
    for (const typed of batch) {
      const parsed = parsePostcode(typed);
      if (!parsed.ok) allGood = false;
      const going = parsed.ok
        ? await out.write(printer.answer(await find(parsed.postcode)))
        : await err.write(printer.invalid(typed, parsed));
      if (!going) return allGood;
    }
    // Somebody may be typing: what is known is shown before the next line is waited for.
    if (!(await out.flush()) || !(await err.flush())) return allGood;
  }
  await out.flush();
  return allGood;
}

function jsonPrinter(words: Words): Printer {
  return {
    heading: "",
    answer: (answer) => `${JSON.stringify(answer)}\n`,
    invalid(typed, { code, area = "" }) {
      const title = words(`errors.${code}.title`, { area });
      const detail = words(`errors.${code}.detail`, { area });
      return `${JSON.stringify({ outcome: "invalid", postcode: typed, code, title, detail })}\n`;
    },
  };
}

/** Widths of the columns but the last: the longest constituency's, MP's and party's names fit. */
const WIDTHS = [10, 44, 30, 34];
/** Longest piece of a bad postcode that is said back. */
const SAID_BACK = 40;

function tablePrinter(words: Words): Printer {
  const row = (...cells: string[]): string =>
    `${cells
      .map((cell, at) => cell.padEnd(WIDTHS[at] ?? 0))
      .join("")
      .trimEnd()}\n`;
  const seatRow = (postcode: string, { name, status, member }: Seat): string =>
    member === null
      ? row(postcode, name, words(`cli.lookup.${status}`))
      : row(postcode, name, member.name, member.party, member.email ?? words("cli.lookup.noEmail"));

  return {
    heading: row(...words.list("cli.lookup.columns")),
    answer({ postcode, seat, choices, why }) {
      if (seat !== null) return seatRow(postcode, seat);
      return `${row(postcode, why)}${choices.map((choice) => seatRow("", choice)).join("")}`;
    },
    invalid(typed, { code, area = "" }) {
      const said = typed.length > SAID_BACK ? `${typed.slice(0, SAID_BACK)}…` : typed;
      return `“${said}”: ${words(`errors.${code}.title`, { area })}. ${words(`errors.${code}.detail`, { area })}\n`;
    },
  };
}
