// What holds for every request: headers that allow nothing from elsewhere, same-origin changes only, rate limits.
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Problem } from "../errors.ts";

/** How many requests one address may make in ten minutes, by what they cost (docs/decisions/0005). */
export type Limits = {
  /** PDFs and email drafts made. */
  readonly renders: number;
  /** Previews while typing, and every other page. */
  readonly pages: number;
};

export const DEFAULT_LIMITS: Limits = { renders: 300, pages: 6_000 };

const TEN_MINUTES_MS = 10 * 60 * 1000;

/** A hook for the routes that render: one count an address, whichever of them it asks. Throws `too-many-requests`. */
export type LimitRenders = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/**
 * Registers headers and rate limits; returns the limit for routes that render. `publicUrl` is the origin that proxies show
 * to browsers, or null.
 */
export async function registerSafety(
  app: FastifyInstance,
  { limits, publicUrl }: { limits: Limits; publicUrl: string | null },
): Promise<LimitRenders> {
  // Every directive is written out: helmet's defaults allow inline styles and upgrade requests even on localhost.
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // Not no-referrer: with it browsers send `Origin: null` with our own forms, and the check below would refuse them.
    referrerPolicy: { policy: "same-origin" },
    strictTransportSecurity: publicUrl?.startsWith("https:")
      ? { maxAge: 31_536_000, includeSubDomains: false }
      : false,
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: { policy: "same-origin" },
    crossOriginResourcePolicy: { policy: "same-origin" },
    xFrameOptions: { action: "deny" },
  });
  app.addHook("onSend", async (_request, reply) => {
    reply.header("permissions-policy", "camera=(), geolocation=(), microphone=()");
    if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
  });
  await app.register(rateLimit, {
    max: limits.pages,
    timeWindow: TEN_MINUTES_MS,
    cache: 20_000,
    errorResponseBuilder: (_request, { ttl }) => tooMany(ttl),
  });

  const countRender = app.createRateLimit({ max: limits.renders, timeWindow: TEN_MINUTES_MS });
  return async function limitRenders(request, reply) {
    const count = await countRender(request);
    if (count.isAllowed || !count.isExceeded) return;
    reply.header("retry-after", count.ttlInSeconds);
    throw tooMany(count.ttl);
  };
}

/** `ttl`: until the address may come back, ms. */
function tooMany(ttl: number): Problem {
  return new Problem("too-many-requests", { count: Math.max(1, Math.ceil(ttl / 60_000)) });
}

/**
 * Refuses a changing request that another site's page sent: it needs a `Sec-Fetch-Site` or an `Origin` of our own.
 * Throws `other-origin`.
 */
export function requireSameOrigin(request: FastifyRequest, publicUrl: string | null): void {
  const site = request.headers["sec-fetch-site"];
  if (site === "same-origin") return;
  const { origin } = request.headers;
  const ours = [`${request.protocol}://${request.host}`, ...(publicUrl ? [new URL(publicUrl).origin] : [])];
  if (site === undefined && origin !== undefined && ours.includes(origin)) return;
  throw new Problem("other-origin");
}
