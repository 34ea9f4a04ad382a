// The stall within the web: where the laptop's own leads, and what is due in every queue.
import type { FastifyInstance } from "fastify";
import { loggableError } from "../logging.ts";
import type { WebParts } from "../parts.ts";

/** How often cards are deleted whose time has come, ms; a queue that is looked at does so by itself. */
const SWEEP_MS = 60_000;

/** Registers it. On a rep's laptop the front page is the stall. */
export async function registerStall(
  app: FastifyInstance,
  { stalls, localStall }: Pick<WebParts, "stalls" | "localStall">,
): Promise<void> {
  if (localStall !== null) {
    app.addHook("onRequest", async (request, reply) => {
      const asks = request.method === "GET" || request.method === "HEAD";
      if (asks && request.routeOptions.url === "/") return reply.redirect("/stall", 303);
    });
  }

  async function sweep(): Promise<void> {
    try {
      await stalls.queue.sweep();
    } catch (error) {
      app.log.error(loggableError(error), "the stalls' queues were not swept");
    }
  }
  const timer = setInterval(sweep, SWEEP_MS).unref();
  app.addHook("onReady", sweep);
  app.addHook("onClose", () => clearInterval(timer));
}
