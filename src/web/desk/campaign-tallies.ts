// How one campaign is going: its numbers by day and by constituency, as a page and as two files.
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { isSample, titleOf } from "../../campaigns/new-campaign.ts";
import { Problem } from "../../errors.ts";
import { type ShownTally, STEP, showTally } from "../../tallies/show-tally.ts";
import type { WebParts } from "../parts.ts";
import { sendDownload } from "../send-download.ts";
import { layDayBars } from "./day-bars.ts";
import { COLUMNS, cellsOf, fewer, placesOf, SORTS, seatRows, tallyCsv, totalCells } from "./tally-table.ts";

type CampaignRequest = FastifyRequest<{ Params: { id: string } }>;

const querySchema = z.object({
  sort: z.enum(SORTS).catch("total"),
  where: z.string().max(50).catch(""),
});
const fileSchema = z.object({ by: z.enum(["seat", "day"]).catch("seat") });

/** Registers `/desk/campaigns/:id/tallies` and `/desk/campaigns/:id/tallies.csv?by=seat|day`. */
export function registerCampaignTallies(desk: FastifyInstance, parts: WebParts): void {
  const { words, seats } = parts;

  desk.get("/desk/campaigns/:id/tallies", async (request: CampaignRequest, reply) => {
    const { id } = request.params;
    const shown = await shownTally(parts, id);
    const { title } = await aboutCampaign(parts, id);
    const { sort, where } = querySchema.parse(request.query);
    const places = placesOf(seats, words);
    const known = [...places.nations, ...places.regions].some(({ value }) => value === where) ? where : "";
    const { rows, others } = seatRows(shown, seats, { sort, where: known });
    const bars = layDayBars(shown.days);
    return reply.desk("campaign-tallies", {
      title: words("desk.tallies.ofCampaign", { title }),
      id,
      step: STEP,
      fewer: fewer(words),
      columns: COLUMNS,
      all: totalCells(shown.all, words).map((cell, at) => ({
        ...cell,
        name: words(`desk.tallies.way.${COLUMNS[at] ?? "total"}`),
      })),
      bars,
      picture: bars && words("desk.tallies.picture", bars.range),
      days: [...shown.days].reverse().map(([day, counts]) => ({
        day: words.date(day),
        cells: cellsOf(counts, words),
      })),
      sorts: SORTS.map((name) => ({
        name: words(name === "seat" ? "desk.tallies.seat" : `desk.tallies.way.${name}`),
        href: `?${new URLSearchParams({ sort: name, ...(known !== "" && { where: known }) })}#by-seat`,
        sorted: name !== sort ? null : name === "seat" ? "ascending" : "descending",
      })),
      sort,
      where: known,
      places,
      seats: rows.map(({ seat, counts }) => ({ name: seat.name, cells: cellsOf(counts, words) })),
      others: others > 0 ? words("desk.tallies.otherSeats", { count: others, fewer: fewer(words) }) : "",
    });
  });

  desk.get("/desk/campaigns/:id/tallies.csv", async (request: CampaignRequest, reply) => {
    const { by } = fileSchema.parse(request.query);
    const text = tallyCsv(await shownTally(parts, request.params.id), by, seats, words);
    return sendDownload(reply, "text/csv; charset=utf-8", `tally-by-${by}.csv`, text);
  });
}

/** What is shown of a campaign, also of one that was archived or is not published yet. Throws `campaign-unknown`. */
export async function shownTally(
  { campaigns, versions, tallies, seats }: WebParts,
  campaign: string,
): Promise<ShownTally> {
  const tally = await tallies.store.of(campaign);
  const isKnown =
    tally.days.length > 0 || campaigns.get(campaign) !== null || (await versions.campaign(campaign)) !== null;
  if (!isKnown) throw new Problem("campaign-unknown", { campaign });
  return showTally(tally, seats.all.length);
}

/** A campaign's title, and whether it is a sample; of one that members do not see, as its own text says. Its id where it has none. */
export async function aboutCampaign(
  { campaigns, versions }: Pick<WebParts, "campaigns" | "versions">,
  id: string,
): Promise<{ readonly title: string; readonly sample: boolean }> {
  const live = campaigns.get(id)?.campaign;
  if (live !== undefined) return live;
  const yaml = await versions.workingYaml(id);
  if (yaml === null) return { title: id, sample: false };
  return { title: titleOf({ yaml }) ?? id, sample: isSample({ yaml }) };
}
