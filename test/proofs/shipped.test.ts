// The shipped campaigns for all 650 seats, with the real parts: the check that `postbag campaigns proof` makes.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { DEFAULT_ORGANISATION } from "../../src/campaigns/organisation.ts";
import { toEmail } from "../../src/email/email.ts";
import { mailtoLink } from "../../src/email/mailto.ts";
import { compose } from "../../src/letters/compose.ts";
import { parseLetterRequest } from "../../src/letters/request.ts";
import { readSeatsSnapshot } from "../../src/mps/seats.ts";
import { readFontFiles } from "../../src/paper/font-files.ts";
import { createFonts } from "../../src/paper/fonts.ts";
import { layoutCard } from "../../src/paper/postcard.ts";
import { requirePostcode } from "../../src/postcode/require-postcode.ts";
import { type ProofParts, proveCampaign } from "../../src/proofs/prove.ts";
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
const fonts = createFonts(await readFontFiles());

const composeExample: ProofParts["compose"] = (campaign, { name, address, ...example }, seat) => {
  const request = parseLetterRequest({
    campaign: campaign.campaign.id,
    sender: { name, address },
    ...example,
  });
  return compose({
    campaign,
    seat,
    postcode: requirePostcode(example.postcode),
    request,
    writtenOn: "2026-10-15",
    words,
  });
};

it.each(store.list().map((campaign) => [campaign.campaign.id, campaign] as const))(
  "%s composes, reads well and fits its card for every seat, every ask and every example",
  (_, campaign) => {
    expect(seats).toHaveLength(650);
    const faults = proveCampaign({
      campaign,
      seats,
      compose: composeExample,
      fits: (letter) => layoutCard(fonts, letter).fit,
      mailto: (letter) => mailtoLink(toEmail(letter)),
    });
    expect(faults).toEqual([]);
  },
);
