// Setting a password by the one-time link that `postbag desk add` and `desk reset` print.
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { ERRORS, Problem } from "../../errors.ts";
import type { WebParts } from "../parts.ts";
import { explain } from "../problems.ts";
import type { RateLimits } from "../safety.ts";
import { SHOW_PASSWORD } from "./show-password.ts";

const formSchema = z.object({ password: z.string() });

type Params = { Params: { token: string } };

/** Registers `/desk/password/:token`. */
export function registerPassword(
  open: FastifyInstance,
  { signIn, words }: WebParts,
  limits: RateLimits,
): void {
  open.get<Params>("/desk/password/:token", async (request, reply) => {
    const owner = await signIn.linkOwner(request.params.token);
    if (owner === null) throw new Problem("password-link");
    return page(reply, request.params.token, owner.email);
  });

  open.post<Params>("/desk/password/:token", { preHandler: limits.signIns }, async (request, reply) => {
    const { token } = request.params;
    const owner = await signIn.linkOwner(token);
    if (owner === null) throw new Problem("password-link");
    try {
      const password = formSchema.catch({ password: "" }).parse(request.body).password;
      await signIn.setPassword({ token, password, address: request.ip });
      return reply.html("desk/password-set", { title: words("desk.passwordSet.title") });
    } catch (error) {
      if (!(error instanceof Problem) || error.code === "password-link") throw error;
      reply.code(ERRORS[error.code].status);
      return page(reply, token, owner.email, explain(error, words).detail);
    }
  });

  const page = (reply: FastifyReply, token: string, email: string, wrong?: string): Promise<FastifyReply> =>
    reply.html("desk/password", {
      title: words("desk.password.title"),
      scripts: SHOW_PASSWORD,
      token,
      email,
      passwordError: wrong,
      errors: wrong === undefined ? [] : [{ id: "password", text: wrong }],
    });
}
