// For whoever watches the server: is it alive, and can it do its work.
import type { FastifyInstance } from "fastify";
import type { WebParts } from "./parts.ts";

/** `GET /healthz`: the process answers. `GET /readyz`: the data is loaded; 503 where it is not. */
export function registerHealth(
  app: FastifyInstance,
  { seats, campaigns, seatsRefresh, liveState }: WebParts,
): void {
  app.get("/healthz", async () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    const { store, notShown } = liveState();
    const state = {
      seats: seats.all.length,
      campaigns: campaigns.list().length,
      // Members' pages go on without the store, from memory: something to look at, and no reason to send them elsewhere.
      store,
      ...(notShown.length > 0 && { campaignsNotShown: notShown }),
      // A failed refresh leaves the seats as they were: something to look at, and no reason to stop serving.
      ...(seatsRefresh !== null && { seatsAsOf: seats.asOf, seatsRefresh: seatsRefresh() }),
    };
    const ready = state.seats > 0;
    return reply.code(ready ? 200 : 503).send({ status: ready ? "ready" : "not ready", ...state });
  });
}
