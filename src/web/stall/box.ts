// Cards by the box: blank ones to be written on by hand, unaddressed or for chosen seats; and what else a table has on it.
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { openCampaign } from "../../campaigns/open-campaign.ts";
import { BOX_MAX } from "../../stalls/box.ts";
import type { WebParts } from "../parts.ts";
import { sendDownload } from "../send-download.ts";
import { stallOf } from "./frame.ts";
import { sendInlinePdf } from "./print.ts";
import { many, one, readForm } from "./rep-form.ts";

/** Seats that one box is filled for: as many as a web address has room for. */
const SEATS_MAX = 100;

/** How many cards a seat begins with when it is chosen. */
const FIRST_COPIES = 10;

/** Nothing of it is anybody's: it may stand in the address. `seat` and `copies` belong together by their places. */
const boxSchema = z.object({
  blank: one,
  seat: many,
  copies: many,
  add: one,
  remove: one,
  find: one,
  covers: one,
  made: one,
});
type BoxForm = z.output<typeof boxSchema>;

type Chosen = { readonly code: string; readonly copies: string };

const lookSchema = z.object({ look: z.enum(["plain", "large"]).catch("plain").default("plain") });

/** Registers `/stall/box`, `/stall/box.pdf` and `/stall/hand-out.pdf`. */
export function registerBox(rep: FastifyInstance, parts: WebParts): void {
  const { stalls, seats, words, campaigns, paper, publicUrl, today, now } = parts;

  rep.get("/stall/box", async (request, reply) => {
    const { stall } = stallOf(request);
    const form = readForm(boxSchema, request.query);
    const chosen = chosenIn(form).filter(({ code }) => seats.byCode(code) !== undefined);
    const found = seats.search(form.find).filter(({ code }) => chosen.every((each) => each.code !== code));
    const first = request.url.includes("?") ? form.blank : "40";
    return reply.stall("box", {
      title: words("stall.box.title"),
      blank: first,
      chosen: chosen.map((each) => ({ ...each, seat: seats.byCode(each.code) })),
      find: form.find,
      found,
      none: form.find !== "" && found.length === 0,
      covers: form.covers !== "",
      max: BOX_MAX,
      errors: errorsOf(form),
      campaign: stall.campaign,
      poster: publicUrl !== null,
    });
  });

  rep.get("/stall/box.pdf", async (request, reply) => {
    const { stall } = stallOf(request);
    const form = readForm(boxSchema, request.query);
    const cards = cardsOf(form);
    if (cards === null) {
      const query = new URLSearchParams(request.url.split("?")[1] ?? "");
      query.set("made", "1");
      return reply.redirect(`/stall/box?${query}`, 303);
    }
    const { campaign, sheet } = stall;
    const pdf = await stalls.fillBox({ campaign, sheet, covers: form.covers !== "", cards });
    return sendInlinePdf(reply, "cards.pdf", pdf);
  });

  rep.get("/stall/hand-out.pdf", async (request, reply) => {
    const { stall } = stallOf(request);
    const { look } = readForm(lookSchema, request.query);
    const { campaign } = openCampaign(campaigns, stall.campaign, now());
    const pageUrl = publicUrl && `${publicUrl}/campaigns/${campaign.id}`;
    const pdf = await paper.handOutPdf({ campaign, pageUrl, madeOn: today(), look });
    return sendDownload(reply, "application/pdf", "hand-out.pdf", pdf);
  });

  /** What is wrong with a box that was asked for; nothing while it is being put together. */
  function errorsOf(form: BoxForm): { id: string; text: string }[] {
    if (form.made === "" || cardsOf(form) !== null) return [];
    return [{ id: "blank", text: words("stall.box.wrong", { max: BOX_MAX }) }];
  }
}

/** The seats chosen, with one that is being added and without one that is being taken out. */
function chosenIn({ seat, copies, add, remove }: BoxForm): Chosen[] {
  const chosen = seat.map((code, at) => ({ code, copies: copies[at] ?? "" }));
  if (add !== "") chosen.push({ code: add, copies: String(FIRST_COPIES) });
  const once = new Map(chosen.map((each) => [each.code, each]));
  return [...once.values()].filter(({ code }) => code !== remove).slice(0, SEATS_MAX);
}

/** The box that a form asks for; null where its numbers are none, or are too many together. */
function cardsOf(form: BoxForm): { seat: string | null; copies: number }[] | null {
  const asked = [
    { seat: null, text: form.blank },
    ...chosenIn(form).map(({ code, copies }) => ({ seat: code, text: copies })),
  ];
  const cards = asked.map(({ seat, text }) => ({ seat, copies: numberIn(text) }));
  const total = cards.reduce((sum, { copies }) => sum + copies, 0);
  if (!(total >= 1 && total <= BOX_MAX)) return null;
  return cards.filter(({ copies }) => copies > 0);
}

/** A whole number; an empty field is none, and what is no number is too much. */
function numberIn(text: string): number {
  if (text.trim() === "") return 0;
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.POSITIVE_INFINITY;
}
