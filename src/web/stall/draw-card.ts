// The card as it will print, drawn while it is taken: typed, or with lines to write on.

import { parseLetterRequest } from "../../letters/request.ts";
import { paintSvg } from "../../paper/paint-svg.ts";
import type { StallCard } from "../../stalls/card.ts";
import { toProblem } from "../failures.ts";
import { drawPreview, type Preview } from "../member/draw-preview.ts";
import { toRequest } from "../member/form.ts";
import { canLeaveOut } from "../member/leave-out.ts";
import type { WebParts } from "../parts.ts";
import { explain } from "../problems.ts";
import { faultsOfCard, refusalsAtStall, type StallForm } from "./card-form.ts";

/** See `Preview`; `back` is "" where nothing can be drawn yet. */
export type DrawnCard = Pick<Preview, "back" | "state" | "message" | "caption" | "text" | "leavable">;

const NOTHING: DrawnCard = { back: "", state: "none", message: "", caption: "", text: "", leavable: false };

/** Draws the card of a form that may still be half empty. `compose` is what "Add" composes it with, and rejects as it does. */
export async function drawCard(
  parts: Pick<WebParts, "words" | "writeLetter" | "paper">,
  form: StallForm,
  campaign: string,
  compose: (form: StallForm) => Promise<StallCard>,
): Promise<DrawnCard> {
  const { words, writeLetter, paper } = parts;
  try {
    if (form.way === "hand") {
      const card = await compose(form);
      if (card.kind !== "handwriting") return NOTHING;
      const back = paintSvg(paper.handwritingCard(card.text).back, words("stall.take.linesPicture"));
      return { ...NOTHING, back, state: "fits", caption: words("preview.exact") };
    }
    const named = form.name.trim() !== "";
    const name = named ? form.name : words("preview.yourName");
    const letter = await writeLetter(parseLetterRequest(toRequest({ ...form, name }, campaign)), {
      seatAlone: true,
    });
    const { back, state, message, caption, text, leavable } = drawPreview(
      parts,
      letter,
      canLeaveOut(paper, form),
      refusalsAtStall(words),
    );
    const nameless = !named && state === "fits";
    return { back, state, message, caption: nameless ? words("preview.nameless") : caption, text, leavable };
  } catch (error) {
    const problem = toProblem(error);
    if (problem.code === "internal") throw error;
    const faults = faultsOfCard(problem, words);
    // What is wrong with another field is said beside it, once the card is added.
    const ofNone = faults?.errors.find(({ id }) => id === null)?.text;
    const message =
      faults === null ? explain(problem, words).detail : (faults.wrong.ownWords ?? ofNone ?? "");
    return { ...NOTHING, state: message === "" ? "none" : "over", message };
  }
}
