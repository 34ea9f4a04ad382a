// The letter after the letter: four weeks on, to an MP who has not answered.
import type { Words } from "../words.ts";
import type { Letter } from "./letter.ts";

/** A second, short letter from the same campaign; plain text, empty lines between paragraphs. */
export type FollowUp = { readonly subject: string; readonly body: string };

/** Writes the follow-up to a letter: when the member wrote, what about, the same ask, and who asks. */
export function followUp(letter: Letter, words: Words): FollowUp {
  const { sender, subject, ask } = letter;
  const values = { date: words.date(letter.writtenOn), title: letter.campaign.title, ask };
  const parts = [
    `${letter.salutation},`,
    ...words.list("followUp.paragraphs", values),
    ...(letter.replyLine ? [letter.replyLine] : []),
    `${letter.close},\n${[sender.name, ...sender.address, sender.postcode].join("\n")}`,
    ...(letter.imprint ? [letter.imprint] : []),
  ];
  return { subject: words("followUp.subject", { subject }), body: parts.join("\n\n") };
}
