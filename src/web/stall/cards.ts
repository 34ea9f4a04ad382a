// Adding a card to the queue, as the screen does it and as a plain form does, and printing it at once.
import { randomUUID } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { openCampaign } from "../../campaigns/open-campaign.ts";
import { ERRORS, Problem } from "../../errors.ts";
import type { Seat } from "../../mps/seat.ts";
import { parsePostcode } from "../../postcode/postcode.ts";
import { requireRep } from "../../stalls/pairing.ts";
import { requireKept } from "../../stalls/stall.ts";
import type { Receipt } from "../../stalls/store.ts";
import { toProblem, wantsJson } from "../failures.ts";
import { loggableError } from "../logging.ts";
import { type FieldErrors, NO_ERRORS } from "../member/fields.ts";
import { applyMask, guardOf } from "../member/guard.ts";
import { leaveOut } from "../member/leave-out.ts";
import type { WebParts } from "../parts.ts";
import { explain } from "../problems.ts";
import { askedBy, composeCard, faultsOfCard, readStallForm, type StallForm } from "./card-form.ts";
import { drawCard } from "./draw-card.ts";
import { type AtStall, pairedOnly, stallOf } from "./frame.ts";
import { queueDone } from "./queue.ts";
import { showTaking } from "./taking.ts";

/** The answer to the screen: the card's number, whether it was in already, and for a rep who prints, where its print job is. */
export type Added = Receipt & { readonly print: string | null };

/** Faults that the form cannot mend and whose page says what to do: the stall is no more, or this device is none of its. */
const ENDS: readonly Problem["code"][] = ["stall-wiped", "stall-unknown", "device-unpaired", "internal"];

/** Registers `POST /stall/cards` and `POST /stall/cards/print`. */
export function registerCards(scope: FastifyInstance, parts: WebParts): void {
  const { stalls, words } = parts;

  scope.post("/stall/cards", { onRequest: pairedOnly }, (request, reply) =>
    wantsJson(request) ? answer(request, reply, false) : submit(request, reply, false),
  );

  scope.post("/stall/cards/print", { onRequest: pairedOnly }, async (request, reply) => {
    requireRep(stallOf(request));
    return wantsJson(request) ? answer(request, reply, true) : submit(request, reply, true);
  });

  /** What composes is what the preview was drawn with, so what is added looks like it. */
  async function add({ stall }: AtStall, form: StallForm): Promise<Receipt> {
    // A page that was made for another stall: its card is none of this one's.
    if (form.stall !== "" && form.stall !== stall.id) throw new Problem("device-unpaired");
    requireKept(stall);
    const { id, campaign } = stall;
    const card = await composeCard(stalls.compose, form, campaign);
    return stalls.queue.add(id, card, form.key, askedBy(form, campaign));
  }

  /** Where the print job of a card is; the queue where it is in another job already, or cannot be printed. The card is kept whatever fails. */
  async function printed(request: FastifyRequest, { id }: Receipt): Promise<string> {
    try {
      const { job } = await stalls.printing.print(stallOf(request).stall, [id], { covers: false });
      return job === null ? "/stall/queue" : `/stall/print/${job}`;
    } catch (error) {
      request.log.error(loggableError(error), "a card was added and not printed");
      return queueDone("kept");
    }
  }

  async function answer(request: FastifyRequest, reply: FastifyReply, now: boolean): Promise<FastifyReply> {
    const at = stallOf(request);
    try {
      const receipt = await add(at, readStallForm(request.body));
      const added: Added = { ...receipt, print: now ? await printed(request, receipt) : null };
      return reply.send(added);
    } catch (error) {
      const problem = toProblem(error);
      const faults = faultsOfCard(problem, words);
      if (faults === null) throw error;
      const explained = { ...explain(problem, words), errors: faults.errors };
      return reply
        .code(explained.status)
        .type("application/problem+json; charset=utf-8")
        .send(JSON.stringify(explained));
    }
  }

  async function submit(request: FastifyRequest, reply: FastifyReply, now: boolean): Promise<FastifyReply> {
    const at = stallOf(request);
    const compiled = openCampaign(parts.campaigns, at.stall.campaign, parts.now());
    const form = masked(readStallForm(request.body), compiled.campaign);
    const found = form.seat === "" && form.find.trim() !== "" ? parts.seats.search(form.find) : [];
    const pick = { errors: [{ id: "find", text: words("choose.pick") }], wrong: {} };
    if (found.length > 0) return again(reply, at, form, pick, found);
    const asked = readStallForm(request.body);
    if (asked.mask !== "" || asked.leaveOut !== "") return again(reply, at, form, NO_ERRORS);
    if (form.checked === "" && form.way === "typed" && hasFindings(form, compiled.campaign)) {
      const look = { errors: [{ id: "guard-title", text: words("guard.text") }], wrong: {} };
      return again(reply, at, form, look);
    }
    try {
      const receipt = await add(at, form);
      if (now) return reply.redirect(await printed(request, receipt), 303);
      return await showTaking(reply, parts, compiled, { added: receipt.number });
    } catch (error) {
      const problem = toProblem(error);
      if (ENDS.includes(problem.code)) throw error;
      const { status } = ERRORS[problem.code];
      if (status >= 500) request.log.error(loggableError(error), "a card was not added");
      reply.code(status);
      // What was added from this form before stays as it was; pressed again, the form adds a card of its own.
      if (problem.code === "stall-key-used")
        return again(reply, at, { ...form, key: randomUUID() }, faultsOf(problem));
      return again(reply, at, form, faultsOf(problem), await choicesFor(problem, form));
    }
  }

  function masked(form: StallForm, campaign: Parameters<typeof guardOf>[0]["campaign"]): StallForm {
    const typed = form.leaveOut === "" ? form : { ...form, ...leaveOut(parts.paper, form) };
    if (typed.mask === "") return typed;
    return { ...typed, ...applyMask({ campaign, seat: seatNamed(typed), form: typed }) };
  }

  const seatNamed = ({ seat }: StallForm): Pick<Seat, "member"> =>
    parts.seats.byCode(seat) ?? { member: null };

  const hasFindings = (form: StallForm, campaign: Parameters<typeof guardOf>[0]["campaign"]): boolean =>
    guardOf({ campaign, seat: seatNamed(form), form }, words, "").findings.length > 0;

  /** A fault of a field stands beside it; any other says first what it is. */
  function faultsOf(problem: Problem): FieldErrors {
    const { title, detail } = explain(problem, words);
    return faultsOfCard(problem, words) ?? { errors: [{ id: null, text: `${title}. ${detail}` }], wrong: {} };
  }

  /** The seats that a postcode can be in, where one has to be picked. */
  async function choicesFor(problem: Problem, { postcode }: StallForm): Promise<readonly Seat[]> {
    const parsed = parsePostcode(postcode);
    const needed = problem.fields.some(({ code }) => code === "seat-needed");
    return needed && parsed.ok ? (await parts.findMp(parsed.postcode)).choices : [];
  }

  async function again(
    reply: FastifyReply,
    { stall }: AtStall,
    form: StallForm,
    faults: FieldErrors,
    choices: readonly Seat[] = [],
  ): Promise<FastifyReply> {
    if (reply.statusCode === 200 && faults.errors.length > 0) reply.code(422);
    const compiled = openCampaign(parts.campaigns, stall.campaign, parts.now());
    const compose = (card: StallForm) => composeCard(stalls.compose, card, stall.campaign);
    const preview = await drawCard(parts, form, stall.campaign, compose);
    return showTaking(reply, parts, compiled, { form, choices, faults, preview });
  }
}
