// The whole program on a port of its own, for tests in a browser.
import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import type { Given } from "../../src/assemble.ts";
import { buildApp } from "./app.ts";

export type TestSite = { readonly origin: string; close(): Promise<void> };

/** Starts the site on 127.0.0.1, on a port that is free: as it is shipped, with what is given set otherwise, or an app built already. */
export async function startSite(given: Given | FastifyInstance = {}): Promise<TestSite> {
  const app = "listen" in given ? given : (await buildApp({}, given)).app;
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => app.close() };
}
