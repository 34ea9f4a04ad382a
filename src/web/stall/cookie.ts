// The cookie of a device that is paired with a stall: its session's token, for /stall alone. RFC 6265bis.
import type { FastifyReply, FastifyRequest } from "fastify";

/** `__Secure-`: a browser takes it over https only. `__Host-` would need the path `/`, and other pages have no business with it. */
const SECURE = "__Secure-postbag-stall";
/** On this machine itself there is no https, and a browser would refuse the other. */
const LOCAL = "postbag-stall";

/** A day, in seconds: a tablet whose battery went flat is part of the stall again when it is back. */
const MAX_AGE = 24 * 60 * 60;

const nameFor = ({ protocol }: FastifyRequest): string => (protocol === "https" ? SECURE : LOCAL);

/** The token that a browser sent, or null; whether it is one of ours, pairing tells. */
export function readDeviceCookie(request: FastifyRequest): string | null {
  const name = nameFor(request);
  for (const pair of (request.headers.cookie ?? "").split(";")) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}

/** Gives a device its token, or takes it away (null). */
export function setDeviceCookie(request: FastifyRequest, reply: FastifyReply, token: string | null): void {
  const name = nameFor(request);
  const parts = [
    `${name}=${token ?? ""}`,
    "Path=/stall",
    "HttpOnly",
    "SameSite=Strict",
    ...(name === SECURE ? ["Secure"] : []),
    `Max-Age=${token === null ? 0 : MAX_AGE}`,
  ];
  reply.header("set-cookie", parts.join("; "));
}
