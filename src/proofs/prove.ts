// The proof of a campaign: does every example compose, read well and fit, for every seat, every ask and in every language?

import type { Campaign, Example } from "../campaigns/campaign.ts";
import { chooseAsk } from "../campaigns/choose-ask.ts";
import type { CompiledCampaign } from "../campaigns/compile-campaign.ts";
import { Problem } from "../errors.ts";
import type { Letter } from "../letters/letter.ts";
import type { Seat } from "../mps/seat.ts";
import type { Fit } from "../paper/postcard.ts";
import { placeOf, printedTexts } from "./campaign-texts.ts";
import { carefulReading } from "./careful-reading.ts";
import { emptyPlaceholders } from "./empty-placeholders.ts";
import { everyKindOfSeat } from "./every-kind-of-seat.ts";
import { createFindings, type Finding, type Findings } from "./finding.ts";
import { missingParts } from "./missing-parts.ts";
import { readingFaults } from "./reading-faults.ts";
import { roomExample } from "./room-example.ts";

/** How far a proof is: letters looked at, and how many there are. */
export type ProofProgress = (done: number, total: number) => void;

/** What a proof needs. */
export type ProofParts = {
  readonly campaign: CompiledCampaign;
  readonly seats: readonly Seat[];
  /** Makes an example's letter for a seat, in one of the campaign's languages. */
  readonly compose: (campaign: CompiledCampaign, example: Example, seat: Seat, language: string) => Letter;
  /** Measures a letter's card, down to 8 pt. */
  readonly fits: (letter: Letter) => Fit;
  /** How many A4 pages a letter fills. */
  readonly pages: (letter: Letter) => number;
  /** The characters of a text that cannot be printed, each once. */
  readonly unprintable: (text: string) => readonly string[];
  /** The email link, null where the MP publishes no address; `complete` where the whole text is in it. */
  readonly mailto: (letter: Letter) => { readonly complete: boolean } | null;
  /** The time, by which campaigns close and figures are to be looked at again. */
  readonly now: Temporal.Instant;
  /** Told after each letter, for somebody who waits. */
  readonly progress?: ProofProgress;
};

/**
 * Proves a campaign against every seat, and against made-up vacant and unknown ones of every nation. Each example has to
 * compose, read well and fit its card; so has a card with two reasons and 60 own words. Empty where there is nothing to say.
 */
export function proveCampaign(parts: ProofParts): Finding[] {
  const { campaign: compiled } = parts;
  const { campaign } = compiled;
  const findings = createFindings(campaign.id);
  for (const { placeholder, place } of emptyPlaceholders(compiled)) {
    const path = place.startsWith("asks.") ? `${place}.text` : place;
    findings.add({ kind: "placeholder-empty", path, found: `{{${placeholder}}}` });
  }
  for (const sighting of missingParts(compiled)) findings.add(sighting);
  for (const { path, text } of printedTexts(campaign)) {
    const characters = parts.unprintable(text);
    if (characters.length > 0) findings.add({ kind: "unprintable", path, found: characters.join(" ") });
  }
  proveLetters(parts, findings);
  for (const sighting of carefulReading(campaign, parts.now)) findings.add(sighting);
  return findings.list();
}

/** How far an example's cards are over: by how many words at most, with which asks, and for which seats. */
type Over = { words: number; readonly asks: Set<number>; readonly seats: Seat[] };

function proveLetters(parts: ProofParts, findings: Findings): void {
  const { campaign: compiled, progress = () => {} } = parts;
  const { campaign } = compiled;
  const { asks, languages } = campaign;
  const kinds = everyKindOfSeat(parts.seats);
  const room = roomExample(campaign);
  // The room comes first: where it is too small, an example that does not fit is not the example's fault.
  const examples = [room, ...campaign.examples];
  const used = new Set<number>();
  const total = examples.length * kinds.length * languages.length;
  let done = 0;
  let roomIsThere = true;

  for (const [at, example] of examples.entries()) {
    const over: Over = { words: 0, asks: new Set(), seats: [] };
    for (const language of languages) {
      for (const seat of kinds) {
        const ask = asks.indexOf(chooseAsk(asks, seat)) + 1;
        used.add(ask);
        proveLetter(
          { example, isRoom: example === room, path: `examples.${at - 1}`, ask, seat, language },
          over,
        );
        done += 1;
        progress(done, total);
      }
    }
    if (over.words === 0) continue;
    const kind = example === room ? "no-room" : "not-fitting";
    const path = placeOfOver(example, at - 1, over.asks);
    if (example === room) roomIsThere = false;
    for (const ask of over.asks)
      for (const seat of over.seats)
        findings.add({ kind, path, ask, example: example.name, seat, found: String(over.words) });
  }
  for (const [at, { text }] of asks.entries())
    if (!used.has(at + 1))
      findings.add({ kind: "ask-unused", path: `asks.${at}.text`, ask: at + 1, found: text });

  function proveLetter({ example, isRoom, path, ask, seat, language }: OneLetter, over: Over): void {
    const seen = { ask, example: example.name, seat };
    try {
      const letter = parts.compose(compiled, example, seat, language);
      for (const fault of readingFaults(letter))
        findings.add({ ...seen, kind: fault.kind, path: placeOfFault(campaign, fault), found: fault.found });
      const mailto = parts.mailto(letter);
      if (mailto === null && seat.member?.email)
        findings.add({ ...seen, kind: "no-mailto", path: "", found: seat.member.email });
      if (mailto?.complete === false)
        findings.add({ ...seen, kind: "email-long", path: "letter", found: "" });
      if (isRoom && parts.pages(letter) > 1)
        findings.add({ ...seen, kind: "letter-long", path: "letter", found: "" });
      measure(letter, ask, over);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const field = error.fields[0]?.field.replace("sender.", "") ?? "";
      const place = isRoom ? "" : [path, field].filter((part) => part !== "").join(".");
      findings.add({ ...seen, kind: "not-composed", path: place, found: error.code });
    }
  }

  function measure(letter: Letter, ask: number, over: Over): void {
    const fit = parts.fits(letter);
    if (fit.ok) return;
    // A card with nothing on its back says whether it is the front that is too full.
    const front = parts.fits({ ...letter, card: { ...letter.card, paragraphs: ["-"], signature: ["-"] } });
    if (!front.ok) {
      findings.add({ kind: "front-not-fitting", path: "card.headline", found: String(front.wordsOver) });
      return;
    }
    over.words = Math.max(over.words, fit.wordsOver);
    over.asks.add(ask);
    over.seats.push(letter.seat);
  }

  /** With some asks only: theirs is long. An example in spite of room for 60 words: it is. Else the card's own text. */
  function placeOfOver(example: Example, at: number, over: ReadonlySet<number>): string {
    const [ask] = over;
    if (ask !== undefined && over.size < used.size) return `asks.${ask - 1}.text`;
    return example !== room && roomIsThere && example.ownWords !== ""
      ? `examples.${at}.ownWords`
      : "postcard";
  }
}

type OneLetter = {
  readonly example: Example;
  readonly isRoom: boolean;
  readonly path: string;
  readonly ask: number;
  readonly seat: Seat;
  readonly language: string;
};

/** Nothing in a campaign says how an MP is greeted; a gap is in the text that has it, or in the template that made it. */
function placeOfFault(
  campaign: Campaign,
  { kind, gap, part }: ReturnType<typeof readingFaults>[number],
): string {
  if (kind === "salutation") return "";
  return kind === "subject" ? "subject" : placeOf(campaign, gap, part);
}
