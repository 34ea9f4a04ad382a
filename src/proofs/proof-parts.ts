// What campaigns are proved with: every seat, and the real letter, card and email.
import type { Example } from "../campaigns/campaign.ts";
import type { CompiledCampaign } from "../campaigns/compile-campaign.ts";
import { dateInLondon } from "../campaigns/schedule.ts";
import { toEmail } from "../email/email.ts";
import { mailtoLink } from "../email/mailto.ts";
import { composeExample } from "../letters/compose-example.ts";
import type { Letter } from "../letters/letter.ts";
import type { Seat } from "../mps/seat.ts";
import type { Paper } from "../paper/paper.ts";
import type { Words } from "../words.ts";
import type { ProofParts } from "./prove.ts";

/** Everything a proof needs but the campaign. `words` are those of every language that a campaign can be in; */
export function createProofParts({
  seats,
  paper,
  words,
  now,
}: {
  readonly seats: readonly Seat[];
  readonly paper: Pick<Paper, "card" | "letterPages" | "unprintable">;
  readonly words: readonly Words[];
  readonly now: Temporal.Instant;
}): Omit<ProofParts, "campaign"> {
  const writtenOn = dateInLondon(now);
  const byLanguage = new Map(words.map((each) => [each.language, each]));
  return {
    seats,
    compose(campaign: CompiledCampaign, example: Example, seat: Seat, language: string) {
      const words = byLanguage.get(language);
      if (words === undefined) throw new Error(`there are no words in ${language}`);
      return composeExample(example, { campaign, seat, writtenOn, words });
    },
    fits: (letter: Letter) => paper.card(letter).fit,
    pages: (letter: Letter) => paper.letterPages(letter).length,
    unprintable: paper.unprintable,
    mailto: (letter: Letter) => mailtoLink(toEmail(letter)),
    now,
  };
}
