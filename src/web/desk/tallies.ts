// How all campaigns are going, and where a stall's tally is added.
import { setImmediate } from "node:timers/promises";
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { ERRORS, Problem } from "../../errors.ts";
import type { ShownCounts } from "../../tallies/show-tally.ts";
import { readStallTally } from "../../tallies/stall-tally.ts";
import type { WebParts } from "../parts.ts";
import { explain } from "../problems.ts";
import { aboutCampaign, registerCampaignTallies, shownTally } from "./campaign-tallies.ts";
import { instantNow } from "./london-time.ts";
import { accountOf } from "./session.ts";
import { COLUMNS, cellsOf, fewer, totalCells } from "./tally-table.ts";

const formSchema = z.object({ tally: z.string() }).catch({ tally: "" });
const querySchema = z.object({
  stall: z.enum(["added", "again"]).optional().catch(undefined),
  campaign: z.string().max(100).catch(""),
});

const DAY_MS = 86_400_000;

/** Registers `/desk/tallies` and what is below it of each campaign. Whoever is signed in may add a stall's tally. */
export function registerTallies(desk: FastifyInstance, parts: WebParts): void {
  const { words, tallies, campaigns, versions, seats, today } = parts;
  registerCampaignTallies(desk, parts);

  desk.get("/desk/tallies", async (request, reply) => {
    const { stall, campaign } = querySchema.parse(request.query);
    const { title } = await aboutCampaign(parts, campaign);
    return page(reply, stall === undefined ? {} : { done: words(`desk.tallies.stall.${stall}`, { title }) });
  });

  desk.post("/desk/tallies", async (request, reply) => {
    const { tally: text } = formSchema.parse(request.body);
    try {
      const tally = readStallTally(text, {
        isSeat: (code) => seats.byCode(code) !== undefined,
        latest: dayAfter(today()),
      });
      const { campaign } = tally;
      // One that was archived after the stall's day counts still.
      const isKnown = campaigns.get(campaign) !== null || (await versions.campaign(campaign))?.live;
      if (!isKnown) throw new Problem("campaign-unknown", { campaign });
      const change = { by: accountOf(request).email, at: instantNow(parts) };
      const imported = await tallies.store.importStall(tally, change);
      if (imported === "changed") throw new Problem("tally-changed");
      return reply.redirect(`/desk/tallies?stall=${imported}&campaign=${encodeURIComponent(campaign)}`, 303);
    } catch (error) {
      if (!(error instanceof Problem) || ERRORS[error.code].status >= 500) throw error;
      const { detail } = explain(error, words);
      reply.code(422);
      return page(reply, { errors: [{ id: "tally", text: detail }], tallyError: detail, text });
    }
  });

  async function page(reply: FastifyReply, data: Record<string, unknown>): Promise<FastifyReply> {
    const sum: Record<keyof ShownCounts, number> = { card: 0, letter: 0, email: 0, total: 0 };
    const rows = [];
    for (const id of await campaignIds()) {
      const { all } = await shownTally(parts, id);
      const { title, sample } = await aboutCampaign(parts, id);
      if (!sample) for (const column of COLUMNS) sum[column] += all[column];
      rows.push({ id, title, sample, cells: totalCells(all, words) });
      // A full campaign takes some twenty milliseconds, and members wait for no longer than one of them.
      await setImmediate();
    }
    return reply.desk("tallies", {
      title: words("desk.tallies.title"),
      scripts: ["/public/desk-tallies.js"],
      fewer: fewer(words),
      columns: COLUMNS,
      rows,
      sum: cellsOf(sum, words, words("desk.tallies.notShown")),
      ...data,
    });
  }

  /** Those there are, in their order, then those that only their numbers are left of. */
  async function campaignIds(): Promise<string[]> {
    const listed = campaigns.list().map(({ campaign }) => campaign.id);
    const counted = await tallies.store.campaigns();
    return [...listed, ...counted.filter((id) => !listed.includes(id))];
  }
}

/** A stall's laptop may be a few hours ahead of us. */
function dayAfter(isoDate: string): string {
  return new Date(Date.parse(isoDate) + DAY_MS).toISOString().slice(0, 10);
}
