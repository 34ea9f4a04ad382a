// Whether a request came over a line that nobody else can read: https, or this machine itself.
import type { FastifyRequest } from "fastify";
import { Problem } from "../../errors.ts";

/** `localhost` and the loopback addresses, as browsers write them in Host. */
const LOCAL_NAMES = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;
const LOCAL_ADDRESSES = /^(?:127\.|::1$|::ffff:127\.)/;

/** What a proxy adds: with one of these the other end may be far away. */
const PROXYS = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"];

/** Whether plain http is spoken on this machine itself, with no proxy between that could be speaking to somebody far away. */
export function isLoopback(request: FastifyRequest): boolean {
  const { headers, socket, protocol, host } = request;
  if (protocol !== "http" || PROXYS.some((name) => headers[name] !== undefined)) return false;
  return LOCAL_NAMES.test(host) && LOCAL_ADDRESSES.test(socket.remoteAddress ?? "");
}

/**
 * Refuses a request that others on the way could read. What is https is told by a proxy that is believed (TRUST_PROXY), or by
 * PUBLIC_URL where the request was for that very host. Throws `desk-not-private`.
 */
export function requirePrivateLine(request: FastifyRequest, publicUrl: string | null): void {
  if (request.protocol === "https" || isLoopback(request)) return;
  if (publicUrl?.startsWith("https:") && new URL(publicUrl).host === request.host) return;
  throw new Problem("desk-not-private");
}
