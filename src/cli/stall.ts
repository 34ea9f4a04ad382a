// `postbag stall`: a stall on this laptop alone, and the check of everything the evening before.
import { type Command, InvalidArgumentError } from "commander";
import { readSheet, SHEETS, type SheetName } from "../paper/sheet.ts";
import { DEFAULT_SHEET } from "../stalls/stalls.ts";
import { writeWhole } from "../storage/whole-file.ts";
import type { Words } from "../words.ts";
import type { CliIo } from "./io.ts";
import { checkStall, type StallCheckParts } from "./stall-check.ts";

/** What a stall on this laptop is started with; what is left out stays as it was. */
export type StallOptions = {
  readonly campaign: string;
  readonly name: string | undefined;
  readonly sheet: SheetName | undefined;
  readonly port: number | undefined;
};

export type StallParts = {
  readonly words: Words;
  /** Serves the stall on the loopback address until SIGTERM or SIGINT, as `serve` does. */
  readonly serveStall: (options: StallOptions, started: (address: string) => void) => Promise<void>;
  readonly openBrowser: (address: string) => Promise<boolean>;
  readonly checkParts: () => Promise<StallCheckParts>;
  readonly today: () => string;
};

type Given = { campaign: string; sheet?: string; name?: string; port?: number; open: boolean };
type CheckGiven = { campaign: string; sheet?: string; on?: string; out?: string };

/**
 * Adds `stall --campaign ID [--sheet S] [--name N] [--port P] [--no-open]` and `stall check --campaign ID [--on DATE] [--out FILE]`, whose
 * exit code is 1 where something is to be looked at.
 */
export function addStall(program: Command, io: CliIo, parts: StallParts): void {
  const { words } = parts;
  const stall = program
    .command("stall")
    .description(words("cli.stall.description"))
    .requiredOption("--campaign <id>", words("cli.batch.campaign"))
    .option("--sheet <sheet>", words("cli.batch.sheet", { sheets: SHEETS.join(", ") }))
    .option("--name <name>", words("cli.stall.name"))
    .option("--port <port>", words("cli.stall.port"), portOf)
    .option("--no-open", words("cli.stall.noOpen"))
    .action(async ({ campaign, name, sheet, port, open }: Given) => {
      const options = { campaign, name, sheet: sheet === undefined ? undefined : readSheet(sheet), port };
      await parts.serveStall(options, (address) => {
        const page = `${address}/stall`;
        io.stdout.write(`${words("cli.stall.started", { address: page })}\n`);
        if (open) void openOrSay(page);
      });
    });

  stall
    .command("check")
    .description(words("cli.stall.check.description"))
    .configureHelp({ showGlobalOptions: true })
    .option("--on <date>", words("cli.stall.check.on"), dateOf)
    .option("--out <file>", words("cli.stall.check.out"))
    .action(async (_options: unknown, command: Command) => {
      const { campaign, sheet, on = parts.today(), out } = command.optsWithGlobals<CheckGiven>();
      const check = await parts.checkParts();
      try {
        const settings = { campaign, on, sheet: readSheet(sheet ?? DEFAULT_SHEET), today: parts.today() };
        let well = true;
        for await (const { ok, text } of checkStall(settings, check, words)) {
          well &&= ok;
          io.stdout.write(`${words(ok ? "cli.stall.check.ok" : "cli.stall.check.look", { text })}\n`);
        }
        if (out === undefined) io.stdout.write(`${words("cli.stall.check.printer")}\n`);
        else {
          await writeWhole(out, await check.paper.testSheetPdf(parts.today()));
          io.stdout.write(`${words("cli.stall.check.wrote", { file: out })}\n`);
        }
        io.stdout.write(`${words(well ? "cli.stall.check.well" : "cli.stall.check.notWell")}\n`);
        if (!well) io.setExitCode(1);
      } finally {
        await check.close();
      }
    });

  async function openOrSay(address: string): Promise<void> {
    if (!(await parts.openBrowser(address)))
      io.stdout.write(`${words("cli.stall.notOpened", { address })}\n`);
  }

  function portOf(text: string): number {
    const port = Number(text);
    if (/^\d+$/.test(text) && port <= 65_535) return port;
    throw new InvalidArgumentError(words("cli.stall.portWrong"));
  }

  function dateOf(text: string): string {
    const date = new Date(`${text}T00:00:00Z`);
    if (
      /^\d{4}-\d\d-\d\d$/.test(text) &&
      !Number.isNaN(date.getTime()) &&
      date.toISOString().startsWith(text)
    )
      return text;
    throw new InvalidArgumentError(words("cli.stall.check.dateWrong"));
  }
}
