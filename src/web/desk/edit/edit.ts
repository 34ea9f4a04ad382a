// The editor: a campaign's texts changed in a form, saved as a draft, and seen as a letter while they are typed.
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import type { EditForm } from "../../../campaigns/edit-form.ts";
import * as lists from "../../../campaigns/edit-lists.ts";
import { readEditForm } from "../../../campaigns/read-edit-form.ts";
import { ERRORS, Problem } from "../../../errors.ts";
import type { WebParts } from "../../parts.ts";
import { explain } from "../../problems.ts";
import type { RateLimits } from "../../safety.ts";
import { sendConflict } from "./conflict.ts";
import { registerEditImage } from "./image.ts";
import { clockInLondon, contrastOf, errorsOf, sendEditPage, timeInLondon } from "./page.ts";
import { readPosted, textsOf, writeSeen } from "./posted.ts";
import { previewOf } from "./preview.ts";
import { createSaveDraft } from "./save.ts";
import { readStored } from "./stored.ts";
import { pageAfter, typedSource } from "./typed.ts";

type OfCampaign = { Params: { id: string } };
type CampaignRequest = FastifyRequest<OfCampaign>;

const text = z.string().max(200).catch("").default("");
/** `at` is where to go to, `add` a list to show an empty entry in; `as=file` is the text of the file itself. */
const querySchema = z.object({
  seat: text,
  example: text,
  at: text,
  add: text,
  as: text,
  saved: text,
  find: text,
});

/** Registers `/desk/campaigns/:id/edit`, `…/draft` and `…/preview`. */
export function registerEditor(desk: FastifyInstance, parts: WebParts, limits: RateLimits): void {
  const { versions, words, seats } = parts;
  const save = createSaveDraft(parts);
  registerEditImage(desk, parts, save);

  desk.get("/desk/campaigns/:id/edit", async (request: CampaignRequest, reply) => {
    const query = querySchema.parse(request.query);
    const stored = await readStored(versions, request.params.id);
    const read = query.as === "file" ? null : readEditForm(stored.source);
    const known = read !== null && "form" in read ? read.form : null;
    const added = known !== null && lists.isList(query.add) ? lists.addBlank(known, query.add) : null;
    const form = added?.form ?? known;
    const pathOf = added === null ? (path: string) => path : pathWith(added.form);
    const preview = previewOf(parts, { id: stored.id, source: stored.source, form, pathOf }, query);
    return sendEditPage(reply, parts, {
      stored,
      form,
      preview,
      seat: preview.seat.code,
      example: query.example,
      at: added?.at ?? query.at,
      saved: query.saved === "1",
      find: query.find,
      found: query.find === "" ? [] : seats.search(query.find),
    });
  });

  desk.post("/desk/campaigns/:id/edit", async (request: CampaignRequest, reply) => {
    const stored = await readStored(versions, request.params.id);
    try {
      const posted = readPosted(request.body);
      const typed = typedSource(stored, posted);
      const saved = await save(request, stored, posted.besides, typed.source);
      if (saved === null) {
        return await sendConflict(request, reply, parts, await readStored(versions, stored.id), posted);
      }
      return reply.redirect(pageAfter(stored.id, posted, typed, parts.seats), 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { title, detail } = explain(error, words);
      reply.code(ERRORS[error.code].status);
      return reply.desk("edit-refused", { title, detail, id: stored.id, written: textsOf(request.body) });
    }
  });

  desk.post("/desk/campaigns/:id/draft", async (request: CampaignRequest, reply) => {
    const stored = await readStored(versions, request.params.id);
    const posted = readPosted(request.body);
    const { source, form } = typedSource(stored, posted);
    const saved = await save(request, stored, posted.besides, source);
    if (saved !== null) {
      const { revision, version, at } = saved;
      return {
        conflict: false,
        revision,
        version,
        seen: form === null ? "" : writeSeen(form),
        message: words("edit.savedAt", { time: clockInLondon(at) }),
      };
    }
    const { by, at } = await readStored(versions, stored.id);
    reply.code(409);
    return { conflict: true, message: words("edit.conflict.told", { by, time: timeInLondon(at) }) };
  });

  const drawing = { preHandler: limits.previews };
  desk.post<OfCampaign>("/desk/campaigns/:id/preview", drawing, async (request) => {
    const stored = await readStored(versions, request.params.id);
    const posted = readPosted(request.body);
    const { source, form, pathOf } = typedSource(stored, posted);
    const colour = form?.card.colour ?? "";
    const preview = previewOf(parts, { id: stored.id, source, form, pathOf }, posted.besides);
    return { ...preview, errors: errorsOf(preview.faults, words), contrast: contrastOf(colour, words) };
  });
}

/** What leads from a path of the form without its empty entries to one of the form as it is shown. */
function pathWith(form: EditForm): (path: string) => string {
  const { kept } = lists.withoutBlanks(form);
  return (path) => lists.typedPath(path, kept);
}
