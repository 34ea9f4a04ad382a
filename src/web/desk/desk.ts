// The desk: pages for the people who run campaigns, behind a sign-in. Each part registers its pages in one line here.
import formbody from "@fastify/formbody";
import type { FastifyInstance } from "fastify";
import type { WebParts } from "../parts.ts";
import { type RateLimits, requireSameOrigin } from "../safety.ts";
import { registerAccountPage } from "./account.ts";
import { registerAudit } from "./audit.ts";
import { registerCampaignPages } from "./campaigns/campaign-pages.ts";
import { registerEditor } from "./edit/edit.ts";
import { registerHome } from "./home.ts";
import { registerPassword } from "./password.ts";
import { readForms } from "./read-form.ts";
import { requirePrivateLine } from "./secure.ts";
import { guardWithSession } from "./session.ts";
import { registerSignIn } from "./sign-in.ts";
import { registerStallPage } from "./stall.ts";
import { registerStalls } from "./stalls.ts";
import { registerTallies } from "./tallies.ts";

/** The largest form of the desk, bytes: a campaign with all its texts. */
const DESK_BODY_LIMIT = 2 * 1024 * 1024;
/** The largest form of whoever is not signed in, bytes. */
const OPEN_BODY_LIMIT = 16 * 1024;

/** Registers everything under `/desk`. */
export async function registerDesk(app: FastifyInstance, parts: WebParts, limits: RateLimits): Promise<void> {
  app.addHook("onRequest", async (request, reply) => {
    await limits.pages(request, reply);
    requirePrivateLine(request, parts.publicUrl);
    // Whatever goes wrong from here on is said in the desk's frame.
    reply.frame = { desk: {} };
    if (request.method !== "GET" && request.method !== "HEAD") requireSameOrigin(request, parts.publicUrl);
  });
  await app.register(async (open) => {
    await open.register(formbody, { bodyLimit: OPEN_BODY_LIMIT });
    registerSignIn(open, parts, limits);
    registerPassword(open, parts, limits);
  });
  await app.register(async (desk) => {
    // On every route, so that what is sent as JSON may be as large as a form.
    desk.addHook("onRoute", (route) => {
      route.bodyLimit ??= DESK_BODY_LIMIT;
    });
    readForms(desk);
    guardWithSession(desk, parts);
    registerHome(desk, parts);
    registerCampaignPages(desk, parts);
    registerTallies(desk, parts);
    registerStalls(desk, parts);
    registerStallPage(desk, parts);
    registerAccountPage(desk, parts, limits);
    registerAudit(desk, parts);
    registerEditor(desk, parts, limits);
  });
}
