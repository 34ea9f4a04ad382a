// Signing in and out.
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { ERRORS, Problem } from "../../errors.ts";
import type { WebParts } from "../parts.ts";
import { explain } from "../problems.ts";
import { readSessionCookie, setSessionCookie } from "./cookie.ts";

const text = z.string().default("");
const querySchema = z.object({ next: z.string().optional().catch(undefined) });
const formSchema = z.object({ email: text, password: text, next: text });

/** Registers `/desk/sign-in` and the way out of it. */
export function registerSignIn(open: FastifyInstance, { accounts, words }: WebParts): void {
  open.get("/desk/sign-in", async (request, reply) => {
    const next = pathInDesk(querySchema.parse(request.query).next);
    const token = readSessionCookie(request);
    if (token !== null && (await accounts.session(token)) !== null) return reply.redirect(next, 303);
    return page(reply, { email: "", next });
  });

  open.post("/desk/sign-in", async (request, reply) => {
    const { email, password, next } = formSchema
      .catch({ email: "", password: "", next: "" })
      .parse(request.body);
    const place = pathInDesk(next);
    try {
      const session = await accounts.signIn({ email, password });
      // A session that this browser had before ends: the new one has another token.
      const before = readSessionCookie(request);
      const old = before === null ? null : await accounts.session(before);
      if (old !== null) await accounts.signOut(old);
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
    reply.html("desk/sign-in", { title: words("desk.signIn.title"), desk: {}, ...data });
}

/** Where to go after the sign-in: a place of the desk and nowhere else, whatever a link says. */
export function pathInDesk(next: string | undefined): string {
  return next !== undefined && /^\/desk(?:[/?][\w\-./?=&%]*)?$/.test(next) && !next.includes("//")
    ? next
    : "/desk";
}
