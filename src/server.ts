// Listens, and closes cleanly: what is being answered when the end comes is finished first.
import { once } from "node:events";
import type { FastifyInstance } from "fastify";

/** How long requests in flight may take to finish once the end is asked for, ms. */
const GRACE_MS = 10_000;

/**
 * Listens at host and port, calls `started` with the address, and resolves when SIGTERM or SIGINT has been obeyed: no
 * new connections, requests in flight answered. Rejects where it cannot listen; exits hard after ten seconds' grace.
 */
export async function listen(
  app: FastifyInstance,
  { host, port }: { host: string; port: number },
  started: (address: string) => void,
): Promise<void> {
  started(await app.listen({ host, port }));
  const stop = new AbortController();
  await Promise.race(["SIGTERM", "SIGINT"].map((signal) => once(process, signal, { signal: stop.signal })));
  stop.abort();
  const deadline = setTimeout(() => process.exit(3), GRACE_MS);
  await app.close();
  clearTimeout(deadline);
}
