// The whole program on a port of its own, for tests in a browser.
import type { AddressInfo } from "node:net";
import type { Given } from "../../src/assemble.ts";
import { buildApp } from "./app.ts";

export type TestSite = { readonly origin: string; close(): Promise<void> };

/** Starts the site on 127.0.0.1, on a port that is free. */
export async function startSite(given: Given = {}): Promise<TestSite> {
  const { app } = await buildApp({}, given);
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => app.close() };
}
