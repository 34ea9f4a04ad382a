// What a campaign's texts make of a letter: both sides of the card, the A4 letter and the email, for an example member and an MP.

import type { Campaign, Example } from "../../../campaigns/campaign.ts";
import { compileCampaign } from "../../../campaigns/compile-campaign.ts";
import type { EditForm } from "../../../campaigns/edit-form.ts";
import { LONG_SENTENCE, readingHints, readJargon } from "../../../campaigns/readability.ts";
import type { CampaignSource } from "../../../campaigns/versions.ts";
import { toEmail } from "../../../email/email.ts";
import { mailtoLink } from "../../../email/mailto.ts";
import { composeExample } from "../../../letters/compose-example.ts";
import type { Seat } from "../../../mps/seat.ts";
import { paintSvg } from "../../../paper/paint-svg.ts";
import { roomExample } from "../../../proofs/room-example.ts";
import { toProblem } from "../../failures.ts";
import { drawPreview } from "../../member/draw-preview.ts";
import type { WebParts } from "../../parts.ts";
import { pictureFrom } from "../../pictures.ts";
import { explain } from "../../problems.ts";
import { checkSource, type ShownFault, showFaults } from "./faults.ts";
import { isSeatKind, seatFor } from "./seats.ts";

export type PreviewParts = Pick<WebParts, "organisation" | "paper" | "seats" | "today" | "words">;

/** The letter as pictures and as text. `fits` is whether the card holds all words, `fit` says it; `note` is about the email. */
export type Drawn = {
  readonly front: string;
  readonly back: string;
  readonly fits: boolean;
  readonly fit: string;
  readonly pages: readonly string[];
  readonly email: {
    readonly to: string;
    readonly subject: string;
    readonly body: string;
    readonly note: string;
  };
};

/** `drawn` is null where the texts have faults: a page then keeps the last picture it has, and `note` says so. */
export type EditPreview = {
  readonly drawn: Drawn | null;
  readonly note: string;
  /** The seat's code, or the kind that was asked for. */
  readonly seat: { readonly code: string; readonly label: string };
  readonly examples: readonly { readonly index: number; readonly name: string }[];
  readonly faults: readonly ShownFault[];
  /** How much room is left on the card for a member who ticks two reasons; "" where nothing can be drawn. */
  readonly room: string;
  readonly hints: readonly { readonly anchor: string; readonly text: string }[];
};

/** What is wanted: the seat's code or kind, and the example's number from 0, as sent. */
export type Wanted = { readonly seat: string; readonly example: string };

/**
 * Draws the letter of a campaign's files. `form` is what they were made of, or null where they are edited as files; `pathOf` as in
 * `showFaults`. Never throws for what was typed.
 */
export function previewOf(
  parts: PreviewParts,
  {
    id,
    source,
    form,
    pathOf = (path) => path,
  }: {
    readonly id: string;
    readonly source: CampaignSource;
    readonly form: EditForm | null;
    readonly pathOf?: (path: string) => string;
  },
  wanted: Wanted,
): EditPreview {
  const { words, seats, organisation } = parts;
  const seat = seatFor(wanted.seat, seats);
  const { campaign, faults } = checkSource(id, source, organisation);
  const examples = (campaign?.examples ?? form?.examples ?? []).map(({ name }, index) => ({ index, name }));
  const common = {
    seat: { code: isSeatKind(wanted.seat) ? wanted.seat : seat.code, label: labelOf(seat, parts) },
    examples,
    faults: showFaults(faults, { source, form, words, pathOf }),
    hints: form === null ? [] : hintsOf(form, pathOf, parts),
  };
  const nothing = { ...common, drawn: null, room: "" };
  if (campaign === null) return { ...nothing, note: words("edit.preview.faults", { count: faults.length }) };
  const example = campaign.examples[Number(wanted.example)] ?? campaign.examples[0];
  try {
    if (example === undefined) return { ...nothing, note: words("edit.preview.noExample") };
    return { ...common, ...draw(parts, campaign, example, seat), note: "" };
  } catch (error) {
    const problem = toProblem(error);
    if (problem.code === "internal") throw error;
    return { ...nothing, note: explain(problem, words).detail };
  }
}

function draw(
  parts: PreviewParts,
  campaign: Campaign,
  example: Example,
  seat: Seat,
): { drawn: Drawn; room: string } {
  const { words, paper, today } = parts;
  const compiled = compileCampaign(campaign);
  const rest = { campaign: compiled, seat, writtenOn: today(), words };
  const letter = composeExample(example, rest);
  const card = drawPreview(parts, letter, false);
  const { image } = campaign.card;
  const layouts = paper.letterPages(letter);
  const label = (page: number) => words("edit.preview.page", { page, pages: layouts.length });
  const email = toEmail(letter);
  const room = paper.card(
    composeExample({ ...roomExample(campaign), ownWords: words("edit.room.word") }, rest),
  ).fit;
  return {
    drawn: {
      front: pictureFrom(`/desk/campaigns/${campaign.id}/image`, card.front, image),
      back: card.back,
      fits: card.state === "fits",
      fit: card.message,
      pages: layouts.map((layout, i) => paintSvg(layout, label(i + 1))),
      email: {
        to: email.to ?? words("edit.preview.nobody"),
        subject: email.subject,
        body: email.body,
        note: mailtoLink(email)?.complete === false ? words("edit.preview.longEmail") : "",
      },
    },
    // The one word that is on the card already counts as well.
    room: room.ok ? words("edit.room.left", { count: room.wordsLeft + 1 }) : words("edit.room.none"),
  };
}

function labelOf(seat: Seat, { words }: PreviewParts): string {
  const { name, member } = seat;
  return member
    ? words("edit.preview.seat", { member: member.name, party: member.party, constituency: name })
    : words(`edit.preview.${seat.status === "vacant" ? "vacant" : "unknown"}`, { constituency: name });
}

function hintsOf(form: EditForm, pathOf: (path: string) => string, { words }: PreviewParts) {
  const jargon = readJargon(words.list("edit.jargon"));
  return readingHints(form, jargon).map((hint) => {
    const found = hint.found.length > 90 ? `${hint.found.slice(0, 80).trimEnd()} …` : hint.found;
    const text =
      hint.kind === "long"
        ? words("edit.hints.long", { found, words: hint.count, most: LONG_SENTENCE })
        : words("edit.hints.jargon", { found, plainer: hint.plainer });
    return { anchor: pathOf(hint.path), text };
  });
}
