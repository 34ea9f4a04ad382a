// From a postcode to the writing page: the MP, or the constituencies to choose from, or what is wrong.
import type { FastifyInstance, FastifyReply } from "fastify";
import type { CompiledCampaign } from "../../campaigns/compile-campaign.ts";
import { Problem } from "../../errors.ts";
import { joinAnswers } from "../../letters/answers.ts";
import { isStale, type MpAnswer } from "../../mps/find-mp.ts";
import type { Seat } from "../../mps/seat.ts";
import { type Postcode, parsePostcode } from "../../postcode/postcode.ts";
import type { WebParts } from "../parts.ts";
import { explain } from "../problems.ts";
import { type CampaignRequest, showCampaign, withForm } from "./campaign.ts";
import { showChoice, showSearch } from "./choose.ts";
import { previewOf } from "./draw-preview.ts";
import { type FieldErrors, NO_ERRORS } from "./fields.ts";
import type { MemberForm } from "./form.ts";
import { applyMask, guardOf } from "./guard.ts";
import { leaveOut } from "./leave-out.ts";

/** Where a form stands: with a seat, with seats to choose from, or with something wrong about the postcode. */
type Located =
  | { readonly at: "seat"; readonly postcode: Postcode; readonly seat: Seat; readonly spans: boolean }
  | { readonly at: "choose"; readonly answer: MpAnswer; readonly wrong: string | null }
  | { readonly at: "wrong"; readonly problem: Problem };

/** The campaign's first prompts that are asked as questions. */
const QUESTIONS = 3;

/** The fields that are folded away until somebody wants them, or has to mend them. */
const IN_MORE = ["salutation", "email", "address", "showOnCard"];

/** Registers `POST /campaigns/:id/write`. */
export function registerWrite(app: FastifyInstance, parts: WebParts): void {
  app.post("/campaigns/:id/write", async (request: CampaignRequest, reply) =>
    withForm(request, reply, parts, async (compiled, form) => {
      const typed = form.leaveOut === "" ? form : leaveOut(parts.paper, form);
      const joined = { ...typed, ownWords: joinAnswers([typed.ownWords, ...typed.answers]), answers: [] };
      return showWriteOrWhy(reply, parts, compiled, typed.join === "" ? typed : joined, NO_ERRORS);
    }),
  );
}

/**
 * Sends the writing page with the form as typed and `faults` beside its fields; or, where it is not yet known whom to
 * write to, the page that settles that, with everything typed kept in it.
 */
export async function showWriteOrWhy(
  reply: FastifyReply,
  parts: WebParts,
  compiled: CompiledCampaign,
  form: MemberForm,
  faults: FieldErrors,
): Promise<FastifyReply> {
  const located = await locate(parts, form);
  if (located.at === "wrong") {
    reply.code(422);
    const { detail } = explain(located.problem, parts.words);
    return showCampaign(reply, parts, compiled, form, { id: "postcode", text: detail });
  }
  // Whoever says that the MP is another, or searches, has to pick one; whoever has picked goes on.
  const unpicked = form.picked === "" || form.seat === "";
  const wrong = form.picked !== "" && form.seat === "" ? parts.words("choose.pick") : null;
  if (form.find.trim() !== "" && unpicked) return showSearch(reply, parts, compiled, form, wrong);
  if (located.at === "choose")
    return showChoice(reply, parts, compiled, form, located.answer, wrong ?? located.wrong);
  if (form.change !== "" && unpicked) {
    return showChoice(reply, parts, compiled, form, await parts.findMp(located.postcode), wrong);
  }
  return showWrite(reply, parts, compiled, form, located, faults);
}

async function locate({ seats, findMp, words }: WebParts, form: MemberForm): Promise<Located> {
  const parsed = parsePostcode(form.postcode);
  if (!parsed.ok) return { at: "wrong", problem: new Problem(parsed.code, { area: parsed.area ?? "" }) };
  const { postcode } = parsed;
  if (form.seat !== "") {
    const seat = seats.byCode(form.seat);
    if (seat) return { at: "seat", postcode, seat, spans: false };
    const wrong = explain(new Problem("seat-unknown", { seat: form.seat.slice(0, 20) }), words).detail;
    return { at: "choose", answer: await findMp(postcode), wrong };
  }
  const answer = await findMp(postcode);
  return answer.seat
    ? { at: "seat", postcode, seat: answer.seat, spans: answer.choices.length > 0 }
    : { at: "choose", answer, wrong: null };
}

async function showWrite(
  reply: FastifyReply,
  parts: WebParts,
  compiled: CompiledCampaign,
  typed: MemberForm,
  { seat, postcode, spans }: Extract<Located, { at: "seat" }>,
  faults: FieldErrors,
): Promise<FastifyReply> {
  const { words } = parts;
  const { campaign } = compiled;
  const wrong = faults.errors.length > 0;
  if (wrong) reply.code(422);
  const heading = seat.member
    ? words("write.title", { name: seat.member.name })
    : words("write.titleNobody", { constituency: seat.name });
  const usual = seat.member
    ? words("letter.dear", { name: seat.member.salutation })
    : words("letter.dearNobody");
  const masked = typed.mask === "" ? typed : applyMask({ campaign, seat, form: typed });
  // A greeting is written to one MP: whoever has just picked another starts with that one's own.
  const salutation = typed.picked === "" ? masked.salutation : "";
  const form = { ...masked, salutation, postcode, seat: seat.code };
  return reply.html("write", {
    title: wrong ? words("form.errorPage", { title: heading }) : heading,
    heading,
    campaign,
    imprint: campaign.imprint,
    seat,
    spans,
    stale:
      seat.member && isStale(seat.asOf, parts.today())
        ? words("lookup.why.stale", { date: seat.asOf })
        : null,
    postcode,
    form,
    mended: form.leaveOut !== "",
    usual,
    questions: campaign.prompts
      .slice(0, QUESTIONS)
      .map((prompt, at) => ({ prompt, answer: form.answers[at] ?? "" })),
    guard: guardOf({ campaign, seat, form }, words, `/campaigns/${campaign.id}/write`),
    before: campaign.beforeYouWrite ?? words.list("write.beforeYouWrite"),
    moreOpen: IN_MORE.some((field) => faults.wrong[field] !== undefined),
    preview: await previewOf(parts, campaign.id, form),
    ...faults,
  });
}
