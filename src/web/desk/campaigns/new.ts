// A new campaign: blank, or as a copy of one that there is. It begins as a draft, which no member sees.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { blankSource, copySource, idFromTitle } from "../../../campaigns/new-campaign.ts";
import type { CampaignSource } from "../../../campaigns/versions.ts";
import { cleanLine } from "../../../letters/own-words.ts";
import type { WebParts } from "../../parts.ts";
import { showHome } from "../home.ts";
import { instantNow } from "../london-time.ts";
import { accountOf } from "../session.ts";
import { deskCampaign, type IdParams, workingOn } from "./desk-campaign.ts";

const LONGEST_TITLE = 80;
const formSchema = z.object({ title: z.string().default(""), from: z.string().default("") });

/** Registers `POST /desk/campaigns` and `POST /desk/campaigns/:id/duplicate`. */
export function registerNewCampaign(desk: FastifyInstance, parts: WebParts): void {
  const { versions, words } = parts;

  desk.post("/desk/campaigns", async (request, reply) => {
    const { title, from } = formSchema.catch({ title: "", from: "" }).parse(request.body);
    return begin(request, reply, title, from);
  });

  desk.post<IdParams>("/desk/campaigns/:id/duplicate", async (request, reply) => {
    const { title } = formSchema.catch({ title: "", from: "" }).parse(request.body);
    return begin(request, reply, title, request.params.id);
  });

  async function begin(request: FastifyRequest, reply: FastifyReply, typed: string, from: string) {
    const title = cleanLine(typed);
    if (title === "" || title.length > LONGEST_TITLE) {
      reply.code(422);
      return showHome(reply, parts, { wrong: words("desk.new.titleWrong"), typed: { title: typed, from } });
    }
    const source = from === "" ? blankSource(title, words) : await copyOf(from, title);
    const taken = new Set((await versions.campaigns()).map(({ id }) => id));
    const id = idFromTitle(title, (each) => taken.has(each));
    await versions.create(id, source, { by: accountOf(request).email, at: instantNow(parts) });
    return reply.redirect(`/desk/campaigns/${id}`, 303);
  }

  /** What is live is copied; where nothing is yet, what is being worked on. */
  async function copyOf(id: string, title: string): Promise<CampaignSource> {
    const campaign = await deskCampaign(parts, id);
    const live = campaign.live === null ? null : await versions.version(id, campaign.live.number);
    return copySource(live?.source ?? (await workingOn(parts, campaign)).source, title);
  }
}
