// The proof of what is being worked on: the list of what to mend, with links to it, and some cards to look at.
import { PassThrough } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { CompiledCampaign } from "../../../campaigns/compile-campaign.ts";
import { Problem } from "../../../errors.ts";
import { composeExample } from "../../../letters/compose-example.ts";
import type { Seat } from "../../../mps/seat.ts";
import { everyKindOfSeat } from "../../../proofs/every-kind-of-seat.ts";
import { drawPreview } from "../../member/draw-preview.ts";
import type { WebParts } from "../../parts.ts";
import { compiled, deskCampaign, deskTitle, type IdParams, workingOn } from "./desk-campaign.ts";
import type { ProofsKept } from "./proofs-kept.ts";
import { reportView } from "./report-view.ts";

/** Registers `GET /desk/campaigns/:id/proof`, and how far it is. */
export function registerProof(desk: FastifyInstance, parts: WebParts, proofs: ProofsKept): void {
  const { words } = parts;

  desk.get<IdParams>("/desk/campaigns/:id/proof", async ({ params: { id } }, reply) => {
    const campaign = await deskCampaign(parts, id);
    const working = await workingOn(parts, campaign);
    const report = await proofs.of({ id, ...working });
    const ready = compiled(parts, id, working.source);
    const title = await deskTitle(parts, campaign);
    return reply.desk("proof", {
      title: words("desk.proof.title", { title }),
      id,
      name: title,
      isDraft: working.revision !== null,
      report: reportView(words, report),
      cards: ready === null ? [] : cardsOf(parts, ready),
      scripts: ["/public/desk-proof.js"],
    });
  });

  // One JSON object a line: how far the proof is, until it is there and the page can be asked for.
  desk.get<IdParams>("/desk/campaigns/:id/proof/progress", async ({ params: { id }, log }, reply) => {
    const campaign = await deskCampaign(parts, id);
    const working = await workingOn(parts, campaign);
    const lines = new PassThrough();
    const say = (line: object): void => {
      if (!lines.destroyed) lines.write(`${JSON.stringify(line)}\n`);
    };
    proofs
      .of({ id, ...working }, (done, total) => say({ done, total }))
      .then(
        () => lines.end(),
        (error: unknown) => {
          log.error({ code: error instanceof Problem ? error.code : "internal" }, "a proof broke off");
          lines.end();
        },
      );
    return reply.type("application/x-ndjson; charset=utf-8").send(lines);
  });
}

/** The cards that most often go wrong: the longest names, a seat that nobody holds, and MPs who are not asked as others are. */
function cardsOf(parts: WebParts, campaign: CompiledCampaign) {
  const { seats, words, today } = parts;
  const [example] = campaign.campaign.examples;
  if (example === undefined) return [];
  const kinds = everyKindOfSeat(seats.all);
  const held = kinds.filter(({ member }) => member !== null);
  const longest = (length: (seat: Seat) => number) => held.toSorted((a, b) => length(b) - length(a))[0];
  const chosen: [caption: string, seat: Seat | undefined][] = [
    [words("desk.proof.cards.longestSeat"), longest(({ name }) => name.length)],
    [words("desk.proof.cards.longestName"), longest(({ member }) => member?.addressAs.length ?? 0)],
    [words("desk.proof.cards.vacant"), kinds.find(({ status }) => status === "vacant")],
    [words("desk.proof.cards.speaker"), kinds.find(({ attributes }) => attributes.includes("speaker"))],
    [words("desk.proof.cards.abstains"), kinds.find(({ attributes }) => attributes.includes("abstains"))],
  ];
  return chosen.flatMap(([caption, seat]) => {
    if (seat === undefined) return [];
    try {
      const letter = composeExample(example, { campaign, seat, writtenOn: today(), words });
      return [{ caption, seat: seat.name, back: drawPreview(parts, letter, false).back }];
    } catch (error) {
      // The list says why it cannot be written.
      if (!(error instanceof Problem)) throw error;
      return [];
    }
  });
}
