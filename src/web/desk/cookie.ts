// The one cookie there is: the token of a desk session. RFC 6265bis.
import type { FastifyReply, FastifyRequest } from "fastify";
import { TOKEN } from "../../accounts/tokens.ts";
import { isLoopback } from "./secure.ts";

/** `__Host-`: a browser takes it over https only, for the whole host, and no sibling host can set it. */
const SECURE = "__Host-postbag-desk";
/** On this machine itself there is no https, and a browser would refuse the other. */
const LOCAL = "postbag-desk";

/** The session's token that a browser sent, or null. Anything that is no token of ours is none. */
export function readSessionCookie(request: FastifyRequest): string | null {
  const name = isLoopback(request) ? LOCAL : SECURE;
  for (const pair of (request.headers.cookie ?? "").split(";")) {
    const at = pair.indexOf("=");
    const value = pair.slice(at + 1).trim();
    if (at > 0 && pair.slice(0, at).trim() === name && TOKEN.test(value)) return value;
  }
  return null;
}

/**
 * Gives a browser a session's token, or takes it away (null). Lax, so that a link in an email or a chat still opens a page of the
 * desk; without an age, so that it goes with the browser, and in any case with the session.
 */
export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string | null): void {
  const local = isLoopback(request);
  const parts = [
    `${local ? LOCAL : SECURE}=${token ?? ""}`,
    "Path=/",
    "HttpOnly",
    "SameSite=Lax",
    ...(local ? [] : ["Secure"]),
    ...(token === null ? ["Max-Age=0"] : []),
  ];
  reply.header("set-cookie", parts.join("; "));
}
