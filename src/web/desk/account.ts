// One's own account: another password, and the ways out.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { ERRORS, Problem } from "../../errors.ts";
import type { WebParts } from "../parts.ts";
import { explain } from "../problems.ts";
import type { RateLimits } from "../safety.ts";
import { setSessionCookie } from "./cookie.ts";
import { accountOf, sessionOf } from "./session.ts";
import { SHOW_PASSWORD } from "./show-password.ts";

const text = z.string().default("");
/** `changed`: the password was changed a moment ago. */
const querySchema = z.object({ changed: z.literal("1").optional().catch(undefined) });
const formSchema = z.object({ current: text, password: text });

/** Registers `/desk/account`, `/desk/account/password`, `/desk/account/sign-out-everywhere` and `/desk/sign-out`. */
export function registerAccountPage(
  desk: FastifyInstance,
  { signIn, words }: WebParts,
  limits: RateLimits,
): void {
  desk.get("/desk/account", async (request, reply) => page(request, reply, {}));

  desk.post("/desk/account/password", { preHandler: limits.signIns }, async (request, reply) => {
    try {
      const given = formSchema.catch({ current: "", password: "" }).parse(request.body);
      const { token } = await signIn.changePassword(sessionOf(request), {
        ...given,
        address: request.ip,
      });
      setSessionCookie(request, reply, token);
      return reply.redirect("/desk/account?changed=1", 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { detail } = explain(error, words);
      const id =
        error.code.startsWith("password-") && error.code !== "password-wrong" ? "password" : "current";
      reply.code(ERRORS[error.code].status);
      return page(request, reply, { errors: [{ id, text: detail }], [`${id}Error`]: detail });
    }
  });

  desk.post("/desk/account/sign-out-everywhere", async (request, reply) => {
    await signIn.signOutEverywhere(sessionOf(request));
    setSessionCookie(request, reply, null);
    return reply.redirect("/desk/sign-in?out=1", 303);
  });

  desk.post("/desk/sign-out", async (request, reply) => {
    await signIn.signOut(sessionOf(request));
    setSessionCookie(request, reply, null);
    return reply.redirect("/desk/sign-in?out=1", 303);
  });

  function page(request: FastifyRequest, reply: FastifyReply, data: Record<string, unknown>) {
    const { email, role } = accountOf(request);
    const { changed } = querySchema.parse(request.query);
    return reply.desk("account", {
      title: words("desk.account.title"),
      scripts: SHOW_PASSWORD,
      roleLine: words(`desk.account.as.${role}`, { email }),
      ...(changed && { done: words("desk.account.changed") }),
      ...data,
    });
  }
}
