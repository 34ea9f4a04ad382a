// Taking a campaign from the members' pages and putting it back, where nothing is deleted; and throwing away what is being worked on.
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { WebParts } from "../../parts.ts";
import { instantNow } from "../london-time.ts";
import { accountOf, publishersOnly } from "../session.ts";
import { deskCampaign, type IdParams } from "./desk-campaign.ts";
import { showOverview } from "./overview.ts";

const formSchema = z.object({ archived: z.enum(["0", "1"]) });
const discardSchema = z.object({
  revision: z.coerce.number().int().catch(0),
  sure: z.literal("1").nullable().catch(null).default(null),
});

/** Registers `POST /desk/campaigns/:id/archive` and `…/discard`. */
export function registerKeeping(desk: FastifyInstance, parts: WebParts): void {
  desk.post<IdParams>(
    "/desk/campaigns/:id/archive",
    { preHandler: publishersOnly },
    async (request, reply) => {
      const { id } = await deskCampaign(parts, request.params.id);
      const asked = formSchema.safeParse(request.body);
      if (!asked.success) return reply.redirect(`/desk/campaigns/${id}`, 303);
      const archived = asked.data.archived === "1";
      const change = { by: accountOf(request).email, at: instantNow(parts) };
      await parts.versions.setArchived(id, archived, change);
      return reply.redirect(`/desk/campaigns/${id}?done=${archived ? "archived" : "unarchived"}`, 303);
    },
  );

  // What was never published is all that there is of a campaign: it can be archived, and is not thrown away.
  desk.post<IdParams>("/desk/campaigns/:id/discard", async (request, reply) => {
    const { id, live } = await deskCampaign(parts, request.params.id);
    const { revision, sure } = discardSchema.catch({ revision: 0, sure: null }).parse(request.body);
    const refused = (code: 409 | 422, text: string) =>
      showOverview(reply.code(code), parts, id, { errors: [{ id: "discard-sure", text }] });
    if (sure === null) return refused(422, parts.words("desk.discard.tick"));
    const change = { by: accountOf(request).email, at: instantNow(parts) };
    const gone = live === null ? { conflict: true } : await parts.versions.discardDraft(id, revision, change);
    if (gone.conflict) return refused(409, parts.words("desk.discard.changed"));
    return reply.redirect(`/desk/campaigns/${id}?done=discarded`, 303);
  });
}
