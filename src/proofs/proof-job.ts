// A campaign's proof as plain data, from its files as somebody is writing them, so that another thread can do it.
import { compileCampaign } from "../campaigns/compile-campaign.ts";
import { type CampaignFiles, parseCampaign } from "../campaigns/parse-campaign.ts";
import type { Seat } from "../mps/seat.ts";
import type { Paper } from "../paper/paper.ts";
import type { Words } from "../words.ts";
import { proofParts } from "./proof-parts.ts";
import { type ProofFault, type ProofProgress, proveCampaign } from "./prove.ts";

/** What to prove: a campaign's files, against these seats, with letters written on an ISO date. */
export type ProofJob = {
  readonly files: CampaignFiles;
  readonly seats: readonly Seat[];
  readonly writtenOn: string;
};

/** Parses, compiles and proves. Throws a `CampaignProblem` where the files have faults; see `proveCampaign`. */
export function proveFiles(
  { files, seats, writtenOn }: ProofJob,
  { paper, words }: { readonly paper: Pick<Paper, "card">; readonly words: Words },
  progress?: ProofProgress,
): ProofFault[] {
  const campaign = compileCampaign(parseCampaign(files));
  return proveCampaign({
    campaign,
    ...proofParts({ seats, paper, words, writtenOn }),
    ...(progress && { progress }),
  });
}
