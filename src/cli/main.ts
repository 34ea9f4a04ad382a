// The command line: `postbag <command>`, each in a file of its own, all of them the same journey as the pages.
import { Command, CommanderError } from "commander";
import { ERRORS, Problem } from "../errors.ts";
import type { Words } from "../words.ts";
import { addBatch, type BatchParts } from "./batch.ts";
import { addCampaigns, type CampaignsParts } from "./campaigns.ts";
import { addDesk, type DeskParts } from "./desk.ts";
import { addHandwriting, type HandwritingParts } from "./handwriting.ts";
import type { CliIo } from "./io.ts";
import { addLookup, type LookupParts } from "./lookup.ts";
import { addPostcard, type PostcardParts } from "./postcard.ts";
import { addPostcodeIndex, type PostcodeIndexParts } from "./postcode-index.ts";
import { addSeats, type SeatsParts } from "./seats.ts";
import { addServe, type ServeParts } from "./serve.ts";

export type CliParts = LookupParts &
  PostcardParts &
  HandwritingParts &
  BatchParts &
  PostcodeIndexParts &
  SeatsParts &
  CampaignsParts &
  DeskParts &
  ServeParts & { readonly words: Words; readonly version: string };

/**
 * Runs one command line (without `node` and the script's name) and sets the exit code: 0 done, 1 the input is at fault,
 * 2 wrong usage, 3 something outside failed. What went wrong is said on standard error in plain words.
 */
export async function runCli(args: readonly string[], io: CliIo, parts: CliParts): Promise<void> {
  const program = new Command("postbag")
    .description(parts.words("cli.description"))
    .version(parts.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
    })
    .showHelpAfterError(parts.words("cli.helpHint"));

  addServe(program, io, parts);
  addLookup(program, io, parts);
  addPostcard(program, io, parts);
  addHandwriting(program, io, parts);
  addBatch(program, io, parts);
  addPostcodeIndex(program, io, parts);
  addSeats(program, io, parts);
  addCampaigns(program, io, parts);
  addDesk(program, io, parts);

  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    io.setExitCode(sayWhatWentWrong(error, io, parts.words));
  }
}

function sayWhatWentWrong(error: unknown, io: CliIo, words: Words): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const problem = error instanceof Problem ? error : new Problem("internal");
  const key = words.has(`cli.errors.${problem.code}`)
    ? `cli.errors.${problem.code}`
    : `errors.${problem.code}.detail`;
  io.stderr.write(`postbag: ${words(key, problem.values)}\n`);
  if (!(error instanceof Problem) && error instanceof Error)
    io.stderr.write(`${error.stack ?? error.message}\n`);
  return ERRORS[problem.code].exit;
}
