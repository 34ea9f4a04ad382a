// The card as it will print, drawn while the member types and before they send; never logged, never stored.
import type { FastifyInstance, FastifyReply } from "fastify";
import { openCampaign } from "../../campaigns/open-campaign.ts";
import { Problem } from "../../errors.ts";
import type { Letter } from "../../letters/letter.ts";
import { parseLetterRequest } from "../../letters/request.ts";
import { toProblem } from "../failures.ts";
import type { WebParts } from "../parts.ts";
import { type FieldErrors, fieldErrors, NO_ERRORS } from "./fields.ts";
import { keptFields, type MemberForm, readMemberForm, toRequest } from "./form.ts";
import { showWriteOrWhy } from "./write.ts";

/**
 * Both sides as SVG and how the text fits: `state` is "fits" or "over", `message` says it in words. `trouble` says why
 * this card cannot be printed, or is null; `unprintable` is whether that is because of its characters.
 */
export type Preview = {
  readonly back: string;
  readonly front: string;
  readonly state: "fits" | "over";
  readonly message: string;
  readonly trouble: string | null;
  readonly unprintable: boolean;
};

export function registerPreview(app: FastifyInstance, parts: WebParts): void {
  app.post<{ Params: { id: string } }>("/campaigns/:id/preview", async (request, reply) => {
    const compiled = openCampaign(parts.campaigns, request.params.id, parts.today());
    const form = readMemberForm(request.body);
    if ((request.headers.accept ?? "").startsWith("application/json")) {
      return previewOf(parts, compiled.campaign.id, form);
    }
    try {
      const letter = await parts.writeLetter(parseLetterRequest(toRequest(form, compiled.campaign.id)));
      return await showPreview(request.headers, reply, parts, form, letter, NO_ERRORS);
    } catch (error) {
      const problem = toProblem(error);
      if (problem.code === "internal") throw error;
      return showWriteOrWhy(reply, parts, compiled, form, fieldErrors(problem, parts.words));
    }
  });
}

/** Draws the card of a form that may still be half empty. */
export async function previewOf(parts: WebParts, campaign: string, form: MemberForm): Promise<Preview> {
  const { words, writeLetter } = parts;
  const name = form.name.trim() === "" ? words("preview.yourName") : form.name;
  const request = toRequest({ ...form, name, email: "" }, campaign);
  try {
    return drawPreview(parts, await writeLetter(parseLetterRequest(request)));
  } catch (error) {
    const problem = toProblem(error);
    if (problem.code === "internal") throw error;
    const [first] = fieldErrors(problem, words).errors;
    const message = first?.text ?? "";
    return { back: "", front: "", state: "over", message, trouble: message, unprintable: false };
  }
}

/** Draws both sides of a letter's card and says how it fits. */
export function drawPreview({ paper, words }: WebParts, letter: Letter): Preview {
  const { back, front, fit, unprintable } = paper.cardSvg(letter, {
    back: words("preview.backPicture", { text: letter.card.paragraphs.join(" ") }),
    front: words("preview.frontPicture", {
      headline: letter.card.front.headline,
      line: letter.card.front.line,
    }),
  });
  if (unprintable.length > 0) {
    const message = words("preview.unprintable", { characters: unprintable.join(" ") });
    return { back, front, state: "over", message, trouble: message, unprintable: true };
  }
  if (!fit.ok) {
    const message = words("preview.over", { count: fit.wordsOver });
    return { back, front, state: "over", message, trouble: message, unprintable: false };
  }
  const message = fit.wordsLeft > 0 ? words("preview.fits", { count: fit.wordsLeft }) : words("preview.full");
  return { back, front, state: "fits", message, trouble: null, unprintable: false };
}

/** Sends the page with both sides and the ways out; a phone is offered email first, anything else print first. */
export async function showPreview(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  reply: FastifyReply,
  parts: WebParts,
  form: MemberForm,
  letter: Letter,
  faults: FieldErrors,
): Promise<FastifyReply> {
  const { words, campaigns } = parts;
  const { seat } = letter;
  const askAddress = letter.sender.address.length === 0;
  const campaign = campaigns.get(letter.campaign.id)?.campaign;
  if (!campaign) throw new Problem("campaign-unknown", { campaign: letter.campaign.id });
  if (faults.errors.length > 0) reply.code(422);
  return reply.html("preview", {
    title: words("preview.title"),
    scripts: ["keep.js"],
    campaign,
    imprint: campaign.imprint,
    preview: drawPreview(parts, letter),
    ways: isPhone(headers) ? ["email", "card", "letter"] : ["card", "letter", "email"],
    email: seat.member?.email ? { name: seat.member.name } : null,
    noEmail: seat.member
      ? words("ways.email.none", { name: seat.member.name })
      : words("ways.email.nobody", { constituency: seat.name }),
    askAddress,
    postcode: letter.sender.postcode,
    kept: keptFields(form, askAddress ? ["address"] : []),
    ...faults,
  });
}

/** Whether the browser says that it is a phone's: by its client hint, else by its user agent. */
function isPhone(headers: Readonly<Record<string, string | string[] | undefined>>): boolean {
  const hint = headers["sec-ch-ua-mobile"];
  if (hint !== undefined) return hint === "?1";
  return /Mobi|Android|iPhone/.test(String(headers["user-agent"] ?? ""));
}
