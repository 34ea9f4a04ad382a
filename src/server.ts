// Listens, and closes cleanly: what is being answered when the end comes is finished first.
import { once } from "node:events";
import type { FastifyInstance } from "fastify";
import { Problem } from "./errors.ts";

/** How long requests in flight may take to finish once the end is asked for, ms: less than the 10 s after which Docker kills. */
const GRACE_MS = 5_000;

/**
 * Listens at host and port, calls `started` with the address, and resolves when SIGTERM or SIGINT has been obeyed: no
 * new connections, requests in flight answered, and after five seconds whoever is still only half-way through asking cut off.
 * Rejects with `cannot-listen`.
 */
export async function listen(
  app: FastifyInstance,
  { host, port }: { host: string; port: number },
  started: (address: string) => void,
): Promise<void> {
  started(await listenAt(app, host, port));
  const stop = new AbortController();
  await Promise.race(["SIGTERM", "SIGINT"].map((signal) => once(process, signal, { signal: stop.signal })));
  stop.abort();
  const deadline = setTimeout(() => app.server.closeAllConnections(), GRACE_MS);
  await app.close();
  clearTimeout(deadline);
}

async function listenAt(app: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    await app.close();
    if (!(error instanceof Error && "syscall" in error)) throw error;
    throw new Problem("cannot-listen", { host, port: String(port) });
  }
}
