// What holds for every request: headers that allow nothing from elsewhere, same-origin changes only, rate limits.
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Problem } from "../errors.ts";

/** How many requests one address may make in ten minutes, by what they cost (docs/decisions/0005). */
export type Limits = {
  /** PDFs and email drafts made. */
  readonly renders: number;
  /** Cards drawn while somebody types. */
  readonly previews: number;
  /** Every other page and API call; stylesheet, font and modules are not counted. */
  readonly pages: number;
};

export const DEFAULT_LIMITS: Limits = { renders: 300, previews: 60_000, pages: 6_000 };

const TEN_MINUTES_MS = 10 * 60 * 1000;

/** A hook that counts a request against one of the limits, whichever route it asks. Throws `too-many-requests`. */
export type Limit = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

export type RateLimits = { readonly [kind in keyof Limits | "signIns"]: Limit };

/** How many passwords one address may send in ten minutes, right or wrong: each costs some 40 ms of computing. */
const SIGN_INS = 100;

/** Every directive is written out: helmet's defaults allow inline styles and upgrade requests even on localhost. */
const DIRECTIVES = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  fontSrc: ["'self'"],
  imgSrc: ["'self'"],
  connectSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

/** Registers the headers. `publicUrl` is the origin that proxies show to browsers, or null. */
export async function registerHeaders(app: FastifyInstance, publicUrl: string | null): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: DIRECTIVES,
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
}

const CSP = "content-security-policy";

/** Lets a page show others of this server in a frame: the one that prints a PDF. */
export function framesOwnPages(reply: FastifyReply): void {
  const directives = Object.entries({ ...DIRECTIVES, frameSrc: ["'self'"] });
  const named = directives.map(
    ([name, sources]) =>
      `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} ${sources.join(" ")}`,
  );
  reply.header(CSP, named.join(";"));
}

/**
 * Lets pages of this server show this answer in a frame. It is for PDFs, and says nothing else: the viewers of browsers are pages
 * themselves, and a policy that forbids scripts and styles stops them.
 */
export function mayBeFramed(reply: FastifyReply): void {
  reply.header(CSP, "frame-ancestors 'self'").header("x-frame-options", "SAMEORIGIN");
}

/** Makes the limits; each counts by address, in memory, and is a hook for the routes that it is for. */
export async function createRateLimits(app: FastifyInstance, limits: Limits): Promise<RateLimits> {
  await app.register(rateLimit, { global: false });
  const limit = (max: number): Limit => {
    const count = app.createRateLimit({ max, timeWindow: TEN_MINUTES_MS });
    return async (request, reply) => {
      // Somebody who has hung up has no address any more, and needs no answer.
      if (request.ip === undefined) return;
      const { isAllowed, ...counted } = await count(request);
      if (isAllowed || !("isExceeded" in counted) || !counted.isExceeded) return;
      reply.header("retry-after", counted.ttlInSeconds);
      throw new Problem("too-many-requests", { count: Math.max(1, Math.ceil(counted.ttl / 60_000)) });
    };
  };
  return {
    renders: limit(limits.renders),
    previews: limit(limits.previews),
    pages: limit(limits.pages),
    signIns: limit(SIGN_INS),
  };
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
