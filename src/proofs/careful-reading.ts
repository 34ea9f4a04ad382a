// What a careful campaigner would want to hear before a campaign is published: figures to look at again, asks that take sides.
import type { Campaign } from "../campaigns/campaign.ts";
import { imageWarnings } from "../campaigns/front-image.ts";
import { dateInLondon } from "../campaigns/schedule.ts";
import { campaignStatus } from "../campaigns/status.ts";
import type { Sighting } from "./finding.ts";

/** A figure that has to be looked at within so many days is said now. */
const SOON_DAYS = 30;

// A number that is no year: "40 per cent", "£280 million", "1,000 posts".
const FIGURE = /£\s?\d|\d+(?:[.,]\d+)*\s?(?:%|per cent|percent)|\b(?!(?:19|20)\d\d\b)\d[\d,.]*\b/;
const VOTE = /\b(?:vot(?:e|es|ed|ing) (?:for|against|down|with|in favour of|yes|no)|abstain)\b/i;

/** All that reading the campaign at a time says; nothing about the dates and figures of a sample, which says what it is. */
export function carefulReading(campaign: Campaign, now: Temporal.Instant): Sighting[] {
  return [
    ...(campaign.sample ? [] : [...closing(campaign, now), ...figures(campaign, dateInLondon(now))]),
    ...asks(campaign),
    ...picture(campaign),
  ];
}

function* closing(campaign: Campaign, now: Temporal.Instant): Generator<Sighting> {
  if (campaignStatus(campaign, now) === "closed")
    yield { kind: "closes-past", path: "closes", found: campaign.closes ?? "" };
}

function* figures({ reasons }: Campaign, today: string): Generator<Sighting> {
  const soon = new Date(Date.parse(today) + SOON_DAYS * 86_400_000).toISOString().slice(0, 10);
  for (const [r, reason] of reasons.entries()) {
    for (const [f, { claim, reviewBy }] of reason.figures.entries()) {
      const path = `reasons.${r}.figures.${f}.reviewBy`;
      if (reviewBy < today) yield { kind: "figure-stale", path, found: claim };
      else if (reviewBy <= soon) yield { kind: "figure-soon", path, found: claim };
    }
    if (reason.figures.length > 0) continue;
    for (const place of ["short", "long"] as const) {
      const figure = FIGURE.exec(reason[place]);
      if (figure === null) continue;
      yield { kind: "figure-unsourced", path: `reasons.${r}.${place}`, found: figure[0] };
      break;
    }
  }
}

function* asks({ asks }: Campaign): Generator<Sighting> {
  for (const [at, { when, text }] of asks.entries()) {
    if (when?.party)
      yield { kind: "asks-by-party", path: `asks.${at}.text`, ask: at + 1, found: when.party.join(", ") };
    const vote = VOTE.exec(text);
    if (vote) yield { kind: "ask-votes", path: `asks.${at}.text`, ask: at + 1, found: vote[0] };
  }
}

function* picture({ card }: Campaign): Generator<Sighting> {
  if (card.image === null) return;
  for (const { dpi } of imageWarnings(card.image))
    yield { kind: "image-soft", path: "card.image", found: String(dpi) };
}
