// The proof of a whole campaign: every shipped one against all 650 seats, as the desk runs it in its thread, within 3 seconds.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { DEFAULT_ORGANISATION } from "../src/campaigns/organisation.ts";
import { readSeatsSnapshot } from "../src/mps/seats.ts";
import { readFontFiles } from "../src/paper/font-files.ts";
import { createFonts } from "../src/paper/fonts.ts";
import { createPaper } from "../src/paper/paper.ts";
import { createProofParts } from "../src/proofs/proof-parts.ts";
import { proveCampaign } from "../src/proofs/prove.ts";
import { readCampaigns } from "../src/storage/campaign-files.ts";
import { englishWords } from "../test/support/paper.ts";
import { atMost, type BenchResult, type Contender, inTurns } from "./rounds.ts";

const ROUNDS = 3;
const LIMIT_MS = 3_000;

const inProject = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Times the proof of each shipped campaign. */
export async function proofBench(): Promise<BenchResult> {
  const { seats } = readSeatsSnapshot(readFileSync(inProject("data/seats.json"), "utf8"), "data/seats.json");
  const words = englishWords();
  const paper = createPaper({ fonts: createFonts(await readFontFiles()), words });
  const now = Temporal.Instant.from("2026-11-22T12:00Z");
  const parts = createProofParts({ seats, paper, words: [words], now });
  const folder = inProject("templates/campaigns");
  const { list } = await readCampaigns({ folder, organisation: DEFAULT_ORGANISATION });
  const contenders: Contender[] = list().map((campaign) => ({
    name: campaign.campaign.id,
    perRound: 1,
    run: async () => proveCampaign({ campaign, ...parts }),
  }));
  const timings = await inTurns(contenders, ROUNDS);
  return {
    name: `The proof of a campaign for ${seats.length} seats`,
    timings,
    targets: atMost(timings, LIMIT_MS),
    skipped: [],
    notes: [
      "Every example, and a member with two reasons and 60 own words, to every seat and to made-up vacant ones: composed, read, its card measured, its email link made.",
      "Nobody offers this to compare with: it is held to the time that somebody waits for it.",
    ],
  };
}
