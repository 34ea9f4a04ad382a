// A made-up campaign as posters and cards for handwriting show it.
import type { PrintedCampaign } from "../../src/paper/campaign-prints.ts";

/** Any part can be changed. */
export function examplePrintedCampaign(changes: Partial<PrintedCampaign> = {}): PrintedCampaign {
  return {
    title: "An example campaign",
    card: {
      headline: "Eight reasons to reunify probation",
      line: "Rehabilitation, public safety, and a profession that can do its job.",
      colour: "#8c1d40",
      image: null,
    },
    organisation: "Your union",
    imprint: null,
    sample: true,
    ...changes,
  };
}
