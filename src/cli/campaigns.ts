// postbag campaigns: which campaigns there are, and whether they hold for every MP.
import type { Command } from "commander";
import type { CompiledCampaign } from "../campaigns/compile-campaign.ts";
import { CampaignProblem, type Fault } from "../campaigns/fault.ts";
import { campaignStatus } from "../campaigns/status.ts";
import type { CampaignStore } from "../campaigns/store.ts";
import { ERRORS, Problem } from "../errors.ts";
import type { Finding } from "../proofs/finding.ts";
import { faultWords, findingWords, placeWords } from "../proofs/finding-words.ts";
import { type ProofParts, proveCampaign } from "../proofs/prove.ts";
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
 * Adds `campaigns list`, `campaigns proof [ID…] [--from DIR]`, `export` and `import`. Exit code 1 where a campaign's files have faults or a proof finds an error;
 * each fault and each warning is one line on standard error. Throws `campaign-unknown` for an id that there is not.
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
    const findings = proveCampaign({ campaign, ...proofParts });
    for (const finding of findings) {
      const line = `${finding.campaign}: ${findingLine(words, finding, campaign.campaign.asks.length)}`;
      if (finding.severity === "error") fail(line);
      else io.stderr.write(`${line}\n`);
    }
    if (findings.some(({ severity }) => severity === "error")) return false;
    const { id, asks, examples } = campaign.campaign;
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
function faultLine(words: Words, fault: Fault): string {
  const { file, line, column, path } = fault;
  return `${file}:${line}:${column}: ${path === "" ? "" : `${path}: `}${faultWords(words, fault)}`;
}

function findingLine(words: Words, finding: Finding, asks: number): string {
  const { text, where } = findingWords(words, finding, asks);
  const place = placeWords(words, finding.path);
  const line = [place === "" ? text : `${place}: ${text}`, where].filter((part) => part !== "").join("; ");
  return finding.severity === "error" ? line : words("cli.campaigns.warning", { line });
}
