// Campaign + MP + the member's words → Letter. Pure: nothing is looked up, nothing is read.

import type { Reason } from "../campaigns/campaign.ts";
import { chooseAsk } from "../campaigns/choose-ask.ts";
import type { CompiledCampaign } from "../campaigns/compile-campaign.ts";
import type { TemplateValues, ValuesWithoutAsk } from "../campaigns/template.ts";
import { fieldProblem } from "../errors.ts";
import type { Seat } from "../mps/seat.ts";
import type { Postcode } from "../postcode/postcode.ts";
import type { Words } from "../words.ts";
import { imprintOf, postalAddress, salutation } from "./address-mp.ts";
import type { Letter } from "./letter.ts";
import type { LetterRequest } from "./request.ts";

/** Everything a letter is made of. `writtenOn` is an ISO date; `words` are of the letter's language. */
export type Ingredients = {
  readonly campaign: CompiledCampaign;
  readonly seat: Seat;
  /** Empty: not given, and then the card cannot show it. */
  readonly postcode: Postcode | "";
  readonly request: LetterRequest;
  readonly writtenOn: string;
  readonly words: Words;
};

/** Composes the letter. Throws `reason-unknown` for a reason that the campaign does not have. */
export function compose({
  campaign: compiled,
  seat,
  postcode,
  request,
  writtenOn,
  words,
}: Ingredients): Letter {
  const { campaign } = compiled;
  const { sender, ownWords } = request;
  const constituency = seat.name;
  const base: ValuesWithoutAsk = {
    constituency,
    mp: seat.member?.name ?? words("letter.office", { constituency }),
    party: seat.member?.party ?? "",
    nation: words(`nation.${seat.nation}`),
    organisation: campaign.organisation,
    name: sender.name,
    ownWords: keepBreaks(ownWords),
    reasons: pickReasons(campaign.reasons, request.reasons),
    held: seat.status === "held",
    vacant: seat.status === "vacant",
    unknown: seat.status === "unknown",
    speaker: seat.attributes.includes("speaker"),
    deputy: seat.attributes.includes("deputy"),
    abstains: seat.attributes.includes("abstains"),
  };
  const values = { ...base, ask: oneLine(compiled.ask(chooseAsk(campaign.asks, seat), base)) };
  const asksQuestions = seat.status === "held" && !base.speaker && !base.deputy && !base.abstains;
  const questions = asksQuestions ? compiled.questions(base).map(oneLine) : [];

  return {
    language: words.language,
    campaign: { id: campaign.id, title: campaign.title },
    seat,
    to: postalAddress(seat, words),
    salutation: request.salutation ?? salutation(seat, words),
    subject: oneLine(compiled.subject(base)),
    ask: values.ask,
    card: {
      front: { ...campaign.card, organisation: campaign.organisation },
      paragraphs: paragraphs(compiled.postcard(values)),
      signature: [
        sender.name,
        words("letter.yourConstituent", { constituency }),
        ...(request.showOnCard.includes("address") ? sender.address : []),
        ...(request.showOnCard.length > 0 && postcode !== "" ? [postcode] : []),
      ],
    },
    body: {
      paragraphs: paragraphs(compiled.letter(values)),
      brief: paragraphs(compiled.letter({ ...values, reasons: briefly(values.reasons) })),
      questions: questions.length > 0 ? { intro: words("letter.questions"), items: questions } : null,
    },
    close: words("letter.close"),
    sender: { name: sender.name, address: sender.address, postcode, email: sender.email },
    replyLine: sender.email ? words("letter.replyTo", { email: sender.email }) : words("letter.reply"),
    writtenOn,
    imprint: imprintOf(campaign, words),
  };
}

/** The reasons picked, in the campaign's order, each once. */
function pickReasons(reasons: readonly Reason[], picked: readonly string[]): Reason[] {
  const unknown = picked.find((id) => !reasons.some((reason) => reason.id === id));
  if (unknown !== undefined) throw fieldProblem("reasons", "reason-unknown", { reason: unknown });
  return reasons.filter((reason) => picked.includes(reason.id));
}

/** Each reason with its sentence for the card in both places. */
function briefly(reasons: TemplateValues["reasons"]): TemplateValues["reasons"] {
  return reasons.map(({ title, short }) => ({ title, short, long: short }));
}

// A template's own line ends only wrap its source, while the member's mean what they say. So the member's travel through
// the template as Unicode's line and paragraph separators, which cleaning has removed from everything else.
const LINE = "\u2028";
const PARAGRAPH = "\u2029";

function keepBreaks(ownWords: string): string {
  return ownWords.replaceAll("\n\n", PARAGRAPH).replaceAll("\n", LINE);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** Splits filled text at empty lines into paragraphs, none empty; a member's line break stays as `\n`. */
function paragraphs(filled: string): string[] {
  return filled
    .normalize("NFC")
    .split(/\n\s*\n|\u2029/)
    .map((text) => text.split(LINE).map(oneLine).join("\n").trim())
    .filter((text) => text !== "");
}
