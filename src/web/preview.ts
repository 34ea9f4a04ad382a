// A campaign that is being worked on, for whoever has a link to it: to look at, with nothing that could make a real letter.
import type { FastifyInstance, FastifyReply } from "fastify";
import { titleOf } from "../campaigns/new-campaign.ts";
import { Problem } from "../errors.ts";
import { compiled, deskCampaign, workingOn } from "./desk/campaigns/desk-campaign.ts";
import { lookOf } from "./desk/campaigns/look.ts";
import { londonTime } from "./desk/london-time.ts";
import type { WebParts } from "./parts.ts";
import { sendPicture } from "./pictures.ts";
import type { RateLimits } from "./safety.ts";

/** Registers `GET /preview/:token`, and the picture of its front. */
export function registerPreviewPage(app: FastifyInstance, parts: WebParts, limits: RateLimits): void {
  const { previewLinks, words } = parts;
  app.get<{ Params: { token: string } }>(
    "/preview/:token",
    { onRequest: limits.pages },
    async ({ params }, reply) => {
      const { link, source, revision, ready } = await open(params.token, reply);
      const title = titleOf(source) ?? words("desk.preview.untitled");
      return reply.html("preview-link", {
        title: words("desk.preview.title", { title }),
        name: title,
        isDraft: revision !== null,
        until: londonTime(link.expiresAt),
        look: ready === null ? null : await lookOf(parts, ready, `/preview/${params.token}`),
        imprint: ready?.campaign.imprint,
      });
    },
  );

  app.get<{ Params: { token: string; file: string } }>(
    "/preview/:token/:file",
    { onRequest: limits.pages },
    async ({ params }, reply) => {
      const { ready } = await open(params.token, reply);
      return sendPicture(reply, ready?.campaign.card.image ?? null, params.file);
    },
  );

  async function open(token: string, reply: FastifyReply) {
    // Said first, so that a page that says no is no more found than one that shows something.
    reply.header("x-robots-tag", "noindex, nofollow").header("cache-control", "no-store");
    const link = await previewLinks.open(token);
    if (link === null) throw new Problem("preview-link");
    const { source, revision } = await workingOn(parts, await deskCampaign(parts, link.campaign));
    return { link, source, revision, ready: compiled(parts, link.campaign, source) };
  }
}
