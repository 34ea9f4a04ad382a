// What a campaign prints without anybody's words in it: its poster, and its card to be written on by hand.
import type { Campaign } from "../campaigns/campaign.ts";
import { HOUSE, imprintOf, postalAddress, salutation } from "../letters/address-mp.ts";
import type { CardFront } from "../letters/letter.ts";
import type { Seat } from "../mps/seat.ts";
import type { Words } from "../words.ts";
import type { HandOutText } from "./hand-out.ts";
import type { HandwritingText } from "./handwriting.ts";
import type { PosterText } from "./poster.ts";
import { shortAddress } from "./qr.ts";

/** What of a campaign these prints show. */
export type PrintedCampaign = Pick<Campaign, "title" | "card" | "organisation" | "imprint" | "sample">;

/** The texts of a campaign's poster; `pageUrl` is the whole URL of its page. */
export function posterText(campaign: PrintedCampaign, pageUrl: string, words: Words): PosterText {
  return {
    front: frontOf(campaign),
    pageUrl,
    prompt: words("paper.poster"),
    codeAlt: words("paper.codeLeadsTo", { address: shortAddress(pageUrl) }),
    imprint: imprintOf(campaign, words),
  };
}

/** The texts of a campaign's hand-out; without the URL of its page there are lines to write an address on. */
export function handOutText(campaign: PrintedCampaign, pageUrl: string | null, words: Words): HandOutText {
  const first = pageUrl === null ? "paper.handOut.firstByHand" : "paper.handOut.first";
  return {
    front: frontOf(campaign),
    heading: words("paper.handOut.heading"),
    steps: [words(first), ...words.list("paper.handOut.steps")],
    page:
      pageUrl === null
        ? null
        : { url: pageUrl, alt: words("paper.codeLeadsTo", { address: shortAddress(pageUrl) }) },
    addressLabel: words(pageUrl === null ? "paper.handOut.addressByHand" : "paper.handOut.address"),
    imprint: imprintOf(campaign, words),
  };
}

/**
 * The texts of a card to be written on by hand: to the MP of a seat; without one, with a line for the MP's name, and
 * with the way to find it where the campaign's page has a URL. `signed`: what stands under the lines where the writer is known.
 */
export function handwritingText(
  campaign: PrintedCampaign,
  seat: Seat | null,
  pageUrl: string | null,
  words: Words,
  signed: readonly string[] = [],
): HandwritingText {
  const [name = null] = seat === null ? [] : postalAddress(seat, words);
  return {
    front: frontOf(campaign),
    greeting: seat === null ? words("paper.handwriting.dear") : `${salutation(seat, words)},`,
    nameLabel: words("paper.handwriting.name"),
    below: seat === null ? null : words("letter.yourConstituent", { constituency: seat.name }),
    signed,
    name,
    house: HOUSE,
    find: seat === null && pageUrl !== null ? wayToFind(pageUrl, words) : null,
    imprint: imprintOf(campaign, words),
  };
}

function wayToFind(url: string, words: Words): HandwritingText["find"] {
  const alt = words("paper.codeLeadsTo", { address: shortAddress(url) });
  return { url, label: words("paper.handwriting.find"), alt };
}

function frontOf({ card, organisation }: PrintedCampaign): CardFront {
  return { ...card, organisation };
}
