// After a way out: is it on its way, and what next; a reminder, and the letter after the letter.
import type { FastifyInstance } from "fastify";
import { findCampaign } from "../../campaigns/open-campaign.ts";
import { reminderIcs } from "../../email/reminder.ts";
import { followUp } from "../../letters/follow-up.ts";
import type { WebParts } from "../parts.ts";
import { sendDownload } from "../send-download.ts";
import type { CampaignRequest } from "./campaign.ts";
import { keptFields } from "./form.ts";
import { createWithLetter } from "./send.ts";

/** Registers `GET` and `POST /campaigns/:id/sent`, and `GET /campaigns/:id/reminder.ics`. */
export function registerSent(app: FastifyInstance, parts: WebParts): void {
  const { campaigns, words, today, publicUrl } = parts;
  const withLetter = createWithLetter(parts);

  app.get("/campaigns/:id/sent", async ({ params }: CampaignRequest, reply) => {
    const { campaign } = findCampaign(campaigns, params.id);
    return reply.html("sent", {
      title: words("sent.title"),
      campaign,
      imprint: campaign.imprint,
      asking: false,
    });
  });

  app.post("/campaigns/:id/sent", async (request: CampaignRequest, reply) =>
    withLetter(request, reply, async (letter, form) => {
      const { campaign } = findCampaign(campaigns, request.params.id);
      const asking = form.done === "";
      return reply.html("sent", {
        title: words(asking ? "sent.askTitle" : "sent.title"),
        campaign,
        imprint: campaign.imprint,
        asking,
        followUp: followUp(letter, words),
        canPrint: letter.sender.address.length > 0,
        kept: keptFields(form, []),
      });
    }),
  );

  app.get("/campaigns/:id/reminder.ics", async ({ params }: CampaignRequest, reply) => {
    const { campaign } = findCampaign(campaigns, params.id);
    const reminder = {
      id: campaign.id,
      summary: words("reminder.summary"),
      description: words("reminder.description", { title: campaign.title }),
      page: publicUrl === null ? null : `${publicUrl}/campaigns/${campaign.id}`,
    };
    return sendDownload(
      reply,
      "text/calendar; charset=utf-8",
      "reminder.ics",
      reminderIcs(reminder, today()),
    );
  });
}
