// The stall within the web: its pages, where the laptop's own leads, and what is due in every queue.
import formbody from "@fastify/formbody";
import type { FastifyInstance } from "fastify";
import { loggableError } from "../logging.ts";
import type { WebParts } from "../parts.ts";
import type { RateLimits } from "../safety.ts";
import { frameStall, pairedOnly, repsOnly } from "./frame.ts";
import { registerPair } from "./pair.ts";
import { registerRep } from "./rep.ts";
import { registerTake } from "./take.ts";

/** How often cards are deleted whose time has come, ms; a queue that is looked at does so by itself. */
const SWEEP_MS = 60_000;

/** Registers everything under `/stall`. On a rep's laptop the front page is the stall. */
export async function registerStall(
  app: FastifyInstance,
  parts: WebParts,
  limits: RateLimits,
): Promise<void> {
  const { stalls, localStall } = parts;
  await app.register(async (scope) => {
    await scope.register(formbody);
    frameStall(scope, parts, limits);
    registerPair(scope, parts);
    registerTake(scope, parts);
    await scope.register(async (rep) => {
      rep.addHook("onRequest", pairedOnly);
      rep.addHook("onRequest", repsOnly);
      registerRep(rep, parts);
    });
  });

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
