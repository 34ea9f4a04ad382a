// Putting what is being worked on before the public: by a publisher, after a proof without errors that the server makes then.
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import type { DeskCampaign, Draft } from "../../../campaigns/versions.ts";
import { cleanLine } from "../../../letters/own-words.ts";
import type { ProofReport } from "../../../proofs/prove-source.ts";
import type { WebParts } from "../../parts.ts";
import { instantNow, londonTime } from "../london-time.ts";
import { accountOf, publishersOnly } from "../session.ts";
import {
  compiled,
  deskCampaign,
  deskTitle,
  type IdParams,
  scheduleWords,
  stateWords,
} from "./desk-campaign.ts";
import type { ProofsKept } from "./proofs-kept.ts";
import { reportView } from "./report-view.ts";

export const LONGEST_NOTE = 300;

const ticked = z.union([z.string().transform((only) => [only]), z.array(z.string())]).default([]);
const formSchema = z.object({
  revision: z.coerce.number().int(),
  note: z.string().default("").transform(cleanLine),
  accept: ticked,
});
const NOTHING = { revision: 0, note: "", accept: [] };

/** Registers `/desk/campaigns/:id/publish`. */
export function registerPublish(desk: FastifyInstance, parts: WebParts, proofs: ProofsKept): void {
  const { versions, words } = parts;

  desk.get<IdParams>("/desk/campaigns/:id/publish", async (request, reply) => {
    const { id } = request.params;
    const campaign = await deskCampaign(parts, id);
    const draft = await versions.draft(id);
    if (draft === null || campaign.archivedAt !== null) return nothing(reply, campaign);
    const key = `${id} draft ${draft.revision}`;
    const report = await proofs.of({ key, id, source: draft.source });
    return page(reply, campaign, draft, report, {});
  });

  desk.post<IdParams>(
    "/desk/campaigns/:id/publish",
    { preHandler: publishersOnly },
    async (request, reply) => {
      const { id } = request.params;
      const campaign = await deskCampaign(parts, id);
      const { revision, note, accept } = formSchema.catch(NOTHING).parse(request.body);
      const draft = await versions.draft(id);
      if (campaign.archivedAt !== null) return nothing(reply.code(422), campaign, note);
      if (draft?.revision !== revision) return changed(reply, campaign, draft, note);

      // A state never changes under its revision: what is proved here is what is published below, or nothing is.
      const report = await parts.prove({ id, source: draft.source });
      const { errors, warnings } = reportView(words, report);
      const open = warnings.filter(({ accepts }) => !accept.includes(accepts));
      if (errors.length > 0 || open.length > 0 || note.length > LONGEST_NOTE) {
        reply.code(422);
        return page(reply, campaign, draft, report, { note, accept, refused: true });
      }
      // A proof takes seconds, in which somebody may archive it: members would not see what is said to be published.
      if ((await deskCampaign(parts, id)).archivedAt !== null) {
        return nothing(reply.code(422), campaign, note);
      }
      const change = { by: accountOf(request).email, at: instantNow(parts) };
      const published = await versions.publish(id, { revision, note }, change);
      if (published.conflict) return changed(reply, campaign, published.current, note);
      return reply.redirect(`/desk/campaigns/${id}?done=published`, 303);
    },
  );

  async function page(
    reply: FastifyReply,
    campaign: DeskCampaign,
    draft: Draft,
    report: ProofReport,
    given: { note?: string; accept?: readonly string[]; refused?: boolean; changed?: string },
  ): Promise<FastifyReply> {
    const { note = "", accept = [], refused = false, changed } = given;
    const { id, live } = campaign;
    const { warnings, ...view } = reportView(words, report);
    const ready = compiled(parts, id, draft.source);
    const title = await deskTitle(parts, campaign);
    const errors = [
      ...(changed === undefined ? [] : [{ text: changed }]),
      ...(refused && !view.holds ? [{ id: "errors-title", text: view.summary }] : []),
      ...(refused
        ? warnings
            .filter(({ accepts }) => !accept.includes(accepts))
            .map(({ text, accepts }) => ({
              id: `accept-${accepts}`,
              text: words("desk.publish.accept", { text }),
            }))
        : []),
      ...(note.length > LONGEST_NOTE
        ? [{ id: "note", text: words("desk.publish.noteLong", { count: LONGEST_NOTE }) }]
        : []),
    ];
    return reply.desk("publish", {
      title: words("desk.publish.title", { title }),
      name: title,
      id,
      report: view,
      warnings: warnings.map((line) => ({ ...line, ticked: accept.includes(line.accepts) })),
      revision: draft.revision,
      saved: words("desk.publish.saved", { when: londonTime(draft.savedAt), by: draft.savedBy }),
      older:
        live !== null &&
        draft.basedOn !== live.number &&
        words("desk.publish.older", { number: live.number }),
      compare: live !== null && `from=${live.number}&to=draft`,
      schedule: ready === null ? [] : scheduleWords(words, ready.campaign),
      publishers: (await parts.accounts.list()).filter(({ role }) => role === "publisher"),
      note,
      errors,
    });
  }

  /** Somebody saved or published in between: what stands there now is shown, with its own proof, and nothing was published. */
  async function changed(
    reply: FastifyReply,
    campaign: DeskCampaign,
    draft: Draft | null,
    note: string,
  ): Promise<FastifyReply> {
    reply.code(409);
    if (draft === null) return nothing(reply, campaign, note);
    const { id } = campaign;
    const key = `${id} draft ${draft.revision}`;
    const report = await proofs.of({ key, id, source: draft.source });
    const values = { by: draft.savedBy, when: londonTime(draft.savedAt) };
    return page(reply, campaign, draft, report, { note, changed: words("desk.publish.changed", values) });
  }

  async function nothing(reply: FastifyReply, campaign: DeskCampaign, note = ""): Promise<FastifyReply> {
    const current = await deskCampaign(parts, campaign.id);
    const { live, archivedAt } = current;
    const title = await deskTitle(parts, current);
    return reply.desk("publish-nothing", {
      title: words("desk.publish.title", { title }),
      name: title,
      id: campaign.id,
      note: note !== "" && words("desk.publish.noteKept", { note }),
      text:
        archivedAt !== null
          ? words("desk.publish.archived")
          : live === null
            ? words("desk.publish.gone")
            : [words("desk.publish.nothing"), ...stateWords(words, { live, draft: null })].join(" "),
    });
  }
}
