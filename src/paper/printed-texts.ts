// What of a Letter gets printed, as plain texts: for asking whether it can be.
import type { CardFront, Letter } from "../letters/letter.ts";

/** Every text on a letter's card. */
export function cardTexts(letter: Letter): string[] {
  const { front, paragraphs, signature } = letter.card;
  return [...shared(letter), ...paragraphs, ...signature, front.headline, front.line, front.organisation];
}

/** Every text of the A4 letter. */
export function letterTexts(letter: Letter): string[] {
  const { paragraphs, questions } = letter.body;
  const { name, address, postcode } = letter.sender;
  return [
    ...shared(letter),
    letter.subject,
    ...paragraphs,
    ...(questions === null ? [] : [questions.intro, ...questions.items]),
    name,
    ...address,
    postcode,
    letter.replyLine ?? "",
  ];
}

/** What of a campaign's own prints is not the program's words. */
export function campaignTexts({
  front,
  imprint,
  ...rest
}: {
  readonly front: CardFront;
  readonly imprint: string | null;
  readonly name?: string | null;
  readonly greeting?: string;
  readonly signed?: readonly string[];
}): string[] {
  const { headline, line, organisation } = front;
  const { name, greeting, signed } = rest;
  return [headline, line, organisation, imprint ?? "", name ?? "", greeting ?? "", ...(signed ?? [])];
}

function shared(letter: Letter): string[] {
  return [...letter.to, letter.salutation, letter.close, letter.imprint ?? ""];
}
