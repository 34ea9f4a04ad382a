// A sign-up sheet into the queue: its file or its text, with progress, and the rows to mend on the spot.
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { ERRORS, Problem } from "../../errors.ts";
import { type Imported, SHEET_ROWS_MAX } from "../../stalls/import-sheet.ts";
import { requireKept } from "../../stalls/stall.ts";
import { toProblem } from "../failures.ts";
import { loggableError } from "../logging.ts";
import type { WebParts } from "../parts.ts";
import { explain } from "../problems.ts";
import { stallOf } from "./frame.ts";
import { addRow, fieldsOf, newKey, rowsIn, type ShownRow } from "./mend-rows.ts";
import { many, one, readForm } from "./rep-form.ts";

/** The largest sheet, bytes: two thousand rows with a page of own words each. It is held in memory and nowhere else. */
const SHEET_LIMIT = 8 * 1024 * 1024;

/** How often the page is told how far it is, ms. */
const PROGRESS_MS = 150;

const showOnCard = many.transform((names) =>
  names.filter((name): name is "postcode" | "address" => name === "postcode" || name === "address"),
);
const textSchema = z.object({ text: one, showOnCard });
const querySchema = z.object({ showOnCard });
const rowsSchema = z.object({
  showOnCard,
  only: one,
  leave: one,
  key: many,
  line: many,
  name: many,
  postcode: many,
  seat: many,
  address: many,
  ownWords: many,
  reasons: many,
  salutation: many,
  language: many,
  /** What was said of a row before: it still holds for one that is not tried now. */
  reason: many,
});

type Show = readonly ("postcode" | "address")[];

/** Registers `/stall/sheet`: the text by a form, the file's bytes by fetch, the mended rows at `/stall/sheet/rows`. */
export function registerSheet(rep: FastifyInstance, parts: WebParts): void {
  const { stalls, words } = parts;

  rep.get("/stall/sheet", async (request, reply) => {
    requireKept(stallOf(request).stall);
    return reply.stall("sheet", page());
  });

  rep.post("/stall/sheet", { bodyLimit: SHEET_LIMIT }, async (request, reply) => {
    const { text, showOnCard: show } = readForm(textSchema, request.body);
    try {
      const imported = await take(request, Buffer.from(text), show, () => {});
      return reply.stall("sheet", result(imported, show));
    } catch (error) {
      return refuse(reply, error, { text, show });
    }
  });

  // The file's bytes, in whatever encoding its spreadsheet has written it. The answer comes line by line, each a JSON object.
  rep.register(async (files) => {
    files.addContentTypeParser(
      "application/octet-stream",
      { parseAs: "buffer", bodyLimit: SHEET_LIMIT },
      (_request, body, done) => done(null, body),
    );
    files.post("/stall/sheet/file", { bodyLimit: SHEET_LIMIT }, async (request, reply) => {
      const { showOnCard: show } = readForm(querySchema, request.query);
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      return reply
        .type("application/x-ndjson; charset=utf-8")
        .send(Readable.from(follow(request, reply, bytes, show)));
    });
  });

  rep.post("/stall/sheet/rows", { bodyLimit: SHEET_LIMIT }, async (request, reply) => {
    const { stall } = stallOf(request);
    const form = readForm(rowsSchema, request.body);
    requireKept(stall);
    const left: ShownRow[] = [];
    let added = 0;
    let fault: Problem | null = null;
    for (const [at, fields] of rowsIn(form).entries()) {
      if (form.leave === fields.key) continue;
      const asked = form.leave === "" && (form.only === "" || form.only === fields.key);
      const untried = { ...fields, reason: form.reason[at] || words("stall.sheet.notTried") };
      if (!asked || fault !== null) {
        left.push(untried);
        continue;
      }
      try {
        const wrong = await addRow(stall, fields, form.showOnCard, parts);
        if (wrong === null) added++;
        else left.push(wrong);
      } catch (error) {
        // No row is to be blamed, as where the disk is full: those not added stay on the page, which is the one place where they are.
        fault = toProblem(error);
        request.log.error(loggableError(error), "a mended row was not added");
        left.push(untried);
      }
    }
    const done = { added, mended: true, rows: left, show: form.showOnCard };
    if (fault === null) return reply.stall("sheet", page(done));
    reply.code(ERRORS[fault.code].status);
    const { title, detail } = explain(fault, words);
    const text = `${title}. ${detail} ${words("stall.sheet.stillHere")}`;
    return reply.stall("sheet", page({ ...done, errors: [{ id: null, text }] }));
  });

  async function take(
    request: FastifyRequest,
    bytes: Uint8Array,
    show: Show,
    progress: (done: number) => void,
  ): Promise<Imported> {
    const { stall } = stallOf(request);
    requireKept(stall);
    if (bytes.length === 0) throw new Problem("table-empty");
    const { signal } = new AbortController();
    async function* open(): AsyncGenerator<Uint8Array> {
      yield bytes;
    }
    return stalls.importSheet(stall, open, { showOnCard: show }, { signal, progress });
  }

  /** Lines for the page's script: `{done}` while it goes on, `{html}` with the page of the result at its end. */
  async function* follow(
    request: FastifyRequest,
    reply: FastifyReply,
    bytes: Uint8Array,
    show: Show,
  ): AsyncGenerator<string> {
    let done = 0;
    let ended = false;
    const running = take(request, bytes, show, (count) => {
      done = count;
    })
      .then((imported) => ({ page: result(imported, show) }))
      .catch((error: unknown) => {
        const problem = toProblem(error);
        if (problem.code === "internal") request.log.error(loggableError(error), "a sheet was not imported");
        return { page: page({ errors: [{ id: "file", text: explain(problem, words).detail }], show }) };
      })
      .finally(() => {
        ended = true;
      });
    while (!ended) {
      await Promise.race([running, new Promise((next) => setTimeout(next, PROGRESS_MS))]);
      yield `${JSON.stringify({ done: words("stall.sheet.progress", { count: done }) })}\n`;
    }
    const { page: data } = await running;
    yield `${JSON.stringify({ html: await reply.viewAsync("stall/sheet", { ...reply.frame, ...data }) })}\n`;
  }

  function refuse(
    reply: FastifyReply,
    error: unknown,
    { text, show }: { text: string; show: Show },
  ): Promise<FastifyReply> {
    const problem = toProblem(error);
    if (!/^(?:table|store)-/.test(problem.code)) throw error;
    reply.code(ERRORS[problem.code].status);
    const errors = [{ id: "text", text: explain(problem, words).detail }];
    return reply.stall("sheet", page({ errors, text, show }));
  }

  function result({ added, again, mend }: Imported, show: Show) {
    return page({ added, again, rows: mend.map((row) => fieldsOf(row, newKey())), show, imported: true });
  }

  function page(
    about: Readonly<Record<string, unknown>> & {
      added?: number;
      again?: number;
      rows?: readonly ShownRow[];
      show?: Show;
    } = {},
  ) {
    const { added = 0, again = 0, rows = [], show = [] } = about;
    return {
      title: words("stall.sheet.title"),
      scripts: ["/public/stall-sheet.js"],
      max: SHEET_ROWS_MAX,
      ...about,
      showPostcode: show.includes("postcode"),
      showAddress: show.includes("address"),
      show,
      addedText: words("stall.sheet.added", { count: added }),
      againText: again > 0 ? words("stall.sheet.again", { count: again }) : "",
      rows,
      mendTitle: words("stall.sheet.mendTitle", { count: rows.length }),
    };
  }
}
