// A campaign to look at: its page's texts, and what its examples would send, as card, letter and email.
import type { Example } from "../../../campaigns/campaign.ts";
import type { CompiledCampaign } from "../../../campaigns/compile-campaign.ts";
import { toEmail } from "../../../email/email.ts";
import { Problem } from "../../../errors.ts";
import { composeExample } from "../../../letters/compose-example.ts";
import type { Seat } from "../../../mps/seat.ts";
import { paintSvg } from "../../../paper/paint-svg.ts";
import { requirePostcode } from "../../../postcode/require-postcode.ts";
import { drawPreview } from "../../member/draw-preview.ts";
import type { WebParts } from "../../parts.ts";
import { pictureFrom } from "../../pictures.ts";

/** What an example would send to its MP; `trouble` is why it cannot be printed, or null. */
type Sent = {
  readonly name: string;
  readonly to: string;
  readonly front: string;
  readonly back: string;
  readonly trouble: string | null;
  readonly pages: readonly string[];
  readonly subject: string;
  readonly email: string;
};

export type Look = {
  readonly campaign: CompiledCampaign["campaign"];
  readonly figures: readonly { claim: string; source: string; year: string }[];
  readonly sent: readonly Sent[];
};

/**
 * Draws it all; an example that cannot be composed is left out, for the proof says why. `place` is the address below which the page
 * finds the front's picture.
 */
export async function lookOf(parts: WebParts, campaign: CompiledCampaign, place: string): Promise<Look> {
  const { reasons, examples, card } = campaign.campaign;
  const drawn = await Promise.all(examples.map((example) => sentBy(parts, campaign, example)));
  const sent = drawn.map((each) => each && { ...each, front: pictureFrom(place, each.front, card.image) });
  return {
    campaign: campaign.campaign,
    figures: reasons.flatMap((reason) =>
      reason.figures.map(({ claim, source, year }) => ({ claim, source, year: String(year) })),
    ),
    sent: sent.filter((each) => each !== null),
  };
}

async function sentBy(parts: WebParts, campaign: CompiledCampaign, example: Example): Promise<Sent | null> {
  const { paper, words, today } = parts;
  const { name } = example;
  try {
    const seat = await seatOf(parts, example);
    const letter = composeExample(example, { campaign, seat, writtenOn: today(), words });
    const { front, back, trouble, unprintable } = drawPreview(parts, letter, false);
    const label = (page: number) => words("desk.look.letterPage", { name, page });
    const { subject, body } = toEmail(letter);
    const pages = unprintable
      ? []
      : paper.letterPages(letter).map((page, at) => paintSvg(page, label(at + 1)));
    return { name, to: letter.to[0] ?? "", front, back, trouble, pages, subject, email: body };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return null;
  }
}

/** The example's own constituency, else the first of the list. */
async function seatOf({ findMp, seats }: WebParts, { postcode }: Example): Promise<Seat> {
  const found = await findMp(requirePostcode(postcode));
  const seat = found.seat ?? found.choices[0] ?? seats.all[0];
  if (seat === undefined) throw new Problem("seat-needed");
  return seat;
}
