// The desk's first page: the campaigns and how each stands, and the way to a new one.
import type { FastifyInstance, FastifyReply } from "fastify";
import type { DeskCampaign } from "../../campaigns/versions.ts";
import type { WebParts } from "../parts.ts";
import { deskTitle, scheduleWords, stateWords, tagWords } from "./campaigns/desk-campaign.ts";

/** Registers `GET /desk`. */
export function registerHome(desk: FastifyInstance, parts: WebParts): void {
  desk.get("/desk", async (_request, reply) => showHome(reply, parts, {}));
}

/** Sends the page; `wrong` is what was wrong with the title typed for a new campaign, which stays in its box. */
export async function showHome(
  reply: FastifyReply,
  parts: WebParts,
  { wrong, typed = { title: "", from: "" } }: { wrong?: string; typed?: { title: string; from: string } },
): Promise<FastifyReply> {
  const { versions, words } = parts;
  const order = new Intl.Collator(words.language);
  const campaigns = (await Promise.all((await versions.campaigns()).map(show))).toSorted((a, b) =>
    order.compare(a.title, b.title),
  );
  return reply.desk("home", {
    title: words("desk.campaigns.title"),
    campaigns: campaigns.filter(({ archived }) => !archived),
    archived: campaigns.filter(({ archived }) => archived),
    copies: campaigns.map((campaign) => ({ ...campaign, chosen: campaign.id === typed.from })),
    typed,
    wrong,
    errors: wrong === undefined ? [] : [{ id: "title", text: wrong }],
  });

  async function show(campaign: DeskCampaign) {
    const live = parts.campaigns.get(campaign.id)?.campaign ?? null;
    return {
      id: campaign.id,
      title: await deskTitle(parts, campaign),
      archived: campaign.archivedAt !== null,
      tag: tagWords(words, live, campaign, parts.now()),
      lines: [...stateWords(words, campaign), ...(live === null ? [] : scheduleWords(words, live))],
    };
  }
}
