// The pages about the site itself: privacy, and whose data and work it stands on.
import type { FastifyInstance } from "fastify";
import type { WebParts } from "../parts.ts";

/** Registers `GET /privacy` and `GET /attribution`. */
export function registerAbout(
  app: FastifyInstance,
  { words, organisation, asksOutside, sources }: WebParts,
): void {
  app.get("/privacy", (_request, reply) =>
    reply.html("privacy", {
      title: words("privacy.title"),
      asksOutside,
      controller: organisation.dataController ?? organisation.contact ?? organisation.name,
    }),
  );
  app.get("/attribution", (_request, reply) =>
    reply.html("attribution", { title: words("attribution.title"), data: sources }),
  );
}
