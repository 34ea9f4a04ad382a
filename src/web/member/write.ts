// From a postcode to the writing page: the MP, or the constituencies to choose from, or what is wrong.
import type { FastifyInstance, FastifyReply } from "fastify";
import type { CompiledCampaign } from "../../campaigns/compile-campaign.ts";
import { openCampaign } from "../../campaigns/open-campaign.ts";
import { Problem } from "../../errors.ts";
import type { MpAnswer } from "../../mps/find-mp.ts";
import type { Seat } from "../../mps/seat.ts";
import { type Postcode, parsePostcode } from "../../postcode/postcode.ts";
import type { WebParts } from "../parts.ts";
import { explain } from "../problems.ts";
import { type FieldErrors, NO_ERRORS } from "./fields.ts";
import { keptFields, type MemberForm, readMemberForm } from "./form.ts";
import { showCampaign } from "./home.ts";
import { previewOf } from "./preview.ts";

/** Where a form stands: with a seat, with seats to choose from, or with something wrong about postcode or seat. */
type Located =
  | { readonly at: "seat"; readonly postcode: Postcode; readonly seat: Seat; readonly spans: boolean }
  | { readonly at: "choose"; readonly postcode: Postcode; readonly answer: MpAnswer }
  | { readonly at: "wrong"; readonly problem: Problem };

/** The fields that are folded away until somebody wants them, or has to mend them. */
const IN_MORE = ["salutation", "email", "address"];

export function registerWrite(app: FastifyInstance, parts: WebParts): void {
  app.post<{ Params: { id: string } }>("/campaigns/:id/write", async ({ params, body }, reply) => {
    const compiled = openCampaign(parts.campaigns, params.id, parts.today());
    const form = readMemberForm(body);
    return showWriteOrWhy(reply, parts, compiled, form, NO_ERRORS);
  });
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
  if (form.find.trim() !== "") return showSearch(reply, parts, compiled, form);
  if (form.change !== "" || located.at === "choose") {
    const answer = located.at === "choose" ? located.answer : await parts.findMp(located.postcode);
    return showChoice(reply, parts, compiled, form, answer);
  }
  return showWrite(reply, parts, compiled, form, located, faults);
}

async function locate({ seats, findMp }: WebParts, form: MemberForm): Promise<Located> {
  const parsed = parsePostcode(form.postcode);
  if (!parsed.ok) return { at: "wrong", problem: new Problem(parsed.code, { area: parsed.area ?? "" }) };
  const { postcode } = parsed;
  if (form.seat !== "") {
    const seat = seats.byCode(form.seat);
    if (!seat) return { at: "wrong", problem: new Problem("seat-unknown", { seat: form.seat }) };
    return { at: "seat", postcode, seat, spans: false };
  }
  const answer = await findMp(postcode);
  return answer.seat
    ? { at: "seat", postcode, seat: answer.seat, spans: answer.choices.length > 0 }
    : { at: "choose", postcode, answer };
}

/** The page to pick a constituency from: those the postcode can be in, and a search over all. */
async function showChoice(
  reply: FastifyReply,
  parts: WebParts,
  compiled: CompiledCampaign,
  form: MemberForm,
  answer: MpAnswer,
): Promise<FastifyReply> {
  const { words } = parts;
  const changing = answer.outcome === "found";
  const seatError = form.picked !== "" && form.seat === "" ? words("choose.pick") : null;
  if (seatError) reply.code(422);
  return reply.html("choose", {
    title: words(changing ? "choose.titleChange" : "choose.titleChoose"),
    heading: words(changing ? "choose.titleChange" : "choose.titleChoose"),
    why: changing ? words("choose.changeWhy") : answer.why,
    choices: answer.seat ? [answer.seat, ...answer.choices] : answer.choices,
    campaign: compiled.campaign,
    imprint: compiled.campaign.imprint,
    form,
    kept: keptFields(form, ["seat"]),
    seatError,
    errors: seatError ? [{ id: "seat", text: seatError }] : [],
  });
}

async function showSearch(
  reply: FastifyReply,
  { seats, words }: WebParts,
  compiled: CompiledCampaign,
  form: MemberForm,
): Promise<FastifyReply> {
  const find = form.find.trim().slice(0, 80);
  const choices = seats.search(find);
  const heading =
    choices.length > 0
      ? words("choose.titleFound", { count: choices.length, find })
      : words("choose.titleChange");
  return reply.html("choose", {
    title: heading,
    heading,
    why: choices.length > 0 ? null : words("choose.nothing", { find }),
    choices,
    campaign: compiled.campaign,
    imprint: compiled.campaign.imprint,
    form,
    kept: keptFields(form, ["seat"]),
  });
}

async function showWrite(
  reply: FastifyReply,
  parts: WebParts,
  compiled: CompiledCampaign,
  form: MemberForm,
  { seat, postcode, spans }: Extract<Located, { at: "seat" }>,
  faults: FieldErrors,
): Promise<FastifyReply> {
  const { words } = parts;
  const { campaign } = compiled;
  if (faults.errors.length > 0) reply.code(422);
  const heading = seat.member
    ? words("write.title", { name: seat.member.name })
    : words("write.titleNobody", { constituency: seat.name });
  const usual = seat.member
    ? words("letter.dear", { name: seat.member.salutation })
    : words("letter.dearNobody");
  return reply.html("write", {
    title: heading,
    heading,
    scripts: ["write.js"],
    campaign,
    imprint: campaign.imprint,
    seat,
    spans,
    postcode,
    form: { ...form, postcode },
    salutation: form.salutation || usual,
    before: campaign.beforeYouWrite ?? words.list("write.beforeYouWrite"),
    moreOpen: IN_MORE.some((field) => faults.wrong[field] !== undefined),
    preview: await previewOf(parts, campaign.id, { ...form, postcode, seat: seat.code }),
    ...faults,
  });
}
