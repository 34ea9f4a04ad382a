// `postbag handwriting`: cards to be written on by hand, as a PDF file.
import { type Command, InvalidArgumentError } from "commander";
import { findCampaign } from "../campaigns/open-campaign.ts";
import type { CampaignStore } from "../campaigns/store.ts";
import { Problem } from "../errors.ts";
import type { Seats } from "../mps/seats.ts";
import type { Paper } from "../paper/paper.ts";
import { readSheet, SHEETS } from "../paper/sheet.ts";
import { writeWhole } from "../storage/whole-file.ts";
import type { Words } from "../words.ts";
import type { CliIo } from "./io.ts";

export type HandwritingParts = {
  readonly words: Words;
  readonly campaigns: () => Promise<CampaignStore>;
  readonly seats: () => Promise<Seats>;
  readonly paper: () => Promise<Paper>;
  /** Where the public reaches the site; null: not said. */
  readonly publicUrl: () => Promise<string | null>;
  readonly today: () => string;
};

type HandwritingOptions = { campaign: string; seat?: string; sheet: string; copies: number; out: string };

const MOST_COPIES = 1000;

export function addHandwriting(program: Command, io: CliIo, parts: HandwritingParts): void {
  const { words } = parts;
  const copies = (text: string): number => {
    const count = Number(text);
    if (Number.isInteger(count) && count >= 1 && count <= MOST_COPIES) return count;
    throw new InvalidArgumentError(words("cli.handwriting.copiesWrong", { most: MOST_COPIES }));
  };
  program
    .command("handwriting")
    .description(words("cli.handwriting.description"))
    .requiredOption("--campaign <id>", words("cli.postcard.campaign"))
    .option("--seat <code>", words("cli.handwriting.seat"))
    .option("--sheet <sheet>", words("cli.postcard.sheet", { sheets: SHEETS.join(", ") }), "a4-duplex-long")
    .option("--copies <number>", words("cli.handwriting.copies"), copies, 4)
    .requiredOption("--out <file>", words("cli.postcard.out"))
    .action(async (options: HandwritingOptions) => {
      const sheet = readSheet(options.sheet);
      const { campaign } = findCampaign(await parts.campaigns(), options.campaign);
      const seat = options.seat === undefined ? null : (await parts.seats()).byCode(options.seat);
      if (seat === undefined) throw new Problem("seat-unknown", { seat: options.seat ?? "" });
      const site = await parts.publicUrl();
      const pdf = await (await parts.paper()).handwritingPdf({
        campaign,
        seat,
        pageUrl: site && `${site}/campaigns/${campaign.id}`,
        sheet,
        copies: options.copies,
        madeOn: parts.today(),
      });
      await writeWhole(options.out, pdf);
      io.stdout.write(`${words("cli.handwriting.done", { file: options.out, count: options.copies })}\n`);
    });
}
