// The JSON API: the same journey for programs, and its own description.
import swagger from "@fastify/swagger";
import { jsonSchemaTransform, type ZodTypeProvider } from "@fastify/type-provider-zod";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { closingInstant, openingInstant, withOffset } from "../../campaigns/schedule.ts";
import { campaignStatus } from "../../campaigns/status.ts";
import { toEmail } from "../../email/email.ts";
import { mailtoLink } from "../../email/mailto.ts";
import { webmailLinks } from "../../email/webmail.ts";
import { letterRequestSchema } from "../../letters/request.ts";
import { requireAddress } from "../../letters/require-address.ts";
import { mpAnswer } from "../../mps/find-mp.ts";
import { readSheet } from "../../paper/sheet.ts";
import { requirePostcode } from "../../postcode/require-postcode.ts";
import type { WebParts } from "../parts.ts";
import { explainedSchema } from "../problems.ts";
import type { RateLimits } from "../safety.ts";
import { sendDownload } from "../send-download.ts";
import { showReference } from "./reference.ts";
import { campaignsAnswer, emailAnswer, mpQuery, seatsAnswer, seatsQuery, sheetQuery } from "./schemas.ts";

const pdf = z.string().meta({ format: "binary" });
const PROBLEM = { "4xx": explainedSchema };

/** Registers `/api/v1/…`, its OpenAPI description and the page that shows it. */
export async function registerApi(
  scope: FastifyInstance,
  parts: WebParts,
  limits: RateLimits,
): Promise<void> {
  const { campaigns, seats, findMp, writeLetter, paper, now } = parts;
  // JSON only: a page of another site cannot send that without asking first, and nobody answers it.
  scope.removeContentTypeParser("text/plain");
  await scope.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Postbag",
        version: "1",
        description:
          "From a postcode to a postcard or an email for an MP. Nothing that is sent here is stored or logged.",
      },
    },
    transform: jsonSchemaTransform,
  });
  const api = scope.withTypeProvider<ZodTypeProvider>();
  scope.addHook("onRequest", limits.pages);
  const limited = { onRequest: limits.renders };

  api.get("/api/v1/openapi.json", { schema: { hide: true } }, async () => scope.swagger());
  api.get("/api", { schema: { hide: true } }, (_request, reply) =>
    showReference(reply, scope.swagger(), parts.words),
  );

  api.get(
    "/api/v1/campaigns",
    { schema: { summary: "The campaigns", response: { 200: campaignsAnswer } } },
    async () => ({
      campaigns: campaigns.list().map(({ campaign }) => ({
        id: campaign.id,
        title: campaign.title,
        summary: campaign.summary,
        opens: campaign.opens && withOffset(campaign.opens, openingInstant(campaign.opens)),
        closes: campaign.closes && withOffset(campaign.closes, closingInstant(campaign.closes)),
        open: campaignStatus(campaign, now()) === "open",
        sample: campaign.sample,
        languages: [...campaign.languages],
        reasons: campaign.reasons.map(({ id, title }) => ({ id, title })),
      })),
    }),
  );

  api.get(
    "/api/v1/seats",
    {
      schema: {
        summary: "Constituencies and their MPs: all 650, or the best 20 that match",
        querystring: seatsQuery,
        response: { 200: seatsAnswer, ...PROBLEM },
      },
    },
    async ({ query: { q } }) => ({ seats: [...(q.trim() === "" ? seats.all : seats.search(q))] }),
  );

  api.post(
    "/api/v1/mp",
    {
      schema: {
        summary: "The MP for a postcode, or the constituencies it can be in",
        body: mpQuery,
        response: { 200: mpAnswer, ...PROBLEM },
      },
    },
    async ({ body }) => findMp(requirePostcode(body.postcode)),
  );

  api.post(
    "/api/v1/postcard.pdf",
    {
      ...limited,
      schema: {
        summary: "The card as PDF",
        querystring: sheetQuery,
        body: letterRequestSchema,
        produces: ["application/pdf"],
        response: { 200: pdf, ...PROBLEM },
      },
    },
    async ({ query, body }, reply) => {
      const sheet = readSheet(query.sheet);
      return sendDownload(
        reply,
        "application/pdf",
        "postcard.pdf",
        await paper.postcardPdf(await writeLetter(body), sheet),
      );
    },
  );

  api.post(
    "/api/v1/letter.pdf",
    {
      ...limited,
      schema: {
        summary: "The A4 letter as PDF; the sender's address is needed",
        body: letterRequestSchema,
        produces: ["application/pdf"],
        response: { 200: pdf, ...PROBLEM },
      },
    },
    async ({ body }, reply) => {
      requireAddress(body.sender);
      return sendDownload(
        reply,
        "application/pdf",
        "letter.pdf",
        await paper.letterPdf(await writeLetter(body)),
      );
    },
  );

  api.post(
    "/api/v1/email",
    {
      ...limited,
      schema: {
        summary: "The letter as an email, with links that open it; the sender's address is needed",
        body: letterRequestSchema,
        response: { 200: emailAnswer, ...PROBLEM },
      },
    },
    async ({ body }) => {
      requireAddress(body.sender);
      const email = toEmail(await writeLetter(body));
      const mailto = mailtoLink(email);
      return {
        ...email,
        mailto: mailto?.href ?? null,
        complete: mailto?.complete ?? false,
        links: webmailLinks(email),
      };
    },
  );
}
