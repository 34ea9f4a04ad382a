// The audit log, for everybody at the desk: who did what, when, and from which version to which.
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { AuditEntry } from "../../accounts/audit.ts";
import type { Words } from "../../words.ts";
import type { WebParts } from "../parts.ts";
import { londonTime } from "./london-time.ts";

const ON_A_PAGE = 50;

const querySchema = z.object({
  before: z.coerce.number().int().positive().nullable().catch(null).default(null),
  campaign: z
    .string()
    .regex(/^[a-z0-9-]{1,100}$/)
    .optional()
    .catch(undefined),
});

/** Registers `GET /desk/audit`; `?campaign=` shows one campaign's entries. */
export function registerAudit(desk: FastifyInstance, { audit, words }: WebParts): void {
  desk.get("/desk/audit", async (request, reply) => {
    const { before, campaign } = querySchema.parse(request.query);
    const { entries, older } = await audit.entries({
      limit: ON_A_PAGE,
      before,
      ...(campaign !== undefined && { campaign }),
    });
    return reply.desk("audit", {
      title: words("desk.audit.title"),
      entries: entries.map((entry) => toRow(entry, words)),
      campaign,
      before,
      older,
    });
  });
}

function toRow({ at, by, what, campaign, account, from, to }: AuditEntry, words: Words) {
  return {
    at,
    when: londonTime(at),
    who: words.has(`desk.audit.by.${by}`) ? words(`desk.audit.by.${by}`) : by,
    did: words(`desk.audit.did.${what}`, { account: account ?? "" }),
    campaign,
    versions: versionsOf(from, to, words),
  };
}

function versionsOf(from: number | null, to: number | null, words: Words): string {
  const only = to ?? from;
  if (only === null) return "";
  if (from === null || to === null || from === to) return words("desk.audit.version", { number: only });
  return words("desk.audit.fromTo", { from, to });
}
