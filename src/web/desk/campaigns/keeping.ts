// Taking a campaign from the members' pages, and putting it back; nothing of it is deleted.
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { WebParts } from "../../parts.ts";
import { instantNow } from "../london-time.ts";
import { accountOf, publishersOnly } from "../session.ts";
import { deskCampaign, type IdParams } from "./desk-campaign.ts";

const formSchema = z.object({ archived: z.enum(["0", "1"]) });

/** Registers `POST /desk/campaigns/:id/archive`. */
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
}
