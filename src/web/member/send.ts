// The ways out: the email with its links, the draft file, the card and the letter as PDF.
import type { FastifyInstance, FastifyReply } from "fastify";
import { findCampaign } from "../../campaigns/open-campaign.ts";
import { toEmail } from "../../email/email.ts";
import { toEml } from "../../email/eml.ts";
import { mailtoLink } from "../../email/mailto.ts";
import { webmailLinks } from "../../email/webmail.ts";
import type { Letter } from "../../letters/letter.ts";
import { parseLetterRequest } from "../../letters/request.ts";
import { requireAddress } from "../../letters/require-address.ts";
import { readSheet } from "../../paper/sheet.ts";
import { toProblem } from "../failures.ts";
import type { WebParts } from "../parts.ts";
import type { RateLimits } from "../safety.ts";
import { sendDownload } from "../send-download.ts";
import { type CampaignRequest, withForm } from "./campaign.ts";
import { fieldErrors } from "./fields.ts";
import { keptFields, type MemberForm, toRequest } from "./form.ts";
import { noEmail, showPreview } from "./preview.ts";
import { showWriteOrWhy } from "./write.ts";

/** Hands a letter on; what is at fault goes back to the page where it can be mended. */
export type WithLetter = (
  request: CampaignRequest,
  reply: FastifyReply,
  use: (letter: Letter, form: MemberForm) => Promise<FastifyReply>,
) => Promise<FastifyReply>;

/** Registers `POST` of `send`, `draft.eml`, `postcard.pdf` and `letter.pdf` below `/campaigns/:id/`. */
export function registerSend(app: FastifyInstance, parts: WebParts, { renders }: RateLimits): void {
  const { paper, words, tallies } = parts;
  const limited = { onRequest: renders };
  const withLetter = createWithLetter(parts);

  app.post("/campaigns/:id/send", limited, (request: CampaignRequest, reply) =>
    withLetter(request, reply, async (letter, form) => {
      requireAddress(letter.sender);
      const email = toEmail(letter);
      const mailto = mailtoLink(email);
      const { member } = letter.seat;
      // The page offers no button then: this is somebody's stale page, or a program.
      if (!mailto || !member) {
        const faults = { errors: [{ id: null, text: noEmail(letter, words) }], wrong: {} };
        return showPreview(request, reply, parts, form, letter, faults);
      }
      tallies.counter.made("email", letter);
      return reply.html("send", {
        title: words("email.title", { name: member.name }),
        campaign: letter.campaign,
        imprint: findCampaign(parts.campaigns, letter.campaign.id).campaign.imprint,
        to: member,
        subject: email.subject,
        body: email.body,
        mailto: mailto.href,
        complete: mailto.complete,
        links: webmailLinks(email),
        shared: form.shared !== "",
        kept: keptFields(form, []),
      });
    }),
  );

  app.post("/campaigns/:id/draft.eml", limited, (request: CampaignRequest, reply) =>
    withLetter(request, reply, async (letter, form) => {
      requireAddress(letter.sender);
      const eml = await toEml(toEmail(letter));
      if (form.counted === "") tallies.counter.made("email", letter);
      return sendDownload(reply, "message/rfc822", "letter.eml", eml);
    }),
  );

  app.post("/campaigns/:id/postcard.pdf", limited, (request: CampaignRequest, reply) =>
    withLetter(request, reply, async (letter, form) => {
      const sheet = readSheet(form.sheet || "a4-single");
      const pdf = await paper.postcardPdf(letter, sheet);
      if (form.counted === "") tallies.counter.made("card", letter);
      return sendDownload(reply, "application/pdf", "postcard.pdf", pdf);
    }),
  );

  app.post("/campaigns/:id/letter.pdf", limited, (request: CampaignRequest, reply) =>
    withLetter(request, reply, async (letter, form) => {
      requireAddress(letter.sender);
      const pdf = await paper.letterPdf(letter);
      if (form.counted === "") tallies.counter.made("letter", letter);
      return sendDownload(reply, "application/pdf", "letter.pdf", pdf);
    }),
  );
}

/** Makes the step that every way out begins with: from the form to its letter. */
export function createWithLetter(parts: WebParts): WithLetter {
  return (request, reply, use) =>
    withForm(request, reply, parts, async (compiled, form) => {
      let letter: Letter | undefined;
      try {
        letter = await parts.writeLetter(parseLetterRequest(toRequest(form, compiled.campaign.id)));
        return await use(letter, form);
      } catch (error) {
        const problem = toProblem(error);
        if (problem.code === "internal") throw error;
        const faults = fieldErrors(problem, parts.words);
        return letter
          ? showPreview(request, reply, parts, form, letter, faults)
          : showWriteOrWhy(reply, parts, compiled, form, faults);
      }
    });
}
