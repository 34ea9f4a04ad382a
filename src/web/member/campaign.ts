// A campaign's own page: why it matters, and the postcode box; or, when it is not open, why not.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { CompiledCampaign } from "../../campaigns/compile-campaign.ts";
import { type CampaignStatus, campaignStatus } from "../../campaigns/status.ts";
import { Problem } from "../../errors.ts";
import { imprintOf } from "../../letters/address-mp.ts";
import { compileSource } from "../../proofs/prove-source.ts";
import type { Words } from "../../words.ts";
import type { WebParts } from "../parts.ts";
import { pictureFrom, sendPicture } from "../pictures.ts";
import type { ErrorLine } from "./fields.ts";
import { keptFields, type MemberForm, readMemberForm } from "./form.ts";

/** A request below `/campaigns/:id`. */
export type CampaignRequest = FastifyRequest<{ Params: { id: string } }>;

/** Registers `GET /campaigns/:id`, and the picture on the front of one that was archived. */
export function registerCampaign(app: FastifyInstance, parts: WebParts): void {
  app.get("/campaigns/:id", async ({ params }: CampaignRequest, reply) =>
    showCampaign(reply, parts, await liveOrEnded(parts, params.id), readMemberForm({}), null),
  );
  app.get("/campaigns/:id/front/:file", async ({ params }: PictureRequest, reply) => {
    const { campaign } = await liveOrEnded(parts, params.id);
    return sendPicture(reply, campaign.card.image, params.file);
  });
}

type PictureRequest = FastifyRequest<{ Params: { id: string; file: string } }>;

/** The campaign of that id; one that was archived as it last was, for its page stays. Throws `campaign-unknown`. */
async function liveOrEnded(parts: WebParts, id: string): Promise<CompiledCampaign> {
  const { campaigns, organisation, versions } = parts;
  const live = campaigns.get(id);
  if (live !== null) return live;
  // Where the store does not answer, it is not known here either.
  const archived = await versions.campaign(id).catch(() => null);
  const last =
    archived?.archivedAt && archived.live ? await versions.version(id, archived.live.number) : null;
  const ended = last && compileSource({ id, source: last.source, organisation });
  if (!ended || "faults" in ended) throw new Problem("campaign-unknown", { campaign: id });
  return ended;
}

type PageStatus = CampaignStatus | "ended";

/** Whether letters can be written in it; "ended" where it was archived, and is no longer among those that are live. */
function statusOf({ campaigns, now }: WebParts, { campaign }: CompiledCampaign): PageStatus {
  return campaigns.get(campaign.id) === null ? "ended" : campaignStatus(campaign, now());
}

/**
 * Reads a posted form and hands it on with its campaign. Where the campaign has closed, or has not opened, its page says so,
 * with whatever was written to copy from: nothing is lost. Throws `campaign-unknown`.
 */
export async function withForm(
  { params, body }: CampaignRequest,
  reply: FastifyReply,
  parts: WebParts,
  use: (compiled: CompiledCampaign, form: MemberForm) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const compiled = await liveOrEnded(parts, params.id);
  const form = readMemberForm(body);
  if (statusOf(parts, compiled) === "open") return use(compiled, form);
  reply.code(422);
  return showCampaign(reply, parts, compiled, form, null);
}

/** Sends a campaign's page; `wrong` is what was wrong with the postcode typed, which stays in the box. */
export async function showCampaign(
  reply: FastifyReply,
  parts: WebParts,
  compiled: CompiledCampaign,
  form: MemberForm,
  wrong: ErrorLine | null,
): Promise<FastifyReply> {
  const { paper, words, now, asksOutside, publicUrl } = parts;
  const { campaign } = compiled;
  const time = now();
  const status = statusOf(parts, compiled);
  const { headline, line, image } = campaign.card;
  const drawn = paper.frontSvg(frontOf(compiled), {
    label: words("preview.frontPicture", { headline, line }),
    imprint: imprintOf(campaign, words),
  });
  return reply.html("campaign", {
    title: wrong ? words("form.errorPage", { title: campaign.title }) : campaign.title,
    campaign,
    imprint: campaign.imprint,
    tag: status === "ended" ? words("campaign.endedTag") : tagOf(compiled, words, time),
    open: status === "open",
    poster: publicUrl !== null && status === "open",
    closedText: closedText(compiled, status, words),
    written: status === "open" ? "" : form.ownWords,
    front: status === "ended" ? pictureFrom(`/campaigns/${campaign.id}/front`, drawn, image) : drawn,
    figures: campaign.reasons.flatMap((reason) =>
      reason.figures.map((figure) => ({ ...figure, year: String(figure.year) })),
    ),
    form,
    kept: keptFields(form, ["postcode", "seat", "shared"]),
    asksOutside,
    postcodeError: wrong?.text ?? null,
    errors: wrong ? [wrong] : [],
  });
}

/** What a campaign's front is drawn from. */
export function frontOf({ campaign }: CompiledCampaign) {
  return { ...campaign.card, organisation: campaign.organisation };
}

/** The tag beside a campaign's title: that it is a sample, or until when it is open; null where there is nothing to say. */
export function tagOf({ campaign }: CompiledCampaign, words: Words, now: Temporal.Instant): string | null {
  if (campaign.sample) {
    const year = yearOf(campaign);
    return year === null ? words("home.sampleOnly") : words("home.sample", { year });
  }
  const status = campaignStatus(campaign, now);
  if (status === "closed") return words("home.closed");
  if (status === "not-yet") return words("home.notYet", { date: campaign.opens ?? "" });
  return campaign.closes ? words("home.openUntil", { date: campaign.closes }) : null;
}

function closedText({ campaign }: CompiledCampaign, status: PageStatus, words: Words): string {
  if (status === "ended") return words("campaign.ended");
  if (status === "closed") return words("campaign.closed", { date: campaign.closes ?? "" });
  return status === "not-yet" ? words("campaign.notYet", { date: campaign.opens ?? "" }) : "";
}

/** The year of a sample's newest figure, else that in which it closed. */
function yearOf({ reasons, closes }: CompiledCampaign["campaign"]): string | null {
  const years = reasons.flatMap((reason) => reason.figures.map((figure) => figure.year));
  return years.length > 0 ? String(Math.max(...years)) : (closes?.slice(0, 4) ?? null);
}
