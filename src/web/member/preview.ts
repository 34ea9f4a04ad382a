// The page with both sides of the card, what to look at before it leaves, and the ways out.
import type { FastifyInstance, FastifyReply } from "fastify";
import { findCampaign } from "../../campaigns/open-campaign.ts";
import { joinAnswers } from "../../letters/answers.ts";
import type { Letter } from "../../letters/letter.ts";
import { parseLetterRequest } from "../../letters/request.ts";
import type { Words } from "../../words.ts";
import { toProblem } from "../failures.ts";
import type { WebParts } from "../parts.ts";
import { type CampaignRequest, withForm } from "./campaign.ts";
import { drawPreview, letterTrouble, previewOf } from "./draw-preview.ts";
import { type FieldErrors, fieldErrors, NO_ERRORS } from "./fields.ts";
import { keptFields, type MemberForm, readMemberForm, toRequest } from "./form.ts";
import { applyMask, guardOf } from "./guard.ts";
import { canLeaveOut, leaveOut } from "./leave-out.ts";
import { showWriteOrWhy } from "./write.ts";

/** Registers `POST /campaigns/:id/preview`: a page, or the card alone as JSON for the page that asks while typing. */
export function registerPreview(app: FastifyInstance, parts: WebParts): void {
  app.post("/campaigns/:id/preview", async (request: CampaignRequest, reply) => {
    if (wantsPreviewJson(request)) {
      const { campaign } = findCampaign(parts.campaigns, request.params.id);
      return previewOf(parts, campaign.id, readMemberForm(request.body));
    }
    return withForm(request, reply, parts, async (compiled, asked) => {
      const typed = asked.leaveOut === "" ? asked : leaveOut(parts.paper, asked);
      const form = { ...typed, ownWords: joinAnswers([typed.ownWords, ...typed.answers]), answers: [] };
      try {
        const letter = await parts.writeLetter(parseLetterRequest(toRequest(form, compiled.campaign.id)));
        if (form.mask === "") return await showPreview(request, reply, parts, form, letter, NO_ERRORS);
        const masked = applyMask({ campaign: compiled.campaign, seat: letter.seat, form });
        const again = await parts.writeLetter(parseLetterRequest(toRequest(masked, compiled.campaign.id)));
        return await showPreview(request, reply, parts, masked, again, NO_ERRORS);
      } catch (error) {
        const problem = toProblem(error);
        if (problem.code === "internal") throw error;
        return showWriteOrWhy(reply, parts, compiled, form, fieldErrors(problem, parts.words));
      }
    });
  });
}

/** Whether a request is the writing page's, asking for the card while somebody types. */
export function wantsPreviewJson({ url, headers }: Pick<CampaignRequest, "url" | "headers">): boolean {
  return url.endsWith("/preview") && (headers.accept ?? "").startsWith("application/json");
}

/**
 * Sends the page with both sides and the ways out. A phone is offered email first, anything else print first; a way that
 * cannot be used comes last and says why.
 */
export async function showPreview(
  { headers }: Pick<CampaignRequest, "headers">,
  reply: FastifyReply,
  parts: WebParts,
  form: MemberForm,
  letter: Letter,
  faults: FieldErrors,
): Promise<FastifyReply> {
  const { words, campaigns } = parts;
  const { seat, sender } = letter;
  const { campaign } = findCampaign(campaigns, letter.campaign.id);
  const askAddress = sender.address.length === 0;
  const email = seat.member?.email ? { name: seat.member.name } : null;
  const wrong = faults.errors.length > 0;
  if (wrong) reply.code(422);
  const typed = canLeaveOut(parts.paper, form);
  const title = words("preview.title");
  return reply.html("preview", {
    title: wrong ? words("form.errorPage", { title }) : title,
    campaign,
    imprint: campaign.imprint,
    preview: drawPreview(parts, letter, typed),
    letterTrouble: letterTrouble(parts, letter),
    leavable: typed,
    guard: guardOf({ campaign, seat, form }, words, `/campaigns/${campaign.id}/preview`),
    ways: email && isPhone(headers) ? ["email", "card", "letter"] : ["card", "letter", "email"],
    email,
    noEmail: email ? "" : noEmail(letter, words),
    askAddress,
    postcode: sender.postcode,
    form,
    kept: keptFields(form, askAddress ? ["address"] : []),
    ...faults,
  });
}

/** Why there is no email to be sent to a letter's MP. */
export function noEmail({ seat }: Letter, words: Words): string {
  if (seat.member) return words("ways.email.none", { name: seat.member.name });
  return words(`ways.email.${seat.status === "vacant" ? "vacant" : "unknown"}`, { constituency: seat.name });
}

/** Whether the browser says that it is a phone's: by its client hint, else by its user agent. */
function isPhone(headers: Readonly<Record<string, string | string[] | undefined>>): boolean {
  const hint = headers["sec-ch-ua-mobile"];
  if (hint !== undefined) return hint === "?1";
  return /Mobi|Android|iPhone/.test(String(headers["user-agent"] ?? ""));
}
