// The versions of a campaign: the list, each as it was, and the way back to it.
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import type { DeskCampaign, Version } from "../../../campaigns/versions.ts";
import { Problem } from "../../../errors.ts";
import { cleanLine } from "../../../letters/own-words.ts";
import type { WebParts } from "../../parts.ts";
import { sendPicture } from "../../pictures.ts";
import { instantNow } from "../london-time.ts";
import { accountOf, publishersOnly } from "../session.ts";
import { compiled, deskCampaign, deskTitle, type IdParams } from "./desk-campaign.ts";
import { lookOf } from "./look.ts";
import { versionLine } from "./overview.ts";
import { LONGEST_NOTE } from "./publish.ts";
import { type ReportView, reportView } from "./report-view.ts";

type NumberParams = { Params: { id: string; number: string } };

const formSchema = z.object({
  live: z.coerce.number().int(),
  note: z.string().default("").transform(cleanLine),
});

/** Registers `/desk/campaigns/:id/versions` and what is below it. */
export function registerVersions(desk: FastifyInstance, parts: WebParts): void {
  const { versions, words } = parts;
  /** Campaigns of which a version is being restored: a second click is not a second version. */
  const restoring = new Set<string>();

  desk.get<IdParams>("/desk/campaigns/:id/versions", async ({ params: { id } }, reply) => {
    const campaign = await deskCampaign(parts, id);
    const list = (await versions.versions(id)).map((version) => versionLine(words, version));
    const title = await deskTitle(parts, campaign);
    return reply.desk("versions", {
      title: words("desk.versions.title", { title }),
      name: title,
      id,
      versions: list.map((line, at) => ({ ...line, isNewest: at === 0, isSecond: at === 1 })),
      several: list.length > 1 || (list.length > 0 && campaign.draft !== null),
      draft: campaign.draft !== null,
      only: list.length === 1,
    });
  });

  desk.get<NumberParams>("/desk/campaigns/:id/versions/:number", async ({ params }, reply) => {
    const campaign = await deskCampaign(parts, params.id);
    return page(reply, campaign, await versionOf(params), {});
  });

  desk.get<{ Params: NumberParams["Params"] & { file: string } }>(
    "/desk/campaigns/:id/versions/:number/:file",
    async ({ params }, reply) => {
      const { source } = await versionOf(params);
      const ready = compiled(parts, params.id, source);
      return sendPicture(reply, ready?.campaign.card.image ?? null, params.file);
    },
  );

  desk.post<NumberParams>(
    "/desk/campaigns/:id/versions/:number/restore",
    { preHandler: publishersOnly },
    async (request, reply) => {
      const { id } = request.params;
      const campaign = await deskCampaign(parts, id);
      const version = await versionOf(request.params);
      const { live, note } = formSchema.catch({ live: 0, note: "" }).parse(request.body);
      if (campaign.archivedAt !== null) {
        return page(reply.code(422), campaign, version, { changed: words("desk.publish.archived") });
      }
      if (campaign.live?.number !== live || live === version.number || restoring.has(id)) {
        return behind(reply, version);
      }
      restoring.add(id);
      try {
        // What was sound when it was published need not be so for the MPs of today.
        const report = reportView(words, await parts.prove({ id, source: version.source }));
        if (!report.holds || note.length > LONGEST_NOTE) {
          reply.code(422);
          return await page(reply, campaign, version, { report, note });
        }
        const change = { by: accountOf(request).email, at: instantNow(parts) };
        const restored = await versions.restore(id, { number: version.number, note, live }, change);
        if (restored === null) return await behind(reply, version);
      } finally {
        restoring.delete(id);
      }
      return reply.redirect(`/desk/campaigns/${id}?done=restored`, 303);
    },
  );

  /** Somebody published in between: what is live now has to be looked at first. */
  async function behind(reply: FastifyReply, version: Version): Promise<FastifyReply> {
    const current = await deskCampaign(parts, version.campaign);
    return page(reply.code(409), current, version, { changed: words("desk.versions.changed") });
  }

  async function versionOf({ id, number }: NumberParams["Params"]): Promise<Version> {
    const version = /^[1-9]\d{0,8}$/.test(number) ? await versions.version(id, Number(number)) : null;
    if (version === null) throw new Problem("version-unknown", { campaign: id, number });
    return version;
  }

  async function page(
    reply: FastifyReply,
    { id, live, archivedAt }: DeskCampaign,
    version: Version,
    { report, note = "", changed }: { report?: ReportView; note?: string; changed?: string },
  ): Promise<FastifyReply> {
    const ready = compiled(parts, id, version.source);
    const isLive = live?.number === version.number;
    const errors = [
      ...(changed === undefined ? [] : [{ text: changed }]),
      ...(report === undefined || report.holds ? [] : [{ id: "errors-title", text: report.summary }]),
      ...(note.length > LONGEST_NOTE
        ? [{ id: "note", text: words("desk.publish.noteLong", { count: LONGEST_NOTE }) }]
        : []),
    ];
    return reply.desk("version", {
      title: words("desk.versions.one", { number: version.number }),
      id,
      ...versionLine(words, version),
      isLive,
      restorable: !isLive && archivedAt === null && ready !== null,
      live: live?.number,
      look:
        ready === null
          ? null
          : await lookOf(parts, ready, `/desk/campaigns/${id}/versions/${version.number}`),
      report,
      noteTyped: note,
      errors,
    });
  }
}
