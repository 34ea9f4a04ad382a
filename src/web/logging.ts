// What the server writes down: route, status and time. Never a URL, an address, or anything that a person typed.
import { type FastifyReply, type FastifyRequest, LogController } from "fastify";

/**
 * An error as a log may hold it: its kind, its code and where it happened. Its message is left out, since messages
 * quote what they stumbled over (JSON.parse quotes the body).
 */
export function loggableError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error };
  const code = "code" in error ? error.code : undefined;
  const at = error.stack
    ?.split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8);
  return { kind: error.name, ...(typeof code === "string" && { code }), at };
}

/** Writes one line a finished request, with the route's pattern in place of its URL, and nothing else. */
export class QuietLogController extends LogController {
  override incomingRequest(): void {}

  override requestCompleted(
    _error: Error | null | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    request.log.info({
      method: request.method,
      route: request.routeOptions.url ?? "(no such page)",
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    });
  }

  override defaultErrorLog(error: Error, request: FastifyRequest): void {
    request.log.error(loggableError(error), "error");
  }

  override streamError(error: Error, request: FastifyRequest): void {
    request.log.warn(loggableError(error), "the reply broke off");
  }

  override routeNotFound(): void {}

  override writeHeadError(error: Error, request: FastifyRequest): void {
    request.log.warn(loggableError(error), "the reply's head could not be written");
  }

  override serializerError(error: Error, request: FastifyRequest): void {
    request.log.error(loggableError(error), "a reply did not have its promised shape");
  }
}
