// The whole journey, postcode → constituency → MP → letter: start reading here. Web, API and command line all call it.
import type { CompiledCampaign } from "../campaigns/compile-campaign.ts";
import { openCampaign } from "../campaigns/open-campaign.ts";
import type { CampaignStore } from "../campaigns/store.ts";
import { fieldProblem } from "../errors.ts";
import type { FindMp } from "../mps/find-mp.ts";
import type { Seat } from "../mps/seat.ts";
import type { Seats } from "../mps/seats.ts";
import type { Postcode } from "../postcode/postcode.ts";
import { requirePostcode } from "../postcode/require-postcode.ts";
import type { Words } from "../words.ts";
import { compose } from "./compose.ts";
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

/** Turns a Request into a Letter, or throws the Problem that tells the person what to mend. */
export type WriteLetter = (request: LetterRequest) => Promise<Letter>;

export function createWriteLetter({
  campaigns,
  seats,
  findMp,
  words,
  today,
  now,
}: WriteLetterParts): WriteLetter {
  return async function writeLetter(request) {
    const writtenOn = today();
    const campaign = openCampaign(campaigns, request.campaign, now());
    requireLanguage(campaign, request.language);
    const postcode = requirePostcode(request.postcode);
    const seat = await seatOf(request, postcode);
    if (request.showOnCard.includes("address")) requireAddress(request.sender, "card-address-missing");
    return compose({ campaign, seat, postcode, request, writtenOn, words });
  };

  function requireLanguage({ campaign }: CompiledCampaign, language: string | undefined): void {
    const { languages } = campaign;
    if (language === undefined || languages.some((each) => each === language)) return;
    throw fieldProblem("language", "language-unknown", { language, languages: languages.join(", ") });
  }

  async function seatOf(request: LetterRequest, postcode: Postcode): Promise<Seat> {
    if (request.seat) {
      const seat = seats.byCode(request.seat);
      if (seat) return seat;
      throw fieldProblem("seat", "seat-unknown", { seat: request.seat });
    }
    const answer = await findMp(postcode);
    if (answer.seat) return answer.seat;
    throw fieldProblem("seat", "seat-needed");
  }
}
