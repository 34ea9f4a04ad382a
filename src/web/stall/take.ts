// The one screen on which a card is taken.
import type { FastifyInstance } from "fastify";
import type { WebParts } from "../parts.ts";

/** Registers `GET /stall`: the screen, or the pairing page for a device that is not part of a stall. */
export function registerTake(scope: FastifyInstance, { words }: WebParts): void {
  scope.get("/stall", async (request, reply) => {
    const [page, title] =
      request.atStall === null ? ["pair", words("stall.pair.title")] : ["take", words("stall.take.title")];
    return reply.stall(page, { title });
  });
}
