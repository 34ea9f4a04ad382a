// The web: one Fastify app out of its parts. It knows HTTP; nothing before it does.
import formbody from "@fastify/formbody";
import { serializerCompiler, validatorCompiler } from "@fastify/type-provider-zod";
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from "fastify";
import { registerApi } from "./api/api.ts";
import { refuseUnreadable } from "./client-errors.ts";
import { registerDesk } from "./desk/desk.ts";
import { registerFailures } from "./failures.ts";
import { registerFrontPictures } from "./front-pictures.ts";
import { registerHealth } from "./health.ts";
import { QuietLogController } from "./logging.ts";
import { registerMemberPages } from "./member/member-pages.ts";
import { registerModules } from "./modules.ts";
import { registerPages } from "./pages.ts";
import type { WebParts } from "./parts.ts";
import { createRateLimits, registerHeaders } from "./safety.ts";
import { registerStall } from "./stall/stall.ts";
import { registerStaticFiles } from "./static-files.ts";

/** The largest body that is read, bytes. */
const BODY_LIMIT = 64 * 1024;

/** Builds the app. `trustProxy` is how many proxies in front are believed about the address; nothing listens yet. */
export async function createApp(
  parts: WebParts,
  { logger, trustProxy }: { logger: FastifyBaseLogger; trustProxy: number },
): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    loggerInstance: logger,
    logController: new QuietLogController(),
    clientErrorHandler: refuseUnreadable,
    // A URL that cannot be decoded is no page of ours, and is answered as any other such.
    rewriteUrl: ({ url = "/" }) => (canDecode(url) ? url : "/no-such-page"),
    trustProxy: (_address, hop) => hop < trustProxy,
    bodyLimit: BODY_LIMIT,
    // Slow senders and idle lines are cut off; what is being answered is finished before the server closes.
    connectionTimeout: 30_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 10_000,
    forceCloseConnections: "idle",
    // As long as Node lets a URL be: else the router itself answers a long one, without our headers and with the URL in it.
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 16_384 },
  });
  closeConnectionsAtTheEnd(app);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);

  const { words, organisation } = parts;
  const site = {
    organisation: organisation.name,
    contact: organisation.contact,
    imprint: organisation.imprint,
  };
  await registerHeaders(app, parts.publicUrl);
  const limits = await createRateLimits(app, parts.limits);
  await registerPages(app, { folder: parts.folders.pages, words, site });
  registerFailures(app, words);
  await registerStaticFiles(app, parts);
  await registerModules(app);
  registerFrontPictures(app, parts);
  registerHealth(app, parts);
  await registerStall(app, parts, limits);
  await app.register(async (api) => registerApi(api, parts, limits));
  await app.register(async (pages) => {
    await pages.register(formbody, { bodyLimit: BODY_LIMIT });
    await registerMemberPages(pages, parts, limits);
  });
  await app.register(async (desk) => registerDesk(desk, parts, limits));
  return app;
}

function canDecode(url: string): boolean {
  try {
    decodeURI(url);
    return true;
  } catch {
    return false;
  }
}

/** What is answered while the server closes is the last on its connection: else it would stay open and idle. */
function closeConnectionsAtTheEnd(app: FastifyInstance): void {
  let closing = false;
  app.addHook("preClose", async () => {
    closing = true;
  });
  app.addHook("onSend", async (_request, reply) => {
    if (closing) reply.header("connection", "close");
  });
}
