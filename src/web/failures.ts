// What people get when something goes wrong: a page for people, problem+json for programs, never a stack trace.
import { hasZodFastifySchemaValidationErrors } from "@fastify/type-provider-zod";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ERRORS, Problem } from "../errors.ts";
import { problemOfIssues } from "../letters/request.ts";
import type { Words } from "../words.ts";
import { loggableError } from "./logging.ts";
import { explain } from "./problems.ts";

/** Fastify's own refusals, by their HTTP status, in our words. */
const BY_STATUS: Record<number, Problem["code"]> = {
  400: "request-unreadable",
  403: "not-found",
  404: "not-found",
  413: "request-too-large",
  415: "media-type",
  429: "too-many-requests",
  503: "not-ready",
};

/**
 * Turns anything thrown while a request was handled into a Problem; what nobody foresaw is `internal`.
 * `body` is what was sent, so that a fault can say by how much it is over.
 */
export function toProblem(error: unknown, body?: unknown): Problem {
  if (error instanceof Problem) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    return problemOfIssues(
      error.validation.map(({ instancePath, message = "" }: { instancePath: string; message?: string }) => ({
        path: instancePath.split("/").filter((part) => part !== ""),
        message,
      })),
      body,
    );
  }
  const status = error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 500;
  const code = BY_STATUS[status];
  return new Problem(code ?? "internal");
}

/** Whether the answer is read by a program: a call of the API, or a fetch that asks for JSON. */
export const wantsJson = (request: FastifyRequest): boolean =>
  request.url.startsWith("/api/") || (request.headers.accept ?? "").startsWith("application/json");

/** Answers a Problem: as a page, or as `application/problem+json` under `/api/` and where JSON is asked for. */
async function sendProblem(
  problem: Problem,
  request: FastifyRequest,
  reply: FastifyReply,
  words: Words,
): Promise<FastifyReply> {
  const explained = explain(problem, words);
  reply.code(explained.status);
  if (wantsJson(request)) {
    return reply.type("application/problem+json; charset=utf-8").send(JSON.stringify(explained));
  }
  return reply.html("problem", { title: explained.title, explained });
}

/** Sets the two handlers that everything unhandled ends in. */
export function registerFailures(app: FastifyInstance, words: Words): void {
  app.setErrorHandler(async (error: FastifyError | Problem, request, reply) => {
    const problem = toProblem(error, request.body);
    if (ERRORS[problem.code].status >= 500) request.log.error(loggableError(error), "a request failed");
    return sendProblem(problem, request, reply, words);
  });
  app.setNotFoundHandler(async (request, reply) => {
    const [url = "/"] = request.url.split("?");
    const allowed = (["GET", "POST"] as const).filter(
      (method) => method !== request.method && app.hasRoute({ method, url }),
    );
    if (allowed.length > 0) reply.header("allow", allowed.join(", "));
    return sendProblem(
      allowed.length > 0
        ? new Problem("method-not-allowed", { allowed: allowed.join(", ") })
        : new Problem("not-found"),
      request,
      reply,
      words,
    );
  });
}
