// Picking a constituency: from those a postcode can be in, or from a search by its name or its MP's.
import type { FastifyReply } from "fastify";
import type { CompiledCampaign } from "../../campaigns/compile-campaign.ts";
import { isStale, type MpAnswer } from "../../mps/find-mp.ts";
import type { Seat } from "../../mps/seat.ts";
import { MOST_RESULTS } from "../../mps/seat-search.ts";
import type { WebParts } from "../parts.ts";
import { keptFields, type MemberForm } from "./form.ts";

type Choice = {
  readonly heading: string;
  readonly why: string | null;
  readonly choices: readonly Seat[];
  /** What was wrong with the choice made, or null. */
  readonly wrong: string | null;
};

/** Sends the constituencies that the postcode can be in; for one that was found, those near it, since it was not theirs. */
export async function showChoice(
  reply: FastifyReply,
  parts: WebParts,
  compiled: CompiledCampaign,
  form: MemberForm,
  answer: MpAnswer,
  wrong: string | null,
): Promise<FastifyReply> {
  const { words } = parts;
  const choices = answer.seat ? [answer.seat, ...answer.choices] : answer.choices;
  const changing = answer.outcome === "found";
  return show(reply, parts, compiled, form, {
    heading: words(changing ? "choose.titleChange" : "choose.titleChoose"),
    why: changing ? words("choose.changeWhy", { count: choices.length }) : answer.why,
    choices,
    wrong,
  });
}

/** Sends what a search for a constituency or an MP found. */
export async function showSearch(
  reply: FastifyReply,
  parts: WebParts,
  compiled: CompiledCampaign,
  form: MemberForm,
  wrong: string | null,
): Promise<FastifyReply> {
  const { seats, words } = parts;
  const find = form.find.trim().slice(0, 80);
  const choices = seats.search(find);
  const count = choices.length;
  const nothing = count === 0;
  return show(reply, parts, compiled, form, {
    heading: nothing ? words("choose.titleChange") : words("choose.titleFound", { count, find }),
    why: nothing
      ? words("choose.nothing", { find })
      : count === MOST_RESULTS
        ? words("choose.first", { count, find })
        : null,
    choices,
    wrong,
  });
}

async function show(
  reply: FastifyReply,
  { words, seats, today }: WebParts,
  { campaign }: CompiledCampaign,
  form: MemberForm,
  { heading, why, choices, wrong }: Choice,
): Promise<FastifyReply> {
  if (wrong) reply.code(422);
  return reply.html("choose", {
    title: wrong ? words("form.errorPage", { title: heading }) : heading,
    heading,
    why,
    choices,
    stale: isStale(seats.asOf, today()) ? words("choose.stale", { date: seats.asOf }) : null,
    campaign,
    imprint: campaign.imprint,
    form,
    kept: keptFields(form, ["seat"]),
    seatError: wrong,
    errors: wrong ? [{ id: choices.length > 0 ? "seat" : "find", text: wrong }] : [],
  });
}
