// The shipped campaigns for all 650 seats, with the real parts: the check that `postbag campaigns proof` makes.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { DEFAULT_ORGANISATION } from "../../src/campaigns/organisation.ts";
import { toEmail } from "../../src/email/email.ts";
import { mailtoLink } from "../../src/email/mailto.ts";
import { composeExample } from "../../src/letters/compose-example.ts";
import { readSeatsSnapshot } from "../../src/mps/seats.ts";
import { readFontFiles } from "../../src/paper/font-files.ts";
import { createFonts } from "../../src/paper/fonts.ts";
import { createCardLayout } from "../../src/paper/postcard.ts";
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
const layoutCard = createCardLayout(createFonts(await readFontFiles()));

it.each(store.list().map((campaign) => [campaign.campaign.id, campaign] as const))(
  "%s composes, reads well and fits its card for every seat, every ask and every example",
  (_, campaign) => {
    expect(seats).toHaveLength(650);
    const faults = proveCampaign({
      campaign,
      seats,
      compose: (compiled, example, seat) =>
        composeExample(example, { campaign: compiled, seat, writtenOn: "2026-10-15", words }),
      fits: (letter) => layoutCard(letter).fit,
      mailto: (letter) => mailtoLink(toEmail(letter)),
    });
    expect(faults).toEqual([]);
  },
);
