// The whole journey, postcode → constituency → MP → letter: start reading here. Web, API and command line all call it.
import type { CompiledCampaign } from "../campaigns/compile-campaign.ts";
import { campaignStatus } from "../campaigns/status.ts";
import type { CampaignStore } from "../campaigns/store.ts";
import { Problem } from "../errors.ts";
import type { FindMp } from "../mps/find-mp.ts";
import type { Seat } from "../mps/seat.ts";
import type { Seats } from "../mps/seats.ts";
import type { Postcode } from "../postcode/postcode.ts";
import { requirePostcode } from "../postcode/require-postcode.ts";
import type { Words } from "../words.ts";
import { compose } from "./compose.ts";
import type { Letter } from "./letter.ts";
import type { LetterRequest } from "./request.ts";

/** What the journey needs: where campaigns, seats and words are, and today's ISO date in London. */
export type WriteLetterParts = {
  readonly campaigns: CampaignStore;
  readonly seats: Seats;
  readonly findMp: FindMp;
  readonly words: Words;
  readonly today: () => string;
};

/** Turns a Request into a Letter, or throws the Problem that tells the person what to mend. */
export type WriteLetter = (request: LetterRequest) => Promise<Letter>;

export function createWriteLetter({ campaigns, seats, findMp, words, today }: WriteLetterParts): WriteLetter {
  return async function writeLetter(request) {
    const writtenOn = today();
    const campaign = openCampaign(campaigns, request.campaign, writtenOn);
    const postcode = requirePostcode(request.postcode);
    const seat = await seatOf(request, postcode);
    return compose({ campaign, seat, postcode, request, writtenOn, words });
  };

  async function seatOf(request: LetterRequest, postcode: Postcode): Promise<Seat> {
    if (request.seat) {
      const seat = seats.byCode(request.seat);
      if (seat) return seat;
      throw new Problem("seat-unknown", { seat: request.seat }, [{ field: "seat", code: "seat-unknown", values: { seat: request.seat } }]);
    }
    const answer = await findMp(postcode);
    if (answer.seat) return answer.seat;
    throw new Problem("seat-needed", { why: answer.why }, [{ field: "seat", code: "seat-needed", values: { why: answer.why } }]);
  }
}

/** The campaign of that id if letters can be written in it today (ISO date), else the Problem that says why not. */
export function openCampaign(campaigns: CampaignStore, id: string, today: string): CompiledCampaign {
  const compiled = campaigns.get(id);
  if (!compiled) throw new Problem("campaign-unknown", { campaign: id });
  const { campaign } = compiled;
  const status = campaignStatus(campaign, today);
  if (status === "not-yet") throw new Problem("campaign-not-open", { title: campaign.title, opens: campaign.opens ?? "" });
  if (status === "closed") throw new Problem("campaign-closed", { title: campaign.title, closes: campaign.closes ?? "" });
  return compiled;
}
