// The one screen on which a card is taken.
import type { FastifyInstance } from "fastify";
import { openCampaign } from "../../campaigns/open-campaign.ts";
import { requireOpen } from "../../stalls/stall.ts";
import type { WebParts } from "../parts.ts";
import { registerCards } from "./cards.ts";
import { registerLook } from "./look.ts";
import { showPairing } from "./pair.ts";
import { showTaking } from "./taking.ts";

/** Registers `GET /stall`: the screen, or the pairing page for a device that is not part of a stall; and all that the screen asks. */
export function registerTake(scope: FastifyInstance, parts: WebParts): void {
  scope.get("/stall", async (request, reply) => {
    if (request.atStall === null) return showPairing(reply, parts, {});
    const { stall } = request.atStall;
    requireOpen(stall, parts.now().epochMilliseconds);
    return showTaking(reply, parts, openCampaign(parts.campaigns, stall.campaign, parts.now()), {});
  });
  registerLook(scope, parts);
  registerCards(scope, parts);
}
