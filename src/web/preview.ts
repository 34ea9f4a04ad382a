// A campaign that is being worked on, for whoever has a link to it: to look at, with nothing that could make a real letter.
import type { FastifyInstance } from "fastify";
import { titleOf } from "../campaigns/new-campaign.ts";
import { Problem } from "../errors.ts";
import { compiled, deskCampaign, workingOn } from "./desk/campaigns/desk-campaign.ts";
import { lookOf } from "./desk/campaigns/look.ts";
import { londonTime } from "./desk/london-time.ts";
import type { WebParts } from "./parts.ts";
import type { RateLimits } from "./safety.ts";

/** Registers `GET /preview/:token`. */
export function registerPreviewPage(app: FastifyInstance, parts: WebParts, limits: RateLimits): void {
  const { previewLinks, words } = parts;
  app.get<{ Params: { token: string } }>(
    "/preview/:token",
    { onRequest: limits.pages },
    async ({ params }, reply) => {
      // Said first, so that a page that says no is no more found than one that shows something.
      reply.header("x-robots-tag", "noindex, nofollow").header("cache-control", "no-store");
      const link = await previewLinks.open(params.token);
      if (link === null) throw new Problem("preview-link");
      const { source, revision } = await workingOn(parts, await deskCampaign(parts, link.campaign));
      const ready = compiled(parts, link.campaign, source);
      const title = titleOf(source) ?? words("desk.preview.untitled");
      return reply.html("preview-link", {
        title: words("desk.preview.title", { title }),
        name: title,
        isDraft: revision !== null,
        until: londonTime(link.expiresAt),
        look: ready === null ? null : await lookOf(parts, ready),
        imprint: ready?.campaign.imprint,
      });
    },
  );
}
