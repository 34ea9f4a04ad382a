// Who is signed in, and that what changes something came out of a page of theirs.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Account } from "../../accounts/account.ts";
import type { Session } from "../../accounts/sign-in.ts";
import { formTokenOf, isFormTokenOf } from "../../accounts/tokens.ts";
import { ERRORS, Problem } from "../../errors.ts";
import { toProblem, wantsJson } from "../failures.ts";
import type { WebParts } from "../parts.ts";
import { explain } from "../problems.ts";
import { readSessionCookie } from "./cookie.ts";
import { sentAgain, writtenIn } from "./written.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who is signed in at the desk; null on every page that is not the desk's. */
    deskSession: Session | null;
  }
  interface FastifyReply {
    /** Sends a page from `templates/pages/desk/` in the desk's frame; in it stand `account`, `csrf` and `desk` too. */
    desk(page: string, data: Readonly<Record<string, unknown>>): Promise<FastifyReply>;
  }
}

/** The session that the request came with, on any page behind the sign-in. */
export function sessionOf(request: FastifyRequest): Session {
  if (request.deskSession === null) throw new Problem("sign-in-needed");
  return request.deskSession;
}

/** Who is signed in, on any page behind the sign-in. */
export function accountOf(request: FastifyRequest): Account {
  return sessionOf(request).account;
}

/** A preHandler for what only publishers may do. Throws `not-allowed`. */
export async function publishersOnly(request: FastifyRequest): Promise<void> {
  if (accountOf(request).role !== "publisher") throw new Problem("not-allowed");
}

/** Puts every route of the scope behind the sign-in, and every change behind the form token. */
export function guardWithSession(
  scope: FastifyInstance,
  { signIn, words }: Pick<WebParts, "signIn" | "words">,
): void {
  scope.decorateRequest("deskSession", null);
  scope.addHook("onRequest", async (request, reply) => {
    const token = readSessionCookie(request);
    request.deskSession = token === null ? null : await signIn.session(token);
    if (request.deskSession !== null) {
      reply.frame = frameOf(request.deskSession, request);
      return;
    }
    // Only of a form is anything shown again: what else somebody sends who is not signed in is not even read.
    if (!isReading(request) && isForm(request)) return;
    if (!isReading(request) || wantsJson(request)) throw new Problem("sign-in-needed");
    return reply.redirect(`/desk/sign-in?next=${encodeURIComponent(request.url)}`, 303);
  });
  // Only now is the body there, with what somebody wrote: it is shown to them again where it is refused.
  scope.addHook("preValidation", async (request, reply) => {
    if (isReading(request)) return;
    const code = reasonToRefuse(request);
    if (code === null) return;
    if (wantsJson(request)) throw new Problem(code);
    const explained = explain(new Problem(code), words);
    reply.code(ERRORS[code].status);
    return reply.desk("refused", { title: explained.title, explained, written: writtenIn(request.body) });
  });
  // What waiting may mend can be sent once more with all that was typed; the page itself is that of every failure.
  scope.setErrorHandler(async (error, request, reply) => {
    const kept = isForm(request) ? sentAgain(request.body) : null;
    const mayPass = ERRORS[toProblem(error, request.body).code].status >= 500;
    if (kept !== null && mayPass) reply.frame = { ...reply.frame, again: request.url, kept };
    throw error;
  });
  scope.decorateReply("desk", async function (this: FastifyReply, page, data) {
    return this.html(`desk/${page}`, data);
  });
}

/** Whether a page sent it, by itself and not by a script. */
const isForm = (request: FastifyRequest): boolean =>
  !wantsJson(request) &&
  (request.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");

const isReading = ({ method }: FastifyRequest): boolean => method === "GET" || method === "HEAD";

function reasonToRefuse(request: FastifyRequest): "sign-in-needed" | "form-token" | null {
  if (request.deskSession === null) return "sign-in-needed";
  const given = request.headers["x-form-token"] ?? formSchema.safeParse(request.body).data?.formToken;
  return isFormTokenOf(request.deskSession.token, given) ? null : "form-token";
}

const formSchema = z.object({ formToken: z.string() });

/** What the layout shows around a page of the desk. */
function frameOf({ account, token }: Session, request: FastifyRequest): Record<string, unknown> {
  const [path = ""] = request.url.split("?");
  const here = (place: string): boolean => path === place || path.startsWith(`${place}/`);
  const current =
    (["stalls", "tallies", "audit", "account"] as const).find((place) => here(`/desk/${place}`)) ??
    "campaigns";
  return {
    account,
    csrf: formTokenOf(token),
    desk: { current, publisher: account.role === "publisher" },
  };
}
