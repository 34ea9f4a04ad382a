// The shipped campaigns for all 650 seats, with the real parts: the check that `postbag campaigns proof` makes.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { DEFAULT_ORGANISATION } from "../../src/campaigns/organisation.ts";
import { readSeatsSnapshot } from "../../src/mps/seats.ts";
import { readFontFiles } from "../../src/paper/font-files.ts";
import { createFonts } from "../../src/paper/fonts.ts";
import { createPaper } from "../../src/paper/paper.ts";
import { createProofParts } from "../../src/proofs/proof-parts.ts";
import { proveCampaign } from "../../src/proofs/prove.ts";
import { readCampaigns } from "../../src/storage/campaign-files.ts";
import { createWords } from "../../src/words.ts";
import { readWordTree } from "../support/word-keys.ts";

const root = join(import.meta.dirname, "../..");
const words = createWords(readWordTree(join(root, "templates/words/en.yaml")), "en");
const { seats } = readSeatsSnapshot(readFileSync(join(root, "data/seats.json"), "utf8"), "data/seats.json");
const store = await readCampaigns({
  folder: join(root, "templates/campaigns"),
  organisation: DEFAULT_ORGANISATION,
});
const paper = createPaper({ fonts: createFonts(await readFontFiles()), words });
const parts = createProofParts({
  seats,
  paper,
  words: [words],
  now: Temporal.Instant.from("2026-11-22T12:00Z"),
});

it.each(store.list().map((campaign) => [campaign.campaign.id, campaign] as const))(
  "%s composes, reads well and fits its card for every seat, every ask and every example",
  (_, campaign) => {
    expect(seats).toHaveLength(650);
    const findings = proveCampaign({ campaign, ...parts });
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
    // The drop-in's letter has four questions for Parliament; the others leave nothing to say.
    const said = findings.map(({ kind, seats }) => [kind, seats]);
    expect(said).toEqual(campaign.campaign.id === "drop-in" ? [["letter-long", 638]] : []);
  },
);
