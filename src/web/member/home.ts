// The front page: the campaigns there are.
import type { FastifyInstance } from "fastify";
import { imprintOf } from "../../letters/address-mp.ts";
import type { WebParts } from "../parts.ts";
import { frontOf, tagOf } from "./campaign.ts";

/** Registers `GET /`. */
export function registerHome(app: FastifyInstance, { campaigns, words, now, paper }: WebParts): void {
  app.get("/", async (_request, reply) =>
    reply.html("home", {
      title: words("home.title"),
      campaigns: campaigns.list().map((compiled) => ({
        id: compiled.campaign.id,
        title: compiled.campaign.title,
        summary: compiled.campaign.summary,
        tag: tagOf(compiled, words, now()),
        front: paper.frontSvg(frontOf(compiled), { label: "", imprint: imprintOf(compiled.campaign, words) }),
      })),
    }),
  );
}
