// Links with which colleagues look at what is being worked on: made and ended by whoever works at the desk.
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { newToken, tokenOfForm } from "../../../accounts/tokens.ts";
import type { WebParts } from "../../parts.ts";
import { londonTime } from "../london-time.ts";
import { accountOf, sessionOf } from "../session.ts";
import { deskCampaign, type IdParams } from "./desk-campaign.ts";
import { showOverview } from "./overview.ts";

const makeSchema = z.object({ once: z.string().max(100) });
const formSchema = z.object({ link: z.string() });

/** Registers `POST /desk/campaigns/:id/preview-link` and `…/preview-link/end`. */
export function registerPreviewLinks(desk: FastifyInstance, parts: WebParts): void {
  const { previewLinks, publicUrl } = parts;

  // Answered with the page itself: the link's token is kept nowhere, so it is on this page or on none. Loaded again, the page sends its
  // form again, and shows the same link.
  desk.post<IdParams>("/desk/campaigns/:id/preview-link", async (request, reply) => {
    const { id } = await deskCampaign(parts, request.params.id);
    const { once } = makeSchema.catch({ once: "" }).parse(request.body);
    const session = sessionOf(request);
    const token = once === "" ? newToken() : tokenOfForm(session.token, `${id} ${once}`);
    const link = await previewLinks.make(id, session.account.email, token);
    const origin = publicUrl ?? `${request.protocol}://${request.host}`;
    const newLink = { url: `${origin}/preview/${token}`, until: londonTime(link.expiresAt) };
    return showOverview(reply, parts, id, { newLink });
  });

  desk.post<IdParams>("/desk/campaigns/:id/preview-link/end", async (request, reply) => {
    const { id } = await deskCampaign(parts, request.params.id);
    const asked = formSchema.safeParse(request.body);
    if (asked.success) await previewLinks.end(id, asked.data.link, accountOf(request).email);
    return reply.redirect(`/desk/campaigns/${id}?done=ended#preview`, 303);
  });
}
