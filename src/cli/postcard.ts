// `postbag postcard`: one card, from the command line to a PDF file.
import type { Command } from "commander";
import { parseLetterRequest } from "../letters/request.ts";
import type { WriteLetter } from "../letters/write-letter.ts";
import type { Paper } from "../paper/paper.ts";
import { readSheet, SHEETS } from "../paper/sheet.ts";
import { readText } from "../storage/read-text.ts";
import { writeWhole } from "../storage/whole-file.ts";
import type { Words } from "../words.ts";
import type { CliIo } from "./io.ts";

export type PostcardParts = {
  readonly words: Words;
  readonly writeLetter: () => Promise<WriteLetter>;
  readonly paper: () => Promise<Paper>;
};

type PostcardOptions = {
  campaign: string;
  postcode: string;
  seat?: string;
  name: string;
  words: string;
  reason: string[];
  sheet: string;
  out: string;
};

export function addPostcard(program: Command, io: CliIo, parts: PostcardParts): void {
  const { words } = parts;
  program
    .command("postcard")
    .description(words("cli.postcard.description"))
    .requiredOption("--campaign <id>", words("cli.postcard.campaign"))
    .requiredOption("--postcode <postcode>", words("cli.postcard.postcode"))
    .option("--seat <code>", words("cli.postcard.seat"))
    .requiredOption("--name <name>", words("cli.postcard.name"))
    .option("--words <text>", words("cli.postcard.words"), "")
    .option("--reason <ids...>", words("cli.postcard.reason"), [])
    .option("--sheet <sheet>", words("cli.postcard.sheet", { sheets: SHEETS.join(", ") }), "card")
    .requiredOption("--out <file>", words("cli.postcard.out"))
    .action(async (options: PostcardOptions) => {
      const sheet = readSheet(options.sheet);
      // "@@" is how own words begin that start with an @.
      const ownWords = /^@(?!@)/.test(options.words)
        ? await readText(options.words.slice(1))
        : options.words.replace(/^@@/, "@");
      const request = parseLetterRequest({
        campaign: options.campaign,
        postcode: options.postcode,
        seat: options.seat ?? null,
        sender: { name: options.name },
        reasons: options.reason,
        ownWords,
      });
      const writeLetter = await parts.writeLetter();
      const letter = await writeLetter(request);
      const paper = await parts.paper();
      await writeWhole(options.out, await paper.postcardPdf(letter, sheet));
      io.stdout.write(
        `${words("cli.postcard.done", { file: options.out, to: letter.to[0] ?? "", constituency: letter.seat.name })}\n`,
      );
    });
}
