// The proof of a campaign that may not even be sound: of a draft as it stands, or of what the files hold.
import type { Campaign } from "../campaigns/campaign.ts";
import { type CompiledCampaign, compileCampaign } from "../campaigns/compile-campaign.ts";
import { CampaignProblem, type Fault } from "../campaigns/fault.ts";
import type { Organisation } from "../campaigns/organisation.ts";
import { parseCampaign } from "../campaigns/parse-campaign.ts";
import type { CampaignSource } from "../campaigns/versions.ts";
import type { Finding } from "./finding.ts";
import { type ProofParts, type ProofProgress, proveCampaign } from "./prove.ts";

/** A campaign's source under its id; `organisation` is that of the settings. */
export type SourceToProve = {
  readonly id: string;
  readonly source: CampaignSource;
  readonly organisation: Organisation;
};

/**
 * What a proof says. `faults` are why the campaign cannot be read at all: then nothing else was looked at. `seats` are those that it was
 * proved for, `vacant` those of them without a known MP, and `silent` the MPs who publish no email.
 */
export type ProofReport = {
  readonly id: string;
  readonly title: string | null;
  readonly faults: readonly Fault[];
  readonly findings: readonly Finding[];
  readonly seats: number;
  readonly vacant: number;
  readonly silent: number;
  readonly asks: number;
  readonly examples: number;
};

/** Proves a campaign's source, and says how far it is; the way to a proof for whoever does not make it. */
export type Prove = (
  given: Pick<SourceToProve, "id" | "source">,
  progress?: ProofProgress,
) => Promise<ProofReport>;

/** Parses, compiles and proves. Never throws for what is in the source. */
export function proveSource(
  { id, source, organisation }: SourceToProve,
  parts: Omit<ProofParts, "campaign">,
): ProofReport {
  const compiled = compileSource({ id, source, organisation });
  if ("faults" in compiled) return report(id, null, parts.seats, { faults: compiled.faults });
  return report(id, compiled.campaign, parts.seats, {
    findings: proveCampaign({ ...parts, campaign: compiled }),
  });
}

/** The campaign of a source, ready to use, or every fault that is in it. */
export function compileSource({
  id,
  source,
  organisation,
}: SourceToProve): CompiledCampaign | { readonly faults: readonly Fault[] } {
  try {
    return compileCampaign(parseCampaign({ id, ...source, organisation }));
  } catch (error) {
    if (!(error instanceof CampaignProblem)) throw error;
    return { faults: error.faults };
  }
}

/** Whether the campaign may be published: it can be read, and nothing that was found is an error. */
export function holds({ faults, findings }: Pick<ProofReport, "faults" | "findings">): boolean {
  return faults.length === 0 && findings.every(({ severity }) => severity === "warning");
}

function report(
  id: string,
  campaign: Campaign | null,
  seats: ProofParts["seats"],
  found: { readonly faults?: readonly Fault[]; readonly findings?: readonly Finding[] },
): ProofReport {
  return {
    id,
    title: campaign?.title ?? null,
    faults: [],
    findings: [],
    ...found,
    seats: seats.length,
    vacant: seats.filter(({ member }) => member === null).length,
    silent: seats.filter(({ member }) => member !== null && member.email === null).length,
    asks: campaign?.asks.length ?? 0,
    examples: campaign?.examples.length ?? 0,
  };
}
