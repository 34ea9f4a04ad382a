// A print job: its PDF, the page that opens the print dialog, and what came out of the printer.
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { Problem } from "../../errors.ts";
import type { WebParts } from "../parts.ts";
import { framesOwnPages, mayBeFramed } from "../safety.ts";
import { stallOf } from "./frame.ts";
import type { PrintNotes } from "./print-notes.ts";
import { jobGone, queueDone } from "./queue.ts";
import { cardRow, inPrintOrder, jobRow } from "./queue-page.ts";
import { many, one, readForm } from "./rep-form.ts";

const BODY_LIMIT = 256 * 1024;

type JobRequest = FastifyRequest<{ Params: { job: string } }>;

const querySchema = z.object({ covers: one, which: one });
/** `out`: "all", "some" (but not those ticked, nor `from` and what lies after it), or "none". */
const confirmSchema = z.object({ out: one, notOut: many, from: one });

/** Registers `/stall/print/:job` and what is done with a job below `/stall/jobs/:job`. */
export function registerPrint(rep: FastifyInstance, { stalls, words }: WebParts, notes: PrintNotes): void {
  const { queue, printing } = stalls;

  /** The job and its cards that are in the printer, in the order of the PDF. */
  async function jobOf(request: JobRequest) {
    const { stall } = stallOf(request);
    const { cards, jobs } = await queue.view(stall.id);
    const job = jobs.find(({ id }) => id === request.params.job);
    const own = inPrintOrder(cards.filter((card) => card.job === job?.id && card.state === "printing"));
    return { stall, job, cards: own };
  }

  rep.get("/stall/print/:job", async (request: JobRequest, reply) => {
    const { job, cards } = await jobOf(request);
    if (job === undefined) return jobGone(reply);
    const { covers, which } = readForm(querySchema, request.query);
    const pdf = `/stall/jobs/${job.id}/cards.pdf${covers === "" ? "" : "?covers=1"}`;
    framesOwnPages(reply);
    return reply.stall("print", {
      title: words("stall.print.title"),
      scripts: ["/public/stall-print.js"],
      job: jobRow(job, notes, words),
      pdf,
      covers: covers !== "",
      which: which !== "",
      heading: words("stall.print.heading", { count: cards.length || job.printed }),
      cards: cards.map((card) => cardRow(card, notes, words)),
      waiting: cards.length > 0,
    });
  });

  rep.get("/stall/jobs/:job/cards.pdf", async (request: JobRequest, reply) => {
    const { stall } = stallOf(request);
    const { covers } = readForm(querySchema, request.query);
    const ready = await printing.again(stall, request.params.job, { covers: covers !== "" });
    notes.setAside(ready.stuck);
    if (ready.job === null) throw new Problem("stall-job-gone");
    return sendInlinePdf(reply, "cards.pdf", ready.pdf());
  });

  rep.post("/stall/jobs/:job/confirm", { bodyLimit: BODY_LIMIT }, async (request: JobRequest, reply) => {
    const { stall, job, cards } = await jobOf(request);
    if (job === undefined || cards.length === 0) return jobGone(reply);
    const { out, notOut, from } = readForm(confirmSchema, request.body);
    const ids = cards.map(({ id }) => id);
    const first = ids.indexOf(from);
    const missing = out === "none" ? ids : [...notOut, ...(first < 0 ? [] : ids.slice(first))];
    // "Some did not" with none named is not taken for "all came out".
    if (out !== "all" && missing.length === 0) {
      const { covers } = readForm(querySchema, request.query);
      const query = new URLSearchParams({ ...(covers && { covers }), which: "1" });
      return reply.redirect(`/stall/print/${job.id}?${query}#which`, 303);
    }
    const { length: printed } = await queue.confirm(stall.id, job.id, out === "all" ? [] : missing);
    if (printed > 0) return reply.redirect(queueDone("printed", printed), 303);
    // Another rep may have said otherwise a moment before: what is told is what came of it.
    const { cards: left } = await queue.view(stall.id);
    const again = left.filter(({ id, state }) => state === "queued" && missing.includes(id)).length;
    const told = out !== "all" && again > 0 ? queueDone("putBack", again) : queueDone("gone");
    return reply.redirect(told, 303);
  });

  rep.post("/stall/jobs/:job/undo", async (request: JobRequest, reply) => {
    const count = await queue.undo(stallOf(request).stall.id, request.params.job);
    return reply.redirect(count > 0 ? queueDone("undone", count) : queueDone("gone"), 303);
  });
}

/** Sends a PDF for the browser to show and print. It is for this person only, and may stand in a frame of our own pages. */
export function sendInlinePdf(
  reply: FastifyReply,
  fileName: string,
  chunks: AsyncIterable<Uint8Array>,
): FastifyReply {
  mayBeFramed(reply);
  return reply
    .type("application/pdf")
    .header("content-disposition", `inline; filename="${fileName}"`)
    .header("cache-control", "no-store")
    .send(Readable.from(chunks, { objectMode: false }));
}
