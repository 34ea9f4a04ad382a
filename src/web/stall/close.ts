// The end of the day, in its order: print what is left, hand the cards out, take the numbers along, and wipe.
import type { FastifyInstance } from "fastify";
import { postalAddress } from "../../letters/address-mp.ts";
import { printStallTally } from "../../tallies/stall-tally.ts";
import { londonTime } from "../desk/london-time.ts";
import type { WebParts } from "../parts.ts";
import { sendDownload } from "../send-download.ts";
import { setDeviceCookie } from "./cookie.ts";
import { stallOf } from "./frame.ts";
import { readForm } from "./rep-form.ts";
import { unprintedOf, wipeSchema, wouldLoseMore } from "./unprinted.ts";
import { showProof } from "./wipe-proof.ts";

const COLUMNS = ["made", "printed", "withdrawn", "expired"] as const;

/** Registers `/stall/close`, `/stall/tally.csv` and the wipe at `/stall/close/wipe`. */
export function registerClose(rep: FastifyInstance, parts: WebParts): void {
  const { stalls, words, seats } = parts;
  const { closing, queue } = stalls;

  rep.get("/stall/close", async (request, reply) => {
    const { stall } = stallOf(request);
    const { total, bySeat } = await closing.tally(stall);
    const { lost, count } = await unprintedOf(stall, queue, words);
    const envelopes = Map.groupBy(bySeat, ({ seat }) => seat?.code ?? "");
    return reply.stall("close", {
      title: words("stall.close.title"),
      lost,
      unprinted: count,
      wiped: stall.wipedAt && londonTime(stall.wipedAt),
      hosted: stall.kind === "hosted",
      columns: COLUMNS,
      total: COLUMNS.map((column) => total[column]),
      made: total.made,
      rows: bySeat.map(({ seat, way, ...counts }) => ({
        name: seat?.name ?? words("stall.queue.noMp"),
        way: words(`stall.close.way.${way}`),
        cells: COLUMNS.map((column) => counts[column]),
      })),
      envelopes: [...envelopes].flatMap(([code, rows]) => {
        const printed = rows.reduce((sum, row) => sum + row.printed, 0);
        const seat = seats.byCode(code);
        if (printed === 0 || seat === undefined) return [];
        const [mp = ""] = postalAddress(seat, words);
        return [words("stall.close.envelope", { count: printed, mp, constituency: seat.name })];
      }),
    });
  });

  rep.get("/stall/tally.csv", async (request, reply) => {
    const tally = await closing.deskTally(stallOf(request).stall);
    return sendDownload(reply, "text/csv; charset=utf-8", "stall-tally.csv", printStallTally(tally));
  });

  rep.get("/stall/close/wipe", async (request, reply) => {
    const { stall } = stallOf(request);
    const { lost, count, newest } = await unprintedOf(stall, queue, words);
    return reply.stall("wipe", {
      title: words("stall.wipe.title"),
      lost,
      count,
      newest,
      more: false,
      wiped: stall.wipedAt !== null,
      hosted: stall.kind === "hosted",
    });
  });

  rep.post("/stall/close/wipe", async (request, reply) => {
    const { stall } = stallOf(request);
    const read = readForm(wipeSchema, request.body);
    const unprinted = await unprintedOf(stall, queue, words);
    const hosted = stall.kind === "hosted";
    // A card that came in after the question was read is not in the answer.
    if (wouldLoseMore(unprinted, read)) {
      const { lost, count, newest } = unprinted;
      const more = read.seen >= 0;
      const wiped = stall.wipedAt !== null;
      reply.code(409);
      return reply.stall("wipe", {
        title: words("stall.wipe.title"),
        lost,
        count,
        newest,
        more,
        wiped,
        hosted,
      });
    }
    const proof = await closing.wipe(stall);
    // Nobody is paired any more, this device included; a laptop's own stall still shows its numbers.
    if (hosted) {
      setDeviceCookie(request, reply, null);
      request.atStall = null;
      reply.frame = { stall: { name: stall.name } };
    }
    return reply.stall("wiped", { title: words("stall.wiped.title"), ...showProof(proof, words), hosted });
  });
}
