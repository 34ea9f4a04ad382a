// Paper's long work as plain data, so that another thread can do it.
import type { Letter } from "../letters/letter.ts";
import type { PrintedCampaign } from "./campaign-prints.ts";
import type { HandwritingCards, Paper, Poster } from "./paper.ts";
import type { SheetName } from "./sheet.ts";

/** One PDF to make. It can be cloned into another thread, and holds nothing that the PDF does not need. */
export type PrintJob =
  | { readonly kind: "postcard"; readonly letter: Letter; readonly sheet: SheetName | undefined }
  | { readonly kind: "letter"; readonly letter: Letter }
  | { readonly kind: "poster"; readonly poster: Poster }
  | { readonly kind: "handwriting"; readonly cards: HandwritingCards };

/** Does a job: the PDF's bytes. Rejects as the function of `Paper` that it names. */
export function print(paper: Paper, job: PrintJob): Promise<Uint8Array> {
  switch (job.kind) {
    case "postcard":
      return paper.postcardPdf(job.letter, job.sheet);
    case "letter":
      return paper.letterPdf(job.letter);
    case "poster":
      return paper.posterPdf(job.poster);
    case "handwriting":
      return paper.handwritingPdf(job.cards);
  }
}

/** A Paper whose PDFs are made by `send`; what it answers at once, such as a preview, it still does itself. */
export function paperElsewhere(paper: Paper, send: (job: PrintJob) => Promise<Uint8Array>): Paper {
  return {
    ...paper,
    postcardPdf: (letter, sheet) => send({ kind: "postcard", letter, sheet }),
    letterPdf: (letter) => send({ kind: "letter", letter }),
    posterPdf: (poster) =>
      send({ kind: "poster", poster: { ...poster, campaign: printedPart(poster.campaign) } }),
    handwritingPdf: (cards) =>
      send({ kind: "handwriting", cards: { ...cards, campaign: printedPart(cards.campaign) } }),
  };
}

/** A campaign without its templates and letters, which these prints do not show. */
function printedPart({ title, card, organisation, imprint, sample }: PrintedCampaign): PrintedCampaign {
  return { title, card, organisation, imprint, sample };
}
