// What the screen asks while a card is taken: whose MP, how the card looks, whether the server is there, and what to look MPs up with without it.
import { createReadStream } from "node:fs";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { Problem } from "../../errors.ts";
import type { MpAnswer } from "../../mps/find-mp.ts";
import type { Seat } from "../../mps/seat.ts";
import { MOST_RESULTS } from "../../mps/seat-search.ts";
import { requirePostcode } from "../../postcode/require-postcode.ts";
import { requireKept } from "../../stalls/stall.ts";
import { leaveOut } from "../member/leave-out.ts";
import type { WebParts } from "../parts.ts";
import { composeCard, readStallForm } from "./card-form.ts";
import { drawCard } from "./draw-card.ts";
import { pairedOnly, stallOf } from "./frame.ts";

const mpQuestion = z
  .object({ postcode: z.string().max(200).catch(""), find: z.string().max(200).catch("") })
  .catch({
    postcode: "",
    find: "",
  });

const aliveQuestion = z.object({ stall: z.string().max(100).optional().catch(undefined) });

/** A seat as the screen shows it. */
export type ShownSeat = {
  readonly code: string;
  readonly name: string;
  readonly nameCy: string | null;
  readonly member: { readonly name: string; readonly addressAs: string; readonly party: string } | null;
  readonly note: string | null;
};

/** The MP, or those to choose from. `why` says how sure it is, or that nothing was found. */
export type ShownAnswer = {
  readonly seat: ShownSeat | null;
  readonly choices: readonly ShownSeat[];
  readonly why: string;
};

/** Registers `POST /stall/mp` and `/stall/preview`, and `GET /stall/alive`, `/stall/seats` and `/stall/postcodes.idx`. */
export function registerLook(scope: FastifyInstance, parts: WebParts): void {
  const { seats, findMp, words, stalls, folders } = parts;
  const paired = { onRequest: pairedOnly };

  scope.post("/stall/mp", paired, async (request): Promise<ShownAnswer> => {
    const { postcode, find } = mpQuestion.parse(request.body);
    if (find.trim() === "") return shownAnswer(await findMp(requirePostcode(postcode)));
    const choices = seats.search(find);
    return { seat: null, choices: choices.map(shownSeat), why: whyFound(choices.length, find) };
  });

  function whyFound(count: number, find: string): string {
    if (count === 0) return words("choose.nothing", { find });
    return count === MOST_RESULTS ? words("choose.first", { count, find }) : "";
  }

  scope.post("/stall/preview", paired, async (request) => {
    const { stall } = stallOf(request);
    const asked = readStallForm(request.body);
    const form = asked.leaveOut === "" ? asked : { ...asked, ...leaveOut(parts.paper, asked) };
    const drawn = await drawCard(parts, form, stall.campaign, (card) =>
      composeCard(stalls.compose, card, stall.campaign),
    );
    const { ownWords, name, address } = form;
    // What is left of the fields is for the screen, which has them in its own hands.
    return asked.leaveOut === "" ? drawn : { ...drawn, left: { ownWords, name, address } };
  });

  // A screen says which stall it was made for: a device that was paired with another meanwhile keeps its cards to itself, and one
  // whose stall was wiped, its session with it, is told so that it forgets them.
  scope.get("/stall/alive", async (request) => {
    const { stall = "" } = aliveQuestion.parse(request.query);
    if (request.atStall !== null && (stall === "" || request.atStall.stall.id === stall)) return { stall };
    if (stall !== "") requireKept(await stalls.get(stall));
    throw new Problem("device-unpaired");
  });

  scope.get("/stall/seats", paired, async () => ({ asOf: seats.asOf, seats: seats.all.map(shownSeat) }));

  scope.get("/stall/postcodes.idx", paired, (_request, reply) =>
    reply.type("application/octet-stream").send(createReadStream(folders.postcodes)),
  );
}

function shownAnswer({ seat, choices, why }: MpAnswer): ShownAnswer {
  return { seat: seat && shownSeat(seat), choices: choices.map(shownSeat), why };
}

function shownSeat({ code, name, nameCy, member, note }: Seat): ShownSeat {
  const shown = member && { name: member.name, addressAs: member.addressAs, party: member.party };
  return { code, name, nameCy, member: shown, note };
}
