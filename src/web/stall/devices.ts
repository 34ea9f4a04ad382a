// The devices of a hosted stall: the code that lets tables in, invitations for whom no code is taken from, and their ends.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { Problem } from "../../errors.ts";
import { type Device, ROLES } from "../../stalls/device.ts";
import type { Stall } from "../../stalls/stall.ts";
import type { WebParts } from "../parts.ts";
import { stallOf } from "./frame.ts";
import { invitationLink } from "./invitation.ts";
import { invitationPicture } from "./invitation-picture.ts";
import { readForm } from "./rep-form.ts";
import { timeOfDay } from "./time-of-day.ts";

const roleSchema = z.object({ role: z.enum(ROLES).catch("table").default("table") });

type DeviceRequest = FastifyRequest<{ Params: { id: string } }>;

/** Registers `/stall/devices` and what is below it. A laptop's own stall has no devices: `not-found`. */
export function registerDevices(rep: FastifyInstance, parts: WebParts): void {
  const { stalls, words, publicUrl, now } = parts;
  const { pairing } = stalls;

  function hosted(request: FastifyRequest): { stall: Stall; own: Device | null } {
    const { stall, device } = stallOf(request);
    if (stall.kind !== "hosted") throw new Problem("not-found");
    return { stall, own: device };
  }

  async function page(
    request: FastifyRequest,
    reply: FastifyReply,
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<FastifyReply> {
    const { stall, own } = hosted(request);
    const devices = await pairing.devices(stall);
    return reply.stall("devices", {
      title: words("stall.devices.title"),
      scripts: ["/public/stall-devices.js"],
      ...(await codeNow(stall)),
      devices: devices.map(({ id, name, role, pairedAt }) => ({
        id,
        name,
        rep: role === "rep",
        since: words("stall.devices.since", { at: timeOfDay(pairedAt) }),
        own: id === own?.id,
      })),
      ...more,
    });
  }

  /** The code in two halves, when it changes, and how long that is, ms. */
  async function codeNow(stall: Stall) {
    const { code, forMs } = await pairing.code(stall);
    const until = timeOfDay(now().add({ milliseconds: forMs }).toString());
    return {
      code: `${code.slice(0, 3)} ${code.slice(3)}`,
      forMs,
      until: words("stall.devices.until", { at: until }),
    };
  }

  rep.get("/stall/devices", (request, reply) => page(request, reply));

  rep.get("/stall/devices/code", async (request) => codeNow(hosted(request).stall));

  rep.post("/stall/devices/invite", async (request, reply) => {
    const { stall } = hosted(request);
    const { role } = readForm(roleSchema, request.body);
    const origin = publicUrl ?? `${request.protocol}://${request.host}`;
    const link = invitationLink(origin, stall.id, await pairing.invite(stall, role));
    const picture = invitationPicture(link, words("stall.devices.picture"));
    return page(request, reply, { invitation: { link, picture, rep: role === "rep" } });
  });

  rep.post("/stall/devices/:id/role", async (request: DeviceRequest, reply) => {
    const { stall } = hosted(request);
    await pairing.setRole(stall, request.params.id, readForm(roleSchema, request.body).role);
    return reply.redirect("/stall/devices", 303);
  });

  rep.post("/stall/devices/:id/end", async (request: DeviceRequest, reply) => {
    const { stall } = hosted(request);
    await pairing.end(stall, request.params.id);
    return reply.redirect("/stall/devices", 303);
  });

  rep.post("/stall/devices/end-all", async (request, reply) => {
    const { stall } = hosted(request);
    await pairing.end(stall, "all");
    return reply.redirect("/stall", 303);
  });
}
