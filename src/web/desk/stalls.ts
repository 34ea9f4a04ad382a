// The stalls that this server hosts: all of them, and a form to begin one.
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { closingInstant, moment, openingInstant } from "../../campaigns/schedule.ts";
import { campaignStatus } from "../../campaigns/status.ts";
import { SHEETS } from "../../paper/sheet.ts";
import type { Stall } from "../../stalls/stall.ts";
import { DEFAULT_SHEET } from "../../stalls/stalls.ts";
import type { Words } from "../../words.ts";
import type { WebParts } from "../parts.ts";
import { sheetChoices } from "../stall/queue-page.ts";
import { one, readForm } from "../stall/rep-form.ts";
import { aboutCampaign } from "./campaign-tallies.ts";
import { londonTime } from "./london-time.ts";
import { accountOf } from "./session.ts";

const formSchema = z.object({ name: one, campaign: one, sheet: one, opens: one, closes: one });
type StallForm = z.output<typeof formSchema>;

/** What was chosen in a form, as instants (ISO 8601 in UTC); `opens` null: at once. */
export type StallTimes = { readonly opens: string | null; readonly closes: string };

/** Registers `/desk/stalls`. */
export function registerStalls(desk: FastifyInstance, parts: WebParts): void {
  const { stalls, campaigns, words, audit, now } = parts;

  desk.get("/desk/stalls", (_request, reply) => page(reply, readForm(formSchema, { sheet: DEFAULT_SHEET })));

  desk.post("/desk/stalls", async (request, reply) => {
    const form = readForm(formSchema, request.body);
    const name = form.name.trim();
    const times = readTimes(form, now());
    const sheet = SHEETS.find((each) => each === form.sheet);
    const offered = openCampaigns().some(({ id }) => id === form.campaign);
    const errors = [
      ...(name === "" || name.length > 80 ? [{ id: "name", text: words("desk.stalls.wrong.name") }] : []),
      ...(offered ? [] : [{ id: "campaign", text: words("desk.stalls.wrong.campaign") }]),
      ...(times === null ? [{ id: "closes", text: words("desk.stalls.wrong.times") }] : []),
    ];
    if (errors.length > 0 || times === null || sheet === undefined) {
      reply.code(422);
      return page(reply, form, errors);
    }
    const { campaign } = form;
    const stall = await stalls.create({ kind: "hosted", name, campaign, sheet, ...times });
    await audit.record({
      at: now().toString({ smallestUnit: "millisecond" }),
      by: accountOf(request).email,
      what: "stall-created",
      campaign,
    });
    return reply.redirect(`/desk/stalls/${stall.id}`, 303);
  });

  async function page(
    reply: FastifyReply,
    form: StallForm,
    errors: readonly { id: string; text: string }[] = [],
  ): Promise<FastifyReply> {
    const all = (await stalls.all()).filter(({ kind }) => kind === "hosted");
    return reply.desk("stalls", {
      title: words("desk.stalls.title"),
      stalls: await Promise.all(
        all.map(async (stall) => ({
          id: stall.id,
          name: stall.name,
          campaign: (await aboutCampaign(parts, stall.campaign)).title,
          state: stateOf(stall, now(), words),
        })),
      ),
      campaigns: openCampaigns().map((each) => ({ ...each, chosen: each.id === form.campaign })),
      sheets: sheetChoices(SHEETS.find((each) => each === form.sheet) ?? DEFAULT_SHEET, words),
      form,
      errors,
      wrong: Object.fromEntries(errors.map(({ id, text }) => [id, text])),
    });
  }

  /** Those that are open, or will be by the day of the stall. */
  function openCampaigns(): { id: string; title: string }[] {
    return campaigns
      .list()
      .filter(({ campaign }) => campaignStatus(campaign, now()) !== "closed")
      .map(({ campaign: { id, title } }) => ({ id, title }));
  }
}

/** Reads the times of a form by London's clocks; null where one is none, or the stall would close before it opens or in the past. */
export function readTimes(
  form: { readonly opens: string; readonly closes: string },
  now: Temporal.Instant,
): StallTimes | null {
  const [opens, closes] = [form.opens.trim(), form.closes.trim()];
  const good = moment.safeParse(closes).success && (opens === "" || moment.safeParse(opens).success);
  if (!good) return null;
  const [first, last] = [opens === "" ? null : openingInstant(opens), closingInstant(closes)];
  const begins = first !== null && Temporal.Instant.compare(first, now) > 0 ? first : now;
  if (Temporal.Instant.compare(begins, last) >= 0) return null;
  const text = (instant: Temporal.Instant): string => instant.toString({ smallestUnit: "millisecond" });
  return { opens: first && text(first), closes: text(last) };
}

/** How a stall stands, in a sentence. */
export function stateOf({ opens, closes, wipedAt }: Stall, now: Temporal.Instant, words: Words): string {
  const at = (instant: string): boolean => now.epochMilliseconds >= Date.parse(instant);
  if (wipedAt !== null) return words("desk.stalls.state.wiped", { at: londonTime(wipedAt) });
  if (closes !== null && at(closes)) return words("desk.stalls.state.closed", { at: londonTime(closes) });
  if (opens !== null && !at(opens)) return words("desk.stalls.state.before", { at: londonTime(opens) });
  if (closes === null) return words("desk.stalls.state.open");
  return words("desk.stalls.state.until", { at: londonTime(closes) });
}
