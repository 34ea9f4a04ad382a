// Signing in and out.
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { ERRORS, Problem } from "../../errors.ts";
import type { WebParts } from "../parts.ts";
import { explain } from "../problems.ts";
import type { RateLimits } from "../safety.ts";
import { readSessionCookie, setSessionCookie } from "./cookie.ts";
import { SHOW_PASSWORD } from "./show-password.ts";

const text = z.string().default("");
const given = z.string().optional().catch(undefined);
/** `out`: somebody has just signed out. */
const querySchema = z.object({ next: given, out: given });
const formSchema = z.object({ email: text, password: text, next: text });

/** Registers `/desk/sign-in` and the way out of it. */
export function registerSignIn(open: FastifyInstance, { signIn, words }: WebParts, limits: RateLimits): void {
  open.get("/desk/sign-in", async (request, reply) => {
    const { next: asked, out } = querySchema.parse(request.query);
    const next = pathInDesk(asked);
    const token = readSessionCookie(request);
    if (token !== null && (await signIn.session(token)) !== null) return reply.redirect(next, 303);
    return page(reply, { email: "", next, signedOut: out !== undefined });
  });

  open.post("/desk/sign-in", { preHandler: limits.signIns }, async (request, reply) => {
    const { email, password, next } = formSchema
      .catch({ email: "", password: "", next: "" })
      .parse(request.body);
    const place = pathInDesk(next);
    try {
      const session = await signIn.signIn({ email, password, address: request.ip });
      // A session that this browser had before ends: the new one has another token.
      const before = readSessionCookie(request);
      const old = before === null ? null : await signIn.session(before);
      if (old !== null) await signIn.signOut(old);
      setSessionCookie(request, reply, session.token);
      return reply.redirect(place, 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { detail } = explain(error, words);
      reply.code(ERRORS[error.code].status);
      return page(reply, { email, next: place, errors: [{ id: "email", text: detail }] });
    }
  });

  const page = (reply: FastifyReply, data: Record<string, unknown>): Promise<FastifyReply> =>
    reply.html("desk/sign-in", { title: words("desk.signIn.title"), scripts: SHOW_PASSWORD, ...data });
}

/** Where to go after the sign-in: a place of the desk and nowhere else, whatever a link says. */
export function pathInDesk(next: string | undefined): string {
  return next !== undefined && /^\/desk(?:[/?][\w\-./?=&%]*)?$/.test(next) && !next.includes("//")
    ? next
    : "/desk";
}
