// What holds for every page of the stall: a private line, the same origin, which stall it is, and as what a device is there.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Problem } from "../../errors.ts";
import { type Device, isPrivateLine, type Role } from "../../stalls/device.ts";
import { requireRep } from "../../stalls/pairing.ts";
import type { Stall } from "../../stalls/stall.ts";
import { wantsJson } from "../failures.ts";
import type { WebParts } from "../parts.ts";
import { type RateLimits, requireSameOrigin } from "../safety.ts";
import { readDeviceCookie } from "./cookie.ts";

/** Who asks. `device` is null on a laptop's own stall: whoever is at the laptop is the rep. */
export type AtStall = { readonly stall: Stall; readonly device: Device | null; readonly role: Role };

declare module "fastify" {
  interface FastifyRequest {
    /** Null where no device of a stall asks, and on every page that is not the stall's. */
    atStall: AtStall | null;
  }
  interface FastifyReply {
    /** Sends a page from `templates/pages/stall/` in the stall's frame. */
    stall(page: string, data: Readonly<Record<string, unknown>>): Promise<FastifyReply>;
  }
}

/** The stall that the request is for, and who asks. Throws `device-unpaired`. */
export function stallOf(request: FastifyRequest): AtStall {
  if (request.atStall === null) throw new Problem("device-unpaired");
  return request.atStall;
}

/** A preHandler for what only a rep may do. Throws `device-unpaired` and `device-not-allowed`. */
export async function repsOnly(request: FastifyRequest): Promise<void> {
  requireRep(stallOf(request));
}

/** An onRequest hook that leads whoever has no stall to the pairing page, and refuses what is no page. Throws `device-unpaired`. */
export async function pairedOnly(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  if (request.atStall !== null) return;
  if (isReading(request) && !wantsJson(request)) return reply.redirect("/stall", 303);
  throw new Problem("device-unpaired");
}

/** Guards every route of the scope. Devices of a stall are not counted by the limits: a hall shares one address. */
export function frameStall(scope: FastifyInstance, parts: WebParts, limits: RateLimits): void {
  scope.decorateRequest("atStall", null);
  scope.addHook("onRequest", async (request, reply) => {
    reply.frame = { stall: {} };
    requirePrivateLine(request);
    if (!isReading(request)) requireSameOrigin(request, parts.publicUrl);
    request.atStall = await whoAsks(request, parts);
    if (request.atStall === null) await limits.pages(request, reply);
    else reply.frame = frameOf(request.atStall, request);
  });
  scope.decorateReply("stall", async function (this: FastifyReply, page, data) {
    const { atStall } = this.request;
    if (atStall?.role === "rep") {
      const waiting = await countWaiting(parts, atStall.stall);
      this.frame = { stall: { ...frameOf(atStall, this.request).stall, waiting } };
    }
    return this.html(`stall/${page}`, data);
  });
}

const isReading = ({ method }: FastifyRequest): boolean => method === "GET" || method === "HEAD";

function requirePrivateLine({ protocol, socket, host, headers }: FastifyRequest): void {
  const forwarded = "x-forwarded-for" in headers || "forwarded" in headers;
  const line = { protocol, address: socket.remoteAddress ?? "", host, forwarded };
  if (!isPrivateLine(line)) throw new Problem("line-not-private");
}

async function whoAsks(
  request: FastifyRequest,
  { stalls, localStall }: Pick<WebParts, "stalls" | "localStall">,
): Promise<AtStall | null> {
  if (localStall !== null) return { stall: await stalls.get(localStall), device: null, role: "rep" };
  const token = readDeviceCookie(request);
  if (token === null) return null;
  try {
    const { stall, device } = await stalls.pairing.session(token);
    return { stall, device, role: device.role };
  } catch (error) {
    if (error instanceof Problem && error.code === "device-unpaired") return null;
    throw error;
  }
}

/** What the layout shows around a page of the stall: its navigation is the rep's alone. */
function frameOf({ stall, role }: AtStall, { url }: FastifyRequest): { stall: Record<string, unknown> } {
  const [path = ""] = url.split("?");
  const [, , place = ""] = path.split("/");
  const current = place === "" ? "take" : place;
  const wiped = stall.wipedAt !== null;
  return {
    stall: { name: stall.name, rep: role === "rep", hosted: stall.kind === "hosted", current, wiped },
  };
}

/** How many cards wait; null where that cannot be told, which the page itself will say. */
async function countWaiting({ stalls }: Pick<WebParts, "stalls">, { id }: Stall): Promise<number | null> {
  try {
    const { cards } = await stalls.queue.view(id);
    return cards.filter(({ state }) => state === "queued").length;
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}
