// A campaign's poster for a notice board: the same for everybody, with nothing personal on it.
import type { FastifyInstance } from "fastify";
import { findCampaign } from "../../campaigns/open-campaign.ts";
import { Problem } from "../../errors.ts";
import type { WebParts } from "../parts.ts";
import type { RateLimits } from "../safety.ts";
import { sendDownload } from "../send-download.ts";

/** Registers the poster; it answers `public-url-missing` where the code on it would lead nowhere. */
export function registerPoster(
  app: FastifyInstance,
  { campaigns, paper, publicUrl, today }: WebParts,
  { renders }: RateLimits,
): void {
  app.get<{ Params: { id: string } }>(
    "/campaigns/:id/poster.pdf",
    { onRequest: renders },
    async ({ params }, reply) => {
      const { campaign } = findCampaign(campaigns, params.id);
      if (publicUrl === null) throw new Problem("public-url-missing");
      const pageUrl = `${publicUrl}/campaigns/${campaign.id}`;
      const poster = await paper.posterPdf({ campaign, pageUrl, madeOn: today() });
      return sendDownload(reply, "application/pdf", "poster.pdf", poster);
    },
  );
}
