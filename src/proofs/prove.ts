// The proof of a campaign: does every example compose, read well and fit, for every seat and every ask?

import type { Example } from "../campaigns/campaign.ts";
import { chooseAsk } from "../campaigns/choose-ask.ts";
import type { CompiledCampaign } from "../campaigns/compile-campaign.ts";
import { Problem } from "../errors.ts";
import type { Letter } from "../letters/letter.ts";
import type { Seat } from "../mps/seat.ts";
import type { Fit } from "../paper/postcard.ts";
import { emptyPlaceholders } from "./empty-placeholders.ts";
import { everyKindOfSeat } from "./every-kind-of-seat.ts";
import { type ReadingFault, readingFaults } from "./reading-faults.ts";
import { roomExample } from "./room-example.ts";

/** Why a campaign fails its proof. */
export type ProofKind =
  | "not-composed"
  | "not-fitting"
  | "no-room"
  | "no-mailto"
  | "ask-unused"
  | "placeholder-empty"
  | ReadingFault["kind"];

/**
 * One failure. `ask` counts from 1; `example` is its name (null where no example is at fault); `seat` names one seat for
 * which it fails and `seats` says for how many; `found` is what was seen: a text, an error code or a number of words.
 */
export type ProofFault = {
  readonly campaign: string;
  readonly kind: ProofKind;
  readonly ask: number | null;
  readonly example: string | null;
  readonly seat: string | null;
  readonly seats: number;
  readonly found: string;
};

/** What a proof needs. `compose` makes an example's letter for a seat; `fits` measures its card, down to 8 pt. */
export type ProofParts = {
  readonly campaign: CompiledCampaign;
  readonly seats: readonly Seat[];
  readonly compose: (campaign: CompiledCampaign, example: Example, seat: Seat) => Letter;
  readonly fits: (letter: Letter) => Fit;
  /** The email link, null where the MP publishes no address. */
  readonly mailto: (letter: Letter) => { readonly href: string } | null;
  /** Told after each letter, for somebody who waits. */
  readonly progress?: ProofProgress;
};

/** `done` letters of `total` are proved. */
export type ProofProgress = (done: number, total: number) => void;

/** Of the letters that share an ask and an example, this many with the longest cards are measured. */
const MEASURED = 5;

/**
 * Proves a campaign against every seat, and against made-up vacant and unknown ones of every nation. Each example has to
 * compose, read well and fit its card; so has a card with two reasons and 60 own words. Empty where all is well.
 */
export function proveCampaign({
  campaign,
  seats,
  compose,
  fits,
  mailto,
  progress,
}: ProofParts): ProofFault[] {
  const { id, asks, examples } = campaign.campaign;
  const faults = new Map<string, ProofFault>();
  const used = new Set<number>();
  const add = (
    kind: ProofKind,
    ask: number | null,
    example: string | null,
    seat: string | null,
    found: string,
  ) => {
    const key = `${kind} ${ask} ${example}`;
    const before = faults.get(key);
    const first = before ?? { campaign: id, kind, ask, example, seat, seats: 0, found };
    faults.set(key, { ...first, seats: first.seats + (seat === null ? 0 : 1) });
  };

  for (const { placeholder, place } of emptyPlaceholders(campaign)) {
    add("placeholder-empty", null, null, null, `{{${placeholder}}} (${place})`);
  }

  const kinds = everyKindOfSeat(seats);
  const room = roomExample(campaign.campaign);
  let done = 0;
  for (const example of [...examples, room]) {
    const byAsk = new Map<number, Letter[]>();
    for (const seat of kinds) {
      const ask = asks.indexOf(chooseAsk(asks, seat)) + 1;
      used.add(ask);
      try {
        const letter = compose(campaign, example, seat);
        for (const { kind, found } of readingFaults(letter)) add(kind, ask, example.name, seat.name, found);
        if (mailto(letter) === null && seat.member?.email)
          add("no-mailto", ask, example.name, seat.name, seat.member.email);
        byAsk.set(ask, [...longest([...(byAsk.get(ask) ?? []), letter])]);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        add("not-composed", ask, example.name, seat.name, error.code);
      }
      progress?.(++done, kinds.length * (examples.length + 1));
    }
    for (const [ask, letters] of byAsk) {
      for (const letter of letters) {
        const fit = fits(letter);
        const kind = example === room ? "no-room" : "not-fitting";
        if (!fit.ok) add(kind, ask, example.name, letter.seat.name, String(fit.wordsOver));
      }
    }
  }
  for (const ask of asks.keys())
    if (!used.has(ask + 1)) add("ask-unused", ask + 1, null, null, asks[ask]?.text ?? "");
  return [...faults.values()];
}

/** The letters with the most to set on the card: only the names of MP and constituency differ between them. */
function longest(letters: readonly Letter[]): Letter[] {
  return letters.toSorted((a, b) => cardLength(b) - cardLength(a)).slice(0, MEASURED);
}

function cardLength({ salutation, card }: Letter): number {
  return [salutation, ...card.paragraphs, ...card.signature].join("").length;
}
