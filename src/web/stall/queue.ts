// The queue's page: what waits and what is in the printer, and everything a rep does with it but look at a job.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { readSheet } from "../../paper/sheet.ts";
import type { WebParts } from "../parts.ts";
import { stallOf } from "./frame.ts";
import type { PrintNotes } from "./print-notes.ts";
import { cardRow, queuePage } from "./queue-page.ts";
import { many, one, readForm } from "./rep-form.ts";

/** A thousand ticked cards are 42,000 characters. */
const BODY_LIMIT = 256 * 1024;

/** What the page says of what was just done; the count is the query's. */
const DONE = [
  "printed",
  "putBack",
  "undone",
  "withdrawn",
  "gone",
  "sheet",
  "taken",
  "stuck",
  "none",
  "kept",
] as const;

const querySchema = z.object({
  version: one,
  done: z.enum(DONE).nullable().catch(null).default(null),
  count: z.coerce.number().int().min(0).max(100_000).catch(0).default(0),
});
const printSchema = z.object({ which: one, card: many, covers: one });
const cardsSchema = z.object({ card: many });
const sheetSchema = z.object({ sheet: one });

type CardRequest = FastifyRequest<{ Params: { id: string } }>;

/** The queue's address after something was done, so that its page says so. */
export function queueDone(done: (typeof DONE)[number], count = 0): string {
  return `/stall/queue?${new URLSearchParams({ done, count: String(count) })}`;
}

/** Registers `/stall/queue` and what is done below it. */
export function registerQueue(rep: FastifyInstance, parts: WebParts, notes: PrintNotes): void {
  const { stalls, words } = parts;
  const { queue } = stalls;

  rep.get("/stall/queue", async (request, reply) => {
    const { stall } = stallOf(request);
    const { version, done, count } = readForm(querySchema, request.query);
    const view = await queue.view(stall.id);
    const page = queuePage(view, { sheet: stall.sheet, notes, words });
    // The page asks every few seconds: where nothing has changed, nothing is sent.
    if (version === page.version) return reply.code(204).send();
    return reply.stall("queue", {
      title: words("stall.queue.title"),
      scripts: ["/public/stall-queue.js"],
      ...page,
      done: done && sayDone(done, count, notes.lastTaker(view.jobs)),
    });
  });

  function sayDone(done: (typeof DONE)[number], count: number, by: string | null): string {
    if (done === "taken" && by !== null) return words("stall.queue.done.takenBy", { by });
    return words(`stall.queue.done.${done}`, { count });
  }

  rep.post("/stall/queue/print", { bodyLimit: BODY_LIMIT }, async (request, reply) => {
    const at = stallOf(request);
    const { which, card, covers } = readForm(printSchema, request.body);
    if (which !== "all" && card.length === 0) return reply.redirect(queueDone("none"), 303);
    const taken = which === "all" ? "all" : card;
    const ready = await stalls.printing.print(at.stall, taken, { covers: covers !== "" });
    notes.setAside(ready.stuck);
    if (ready.job === null) {
      const why = ready.stuck.length > 0 ? queueDone("stuck", ready.stuck.length) : queueDone("taken");
      return reply.redirect(why, 303);
    }
    notes.took(ready.job, at.device?.name ?? words("stall.queue.thisLaptop"));
    return reply.redirect(`/stall/print/${ready.job}${covers === "" ? "" : "?covers=1"}`, 303);
  });

  rep.post("/stall/queue/put-back", { bodyLimit: BODY_LIMIT }, async (request, reply) => {
    const { card } = readForm(cardsSchema, request.body);
    const count = await queue.putBack(stallOf(request).stall.id, card);
    return reply.redirect(queueDone("putBack", count), 303);
  });

  rep.get("/stall/queue/withdraw/:id", async (request: CardRequest, reply) => {
    const { stall } = stallOf(request);
    const card = (await queue.view(stall.id)).cards.find(({ id }) => id === request.params.id);
    if (card === undefined) return reply.redirect(queueDone("gone"), 303);
    return reply.stall("withdraw", {
      title: words("stall.withdraw.title"),
      card: cardRow(card, notes, words),
      printing: card.state === "printing",
    });
  });

  rep.post("/stall/queue/withdraw/:id", async (request: CardRequest, reply) => {
    const gone = await queue.withdraw(stallOf(request).stall.id, request.params.id);
    return reply.redirect(queueDone(gone ? "withdrawn" : "gone"), 303);
  });

  rep.post("/stall/queue/sheet", async (request, reply) => {
    const sheet = readSheet(readForm(sheetSchema, request.body).sheet);
    await stalls.change(stallOf(request).stall.id, { sheet });
    return reply.redirect(queueDone("sheet"), 303);
  });
}

/** The answer to a form that names a job which has gone meanwhile. */
export function jobGone(reply: FastifyReply): FastifyReply {
  return reply.redirect(queueDone("gone"), 303);
}
