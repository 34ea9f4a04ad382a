// One hosted stall at the desk: invite its rep, change its times, end it, take its numbers, wipe it.
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Audited } from "../../accounts/audit.ts";
import { ZONE } from "../../campaigns/schedule.ts";
import { Problem } from "../../errors.ts";
import type { Stall } from "../../stalls/stall.ts";
import { STEP } from "../../tallies/show-tally.ts";
import type { WebParts } from "../parts.ts";
import { invitationLink } from "../stall/invitation.ts";
import { invitationPicture } from "../stall/invitation-picture.ts";
import { one, readForm } from "../stall/rep-form.ts";
import { unprintedOf, wipeSchema, wouldLoseMore } from "../stall/unprinted.ts";
import { showProof } from "../stall/wipe-proof.ts";
import { aboutCampaign } from "./campaign-tallies.ts";
import { londonTime } from "./london-time.ts";
import { accountOf } from "./session.ts";
import { readTimes, stateOf } from "./stalls.ts";
import { fewer } from "./tally-table.ts";

/** A rep's invitation is good until the stall closes, and this long at most, ms. */
const INVITATION_MS = 14 * 24 * 60 * 60 * 1000;

const COUNTED = ["made", "printed", "withdrawn", "expired"] as const;

const timesSchema = z.object({ opens: one, closes: one });

type StallRequest = FastifyRequest<{ Params: { stall: string } }>;

/** Registers `/desk/stalls/:stall` and what is done with it. */
export function registerStallPage(desk: FastifyInstance, parts: WebParts): void {
  const { stalls, words, audit, now, publicUrl, tallies } = parts;
  const { closing, pairing, queue } = stalls;

  async function hosted({ params }: StallRequest): Promise<Stall> {
    const stall = await stalls.get(params.stall);
    if (stall.kind !== "hosted") throw new Problem("stall-unknown");
    return stall;
  }

  const note = (request: FastifyRequest, { campaign }: Stall, what: Audited): Promise<void> =>
    audit.record({
      at: now().toString({ smallestUnit: "millisecond" }),
      by: accountOf(request).email,
      what,
      campaign,
    });

  async function page(
    reply: FastifyReply,
    stall: Stall,
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<FastifyReply> {
    const { total } = await closing.tally(stall);
    const { lost, count, newest } = await unprintedOf(stall, queue, words);
    const devices = stall.wipedAt === null ? (await pairing.devices(stall)).length : 0;
    return reply.desk("stall", {
      title: stall.name,
      one: stall,
      campaign: (await aboutCampaign(parts, stall.campaign)).title,
      state: stateOf(stall, now(), words),
      times: { opens: fieldTime(stall.opens), closes: fieldTime(stall.closes) },
      wiped: stall.wipedAt !== null,
      ended: stall.closes !== null && Date.parse(stall.closes) <= now().epochMilliseconds,
      devices: devices === 0 ? words("stall.devices.none") : words("desk.stalls.devices", { count: devices }),
      counts: COUNTED.map((name) => ({
        name: words(`stall.close.column.${name}`),
        text: rounded(total[name]),
      })),
      made: total.printed > 0,
      lost,
      seen: count,
      newest,
      ...more,
    });
  }

  /** As everywhere at the desk: rounded down to the last five, and not told below. */
  function rounded(count: number): string {
    return count < STEP ? fewer(words) : (count - (count % STEP)).toLocaleString(words.language);
  }

  desk.get("/desk/stalls/:stall", async (request: StallRequest, reply) => page(reply, await hosted(request)));

  desk.post("/desk/stalls/:stall/invite", async (request: StallRequest, reply) => {
    const stall = await hosted(request);
    const latest = now().epochMilliseconds + INVITATION_MS;
    const until = stall.closes === null ? latest : Math.min(latest, Date.parse(stall.closes));
    const origin = publicUrl ?? `${request.protocol}://${request.host}`;
    const link = invitationLink(origin, stall.id, await pairing.invite(stall, "rep", until));
    await note(request, stall, "stall-invited");
    const picture = invitationPicture(link, words("stall.devices.picture"));
    const text = words("desk.stalls.invited", { until: londonTime(new Date(until).toISOString()) });
    return page(reply, stall, { invitation: { link, picture, text } });
  });

  desk.post("/desk/stalls/:stall/times", async (request: StallRequest, reply) => {
    const stall = await hosted(request);
    const times = readTimes(readForm(timesSchema, request.body), now());
    if (times === null) {
      reply.code(422);
      const text = words("desk.stalls.wrong.times");
      return page(reply, stall, { errors: [{ id: "closes", text }], timesError: text });
    }
    await stalls.change(stall.id, times);
    await note(request, stall, "stall-times-changed");
    return reply.redirect(`/desk/stalls/${stall.id}`, 303);
  });

  desk.post("/desk/stalls/:stall/end", async (request: StallRequest, reply) => {
    const stall = await hosted(request);
    await stalls.change(stall.id, { closes: now().toString({ smallestUnit: "millisecond" }) });
    await note(request, stall, "stall-ended");
    return reply.redirect(`/desk/stalls/${stall.id}`, 303);
  });

  desk.post("/desk/stalls/:stall/devices", async (request: StallRequest, reply) => {
    const stall = await hosted(request);
    await pairing.end(stall, "all");
    await note(request, stall, "stall-devices-ended");
    return reply.redirect(`/desk/stalls/${stall.id}`, 303);
  });

  desk.post("/desk/stalls/:stall/numbers", async (request: StallRequest, reply) => {
    const stall = await hosted(request);
    const change = { by: accountOf(request).email, at: now().toString({ smallestUnit: "millisecond" }) };
    const imported = await tallies.store.importStall(await closing.deskTally(stall), change);
    return page(reply, stall, { done: words(`desk.stalls.numbers.${imported}`) });
  });

  desk.post("/desk/stalls/:stall/wipe", async (request: StallRequest, reply) => {
    const stall = await hosted(request);
    const unprinted = await unprintedOf(stall, queue, words);
    if (wouldLoseMore(unprinted, readForm(wipeSchema, request.body))) {
      reply.code(409);
      return page(reply, stall, { errors: [{ id: "wipe", text: words("stall.wipe.more") }] });
    }
    const proof = await closing.wipe(stall);
    await note(request, stall, "stall-wiped");
    return reply.desk("stall-wiped", {
      title: words("stall.wiped.title"),
      id: stall.id,
      ...showProof(proof, words),
    });
  });

  desk.post("/desk/stalls/:stall/forget", async (request: StallRequest, reply) => {
    const stall = await hosted(request);
    // What has not been wiped has to be asked about first.
    if (stall.wipedAt === null) return reply.redirect(`/desk/stalls/${stall.id}`, 303);
    await closing.erase(stall);
    await note(request, stall, "stall-forgotten");
    return reply.redirect("/desk/stalls", 303);
  });
}

/** An instant as a field for dates and times has it, by London's clocks. */
function fieldTime(instant: string | null): string {
  if (instant === null) return "";
  const there = Temporal.Instant.from(instant).toZonedDateTimeISO(ZONE);
  return there.toPlainDateTime().toString({ smallestUnit: "minute" });
}
