// A campaign's poster for a notice board: the same for everybody, with nothing personal on it.
import type { FastifyInstance } from "fastify";
import { findCampaign } from "../../campaigns/open-campaign.ts";
import { Problem } from "../../errors.ts";
import type { WebParts } from "../parts.ts";
import type { LimitRenders } from "../safety.ts";
import { sendPdf } from "../send-pdf.ts";

/** Registers the poster; it answers `public-url-missing` where the code on it would lead nowhere. */
export function registerPoster(
  app: FastifyInstance,
  { campaigns, paper, publicUrl, today }: WebParts,
  limitRenders: LimitRenders,
): void {
  app.get<{ Params: { id: string } }>(
    "/campaigns/:id/poster.pdf",
    { onRequest: limitRenders },
    async ({ params }, reply) => {
      const { campaign } = findCampaign(campaigns, params.id);
      if (publicUrl === null) throw new Problem("public-url-missing");
      const pageUrl = `${publicUrl}/campaigns/${campaign.id}`;
      return sendPdf(reply, "poster.pdf", await paper.posterPdf({ campaign, pageUrl, madeOn: today() }));
    },
  );
}
