// The member's pages, in the order of the journey.
import type { FastifyInstance } from "fastify";
import type { WebParts } from "../parts.ts";
import { type RateLimits, requireSameOrigin } from "../safety.ts";
import { registerAbout } from "./about.ts";
import { registerCampaign } from "./campaign.ts";
import { registerHome } from "./home.ts";
import { registerPoster } from "./poster.ts";
import { registerPreview, wantsPreviewJson } from "./preview.ts";
import { registerSend } from "./send.ts";
import { registerSent } from "./sent.ts";
import { registerWrite } from "./write.ts";

const POST_ONLY = ["write", "preview", "send", "postcard.pdf", "letter.pdf", "draft.eml"];

/** Registers every page that a member sees; their forms are taken from our own pages only. */
export async function registerMemberPages(
  app: FastifyInstance,
  parts: WebParts,
  limits: RateLimits,
): Promise<void> {
  app.addHook("onRequest", async (request, reply) => {
    await (wantsPreviewJson(request) ? limits.previews : limits.pages)(request, reply);
    if (request.method !== "GET" && request.method !== "HEAD") requireSameOrigin(request, parts.publicUrl);
  });
  registerHome(app, parts);
  registerCampaign(app, parts);
  registerWrite(app, parts);
  registerPreview(app, parts);
  registerSend(app, parts, limits);
  registerSent(app, parts);
  registerPoster(app, parts, limits);
  registerAbout(app, parts);
  // Somebody reloads, or follows a link out of their history: what they typed is not in it, so they start again.
  for (const page of POST_ONLY) {
    app.get<{ Params: { id: string } }>(`/campaigns/:id/${page}`, (request, reply) =>
      reply.redirect(`/campaigns/${encodeURIComponent(request.params.id)}`, 303),
    );
  }
}
