// The ways out: the email with its links, the card and the letter as PDF, and what comes after.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { findCampaign, openCampaign } from "../../campaigns/open-campaign.ts";
import { toEmail } from "../../email/email.ts";
import { mailtoLink } from "../../email/mailto.ts";
import { webmailLinks } from "../../email/webmail.ts";
import type { Letter } from "../../letters/letter.ts";
import { parseLetterRequest } from "../../letters/request.ts";
import { requireAddress } from "../../letters/require-address.ts";
import { readSheet } from "../../paper/sheet.ts";
import { toProblem } from "../failures.ts";
import type { WebParts } from "../parts.ts";
import type { LimitRenders } from "../safety.ts";
import { sendPdf } from "../send-pdf.ts";
import { fieldErrors } from "./fields.ts";
import { keptFields, type MemberForm, readMemberForm, toRequest } from "./form.ts";
import { showPreview } from "./preview.ts";
import { showWriteOrWhy } from "./write.ts";

type CampaignRequest = FastifyRequest<{ Params: { id: string } }>;

export function registerSend(app: FastifyInstance, parts: WebParts, limitRenders: LimitRenders): void {
  const { paper, words } = parts;
  const limited = { onRequest: limitRenders };

  app.post("/campaigns/:id/send", limited, (request: CampaignRequest, reply) =>
    withLetter(request, reply, async (letter, form) => {
      requireAddress(letter.sender);
      const email = toEmail(letter);
      const mailto = mailtoLink(email);
      const { member } = letter.seat;
      // The page offers no button then: this is somebody's stale page, or a program.
      if (!mailto || !member)
        return showPreview(request.headers, reply, parts, form, letter, noEmail(letter));
      return reply.html("send", {
        title: words("email.title", { name: member.name }),
        scripts: ["copy.js"],
        campaign: letter.campaign,
        imprint: letter.imprint,
        to: member,
        subject: email.subject,
        body: email.body,
        mailto: mailto.href,
        complete: mailto.complete,
        links: webmailLinks(email),
        kept: keptFields(form, []),
      });
    }),
  );

  app.post("/campaigns/:id/postcard.pdf", limited, (request: CampaignRequest, reply) =>
    withLetter(request, reply, async (letter, form) => {
      const sheet = readSheet(form.sheet || "a4-single");
      return sendPdf(reply, "postcard.pdf", await paper.postcardPdf(letter, sheet));
    }),
  );

  app.post("/campaigns/:id/letter.pdf", limited, (request: CampaignRequest, reply) =>
    withLetter(request, reply, async (letter) => {
      requireAddress(letter.sender);
      return sendPdf(reply, "letter.pdf", await paper.letterPdf(letter));
    }),
  );

  app.get("/campaigns/:id/sent", (request: CampaignRequest, reply) =>
    reply.html("sent", {
      title: words("sent.title"),
      scripts: ["sent.js"],
      campaign: findCampaign(parts.campaigns, request.params.id).campaign,
    }),
  );

  /** Writes the letter and hands it on; what is at fault goes back to the page where it can be mended. */
  async function withLetter(
    request: CampaignRequest,
    reply: FastifyReply,
    send: (letter: Letter, form: MemberForm) => Promise<FastifyReply>,
  ): Promise<FastifyReply> {
    const compiled = openCampaign(parts.campaigns, request.params.id, parts.today());
    const form = readMemberForm(request.body);
    let letter: Letter | undefined;
    try {
      letter = await parts.writeLetter(parseLetterRequest(toRequest(form, compiled.campaign.id)));
      return await send(letter, form);
    } catch (error) {
      const problem = toProblem(error);
      if (problem.code === "internal") throw error;
      const faults = fieldErrors(problem, words);
      return letter
        ? showPreview(request.headers, reply, parts, form, letter, faults)
        : showWriteOrWhy(reply, parts, compiled, form, faults);
    }
  }

  function noEmail({ seat }: Letter) {
    const text = seat.member
      ? words("ways.email.none", { name: seat.member.name })
      : words("ways.email.nobody", { constituency: seat.name });
    return { errors: [{ id: null, text }], wrong: {} };
  }
}
