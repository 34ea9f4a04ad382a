// postbag campaigns: which campaigns there are, and whether they hold for every MP.
import type { Command } from "commander";
import type { CompiledCampaign } from "../campaigns/compile-campaign.ts";
import { CampaignProblem, type Fault } from "../campaigns/fault.ts";
import { imageWarnings } from "../campaigns/front-image.ts";
import { campaignStatus } from "../campaigns/status.ts";
import type { CampaignStore } from "../campaigns/store.ts";
import { ERRORS, Problem } from "../errors.ts";
import { type ProofFault, type ProofParts, proveCampaign } from "../proofs/prove.ts";
import { readCampaigns } from "../storage/campaign-files.ts";
import type { Words } from "../words.ts";
import { addCampaignFiles, type CampaignFilesParts } from "./campaign-files.ts";
import type { CliIo } from "./io.ts";

/** What the commands need. Campaigns are loaded when a command runs, for it is the command that tells what is wrong in them. */
export type CampaignsParts = CampaignFilesParts & {
  readonly campaigns: () => Promise<CampaignStore>;
  readonly proofParts: () => Promise<Omit<ProofParts, "campaign">>;
};

/**
 * Adds `campaigns list`, `campaigns proof [ID…] [--from DIR]`, `export` and `import`. Exit code 1 where a campaign's files have faults or a proof fails; each
 * fault is one line on standard error, and so is a warning, which fails nothing. Throws `campaign-unknown` for an id that there is not.
 */
export function addCampaigns(program: Command, io: CliIo, parts: CampaignsParts): void {
  const { words } = parts;
  const campaigns = program.command("campaigns").description(words("cli.campaigns.about"));

  campaigns
    .command("list")
    .description(words("cli.campaigns.list"))
    .action(async () => {
      const store = await load(parts.campaigns);
      for (const { campaign } of store?.list() ?? []) {
        const status = words(
          `cli.campaigns.status.${campaign.sample ? "sample" : campaignStatus(campaign, parts.now())}`,
        );
        io.stdout.write(`${campaign.id}\t${status}\t${campaign.title}\n`);
      }
    });

  campaigns
    .command("proof")
    .description(words("cli.campaigns.proof"))
    .argument("[id...]", words("cli.campaigns.ids"))
    .option("--from <folder>", words("cli.campaigns.proofFrom"))
    .action(async (ids: string[], { from }: { from?: string }) => {
      const store = await load(from === undefined ? parts.campaigns : () => inFolder(from));
      if (store) await proveAll(chosen(store, ids));
    });

  addCampaignFiles(campaigns, io, parts, {
    tellingFaults(work) {
      try {
        return work();
      } catch (error) {
        return tell(error);
      }
    },
    prove: proveAll,
  });

  /** The campaigns, or null once the faults of their files have been told. */
  async function load(read: () => Promise<CampaignStore>): Promise<CampaignStore | null> {
    return read().catch(tell);
  }

  async function inFolder(folder: string): Promise<CampaignStore> {
    return readCampaigns({ folder, organisation: await parts.organisation() });
  }

  function tell(error: unknown): null {
    if (!(error instanceof CampaignProblem)) throw error;
    for (const fault of error.faults) fail(faultLine(words, fault));
    return null;
  }

  /** Proves each; false where one fails. */
  async function proveAll(campaigns: readonly CompiledCampaign[]): Promise<boolean> {
    const proofParts = await parts.proofParts();
    return campaigns.map((campaign) => prove(campaign, proofParts)).every((holds) => holds);
  }

  function prove(campaign: CompiledCampaign, proofParts: Omit<ProofParts, "campaign">): boolean {
    const { id, asks, examples, card } = campaign.campaign;
    for (const { dpi, least } of card.image === null ? [] : imageWarnings(card.image))
      io.stderr.write(`${id}: ${words("cli.campaigns.warns.lowDpi", { dpi, least })}\n`);
    const faults = proveCampaign({ campaign, ...proofParts });
    for (const fault of faults) fail(`${fault.campaign}: ${proofLine(words, fault)}`);
    if (faults.length > 0) return false;
    const counts = { id, seats: proofParts.seats.length, asks: asks.length, examples: examples.length };
    io.stdout.write(`${words("cli.campaigns.holds", counts)}\n`);
    return true;
  }

  function fail(line: string): void {
    io.stderr.write(`${line}\n`);
    io.setExitCode(ERRORS["campaign-invalid"].exit);
  }
}

function chosen(store: CampaignStore, ids: readonly string[]): readonly CompiledCampaign[] {
  if (ids.length === 0) return store.list();
  return ids.map((id) => {
    const campaign = store.get(id);
    if (!campaign) throw new Problem("campaign-unknown", { campaign: id });
    return campaign;
  });
}

/** One line as compilers write them, so that editors can jump to the place. */
function faultLine(words: Words, { file, line, column, path, expected, near }: Fault): string {
  const place = `${file}:${line}:${column}: ${path === "" ? "" : `${path}: `}`;
  const wanted = words("cli.campaigns.expected", { expected });
  return place + (near === null ? wanted : `${wanted} ${words("cli.campaigns.near", { near })}`);
}

function proofLine(words: Words, { kind, ask, example, seat, seats, found }: ProofFault): string {
  const where = [
    ask === null ? "" : words("cli.campaigns.where.ask", { ask }),
    example === null ? "" : words("cli.campaigns.where.example", { example }),
    seat === null ? "" : words("cli.campaigns.where.seats", { seat, count: seats }),
  ].filter((part) => part !== "");
  return [words(`cli.campaigns.fails.${kind}`, { found }), ...where].join("; ");
}
