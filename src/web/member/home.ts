// The front page, and a campaign's own page with why it matters and the postcode box.
import type { FastifyInstance, FastifyReply } from "fastify";
import type { CompiledCampaign } from "../../campaigns/compile-campaign.ts";
import { findCampaign } from "../../campaigns/open-campaign.ts";
import { campaignStatus } from "../../campaigns/status.ts";
import type { Words } from "../../words.ts";
import type { WebParts } from "../parts.ts";
import { type ErrorLine, NO_ERRORS } from "./fields.ts";
import { keptFields, type MemberForm, readMemberForm } from "./form.ts";

export function registerHome(app: FastifyInstance, parts: WebParts): void {
  const { campaigns, words, today } = parts;

  app.get("/", async (_request, reply) =>
    reply.html("home", {
      title: words("home.title"),
      campaigns: campaigns.list().map((compiled) => ({
        id: compiled.campaign.id,
        title: compiled.campaign.title,
        summary: compiled.campaign.summary,
        tag: tagOf(compiled, words, today()),
        front: parts.paper.frontSvg(frontOf(compiled), { label: "" }),
      })),
    }),
  );

  app.get<{ Params: { id: string } }>("/campaigns/:id", async ({ params }, reply) =>
    showCampaign(reply, parts, findCampaign(campaigns, params.id), readMemberForm({}), null),
  );
}

/** Sends a campaign's page; `wrong` is what was wrong with the postcode typed, which stays in the box. */
export async function showCampaign(
  reply: FastifyReply,
  { paper, words, today, asksOutside }: WebParts,
  compiled: CompiledCampaign,
  form: MemberForm,
  wrong: ErrorLine | null,
): Promise<FastifyReply> {
  const { campaign } = compiled;
  const status = campaignStatus(campaign, today());
  const dates = { "not-yet": campaign.opens, closed: campaign.closes, open: null };
  return reply.html("campaign", {
    title: campaign.title,
    scripts: ["start.js"],
    campaign,
    imprint: campaign.imprint,
    tag: tagOf(compiled, words, today()),
    open: status === "open",
    closedText:
      status === "open"
        ? ""
        : words(`campaign.${status === "closed" ? "closed" : "notYet"}`, {
            date: words.date(dates[status] ?? ""),
          }),
    front: paper.frontSvg(frontOf(compiled), {
      label: words("preview.frontPicture", { headline: campaign.card.headline, line: campaign.card.line }),
    }),
    figures: campaign.reasons.flatMap((reason) => reason.figures),
    form,
    kept: keptFields(form, ["postcode", "seat"]),
    asksOutside,
    postcodeError: wrong?.text ?? null,
    errors: wrong ? [wrong] : NO_ERRORS.errors,
  });
}

function frontOf({ campaign }: CompiledCampaign) {
  return { ...campaign.card, organisation: campaign.organisation };
}

function tagOf({ campaign }: CompiledCampaign, words: Words, today: string): string | null {
  if (campaign.sample) {
    const year = yearOf(campaign);
    return year === null ? words("home.sampleOnly") : words("home.sample", { year });
  }
  const status = campaignStatus(campaign, today);
  if (status === "closed") return words("home.closed");
  if (status === "not-yet") return words("home.notYet", { date: words.date(campaign.opens ?? "") });
  return campaign.closes ? words("home.openUntil", { date: words.date(campaign.closes) }) : null;
}

/** The year of a sample's newest figure, else that in which it opened. */
function yearOf({ reasons, opens }: CompiledCampaign["campaign"]): string | null {
  const years = reasons.flatMap((reason) => reason.figures.map((figure) => figure.year));
  return years.length > 0 ? String(Math.max(...years)) : (opens?.slice(0, 4) ?? null);
}
