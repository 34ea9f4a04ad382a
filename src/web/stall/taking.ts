// The screen on which a card is taken, as a page: blank, or with what was typed and what is wrong with it.
import { randomUUID } from "node:crypto";
import type { FastifyReply } from "fastify";
import type { CompiledCampaign } from "../../campaigns/compile-campaign.ts";
import { isStale } from "../../mps/find-mp.ts";
import type { Seat } from "../../mps/seat.ts";
import { type FieldErrors, NO_ERRORS } from "../member/fields.ts";
import { guardOf } from "../member/guard.ts";
import type { WebParts } from "../parts.ts";
import { readStallForm, type StallForm } from "./card-form.ts";
import type { DrawnCard } from "./draw-card.ts";
import { stallOf } from "./frame.ts";

/** What a page shows besides the blank form. `choices`: the seats to pick from. `added`: the number of the card before. */
export type Taking = {
  readonly form?: StallForm;
  readonly choices?: readonly Seat[];
  readonly faults?: FieldErrors;
  readonly preview?: DrawnCard | null;
  readonly added?: number | null;
};

/** Sends it. */
export function showTaking(
  reply: FastifyReply,
  { words, seats, paper, today }: Pick<WebParts, "words" | "seats" | "paper" | "today">,
  { campaign }: CompiledCampaign,
  { form = readStallForm({}), choices = [], faults = NO_ERRORS, preview = null, added = null }: Taking,
): Promise<FastifyReply> {
  const { stall, role } = stallOf(reply.request);
  const seat = seats.byCode(form.seat) ?? null;
  const guard = guardOf({ campaign, seat: { member: seat?.member ?? null }, form }, words, "/stall/cards");
  const title = words("stall.take.title");
  return reply.stall("take", {
    title: faults.errors.length > 0 ? words("form.errorPage", { title }) : title,
    scripts: ["/public/stall/take.js"],
    campaign,
    stallId: stall.id,
    rep: role === "rep",
    form,
    // A card that was refused is the same card when it comes again.
    cardKey: form.key || randomUUID(),
    seat,
    choices,
    stale: isStale(seats.asOf, today()) ? words("choose.stale", { date: seats.asOf }) : null,
    guard,
    checked: guard.findings.length > 0,
    front: paper.frontSvg(
      { ...campaign.card, organisation: campaign.organisation },
      {
        label: words("preview.frontPicture", { headline: campaign.card.headline, line: campaign.card.line }),
        imprint: campaign.imprint,
      },
    ),
    preview,
    added,
    ...faults,
  });
}
