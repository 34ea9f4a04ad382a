// What every proof is made with: the real letter, the real card and the real email link.
import { toEmail } from "../email/email.ts";
import { mailtoLink } from "../email/mailto.ts";
import { composeExample } from "../letters/compose-example.ts";
import type { Seat } from "../mps/seat.ts";
import type { Paper } from "../paper/paper.ts";
import type { Words } from "../words.ts";
import type { ProofParts } from "./prove.ts";

/** The parts of a proof against these seats, with letters written on an ISO date. */
export function proofParts({
  seats,
  paper,
  words,
  writtenOn,
}: {
  readonly seats: readonly Seat[];
  readonly paper: Pick<Paper, "card">;
  readonly words: Words;
  readonly writtenOn: string;
}): Omit<ProofParts, "campaign"> {
  return {
    seats,
    compose: (campaign, example, seat) => composeExample(example, { campaign, seat, writtenOn, words }),
    fits: (letter) => paper.card(letter).fit,
    mailto: (letter) => mailtoLink(toEmail(letter)),
  };
}
