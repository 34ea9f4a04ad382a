// The whole journey, postcode → constituency → MP → letter: start reading here. Web, API and command line all call it.
import type { CompiledCampaign } from "../campaigns/compile-campaign.ts";
import { openCampaign } from "../campaigns/open-campaign.ts";
import type { CampaignStore } from "../campaigns/store.ts";
import { fieldProblem } from "../errors.ts";
import type { FindMp } from "../mps/find-mp.ts";
import type { Seats } from "../mps/seats.ts";
import { requirePostcode } from "../postcode/require-postcode.ts";
import type { Words } from "../words.ts";
import { compose } from "./compose.ts";
import { findSeat, namedSeat } from "./find-seat.ts";
import type { Letter } from "./letter.ts";
import type { LetterRequest } from "./request.ts";
import { requireAddress } from "./require-address.ts";

/** What the journey needs: where campaigns, seats and words are, today's ISO date in London, and the time. */
export type WriteLetterParts = {
  readonly campaigns: CampaignStore;
  readonly seats: Seats;
  readonly findMp: FindMp;
  readonly words: Words;
  readonly today: () => string;
  readonly now: () => Temporal.Instant;
};

/**
 * Turns a Request into a Letter, or throws the Problem that tells the person what to mend. With `seatAlone` a seat will do without a
 * postcode, for a card that does not show one.
 */
export type WriteLetter = (
  request: LetterRequest,
  settings?: { readonly seatAlone: boolean },
) => Promise<Letter>;

export function createWriteLetter(parts: WriteLetterParts): WriteLetter {
  const { campaigns, seats, words, today, now } = parts;
  return async function writeLetter(request, { seatAlone } = { seatAlone: false }) {
    const writtenOn = today();
    const campaign = openCampaign(campaigns, request.campaign, now());
    requireLanguage(campaign, request.language);
    const named = seatAlone && isWithoutPostcode(request) ? request.seat : null;
    const postcode = named ? "" : requirePostcode(request.postcode);
    const seat = postcode
      ? await findSeat({ seat: request.seat, postcode }, parts)
      : namedSeat(named ?? "", seats);
    if (request.showOnCard.includes("address")) requireAddress(request.sender, "card-address-missing");
    return compose({ campaign, seat, postcode, request, writtenOn, words });
  };

  function isWithoutPostcode({ postcode, showOnCard }: LetterRequest): boolean {
    return postcode.trim() === "" && showOnCard.length === 0;
  }

  function requireLanguage({ campaign }: CompiledCampaign, language: string | undefined): void {
    const { languages } = campaign;
    if (language === undefined || languages.some((each) => each === language)) return;
    throw fieldProblem("language", "language-unknown", { language, languages: languages.join(", ") });
  }
}
