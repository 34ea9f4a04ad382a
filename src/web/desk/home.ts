// The desk's first page: the campaigns.
import type { FastifyInstance } from "fastify";

/** Registers `GET /desk`. */
export function registerHome(desk: FastifyInstance): void {
  desk.get("/desk", async (_request, reply) => reply.redirect("/desk/account", 303));
}
