// A Letter as an email: one plain-text letter, wrapped by the reader and not by us.
import type { Letter } from "../letters/letter.ts";

/** `to` is null where the MP publishes no address: nothing is guessed. Line ends are `\n`. */
export type Email = { readonly to: string | null; readonly subject: string; readonly body: string };

/**
 * Turns a Letter into an email. It ends with the sender's full name, postal address and postcode, since an MP's
 * office answers constituents only.
 */
export function toEmail(letter: Letter): Email {
  const { body, sender } = letter;
  const parts = [
    `${letter.salutation},`,
    ...body.paragraphs,
    ...(body.questions
      ? [`${body.questions.intro}\n${body.questions.items.map((item, i) => `${i + 1}. ${item}`).join("\n")}`]
      : []),
    ...(letter.replyLine ? [letter.replyLine] : []),
    `${letter.close},\n${[sender.name, ...sender.address, sender.postcode].join("\n")}`,
    ...(letter.imprint ? [letter.imprint] : []),
  ];
  return { to: letter.seat.member?.email ?? null, subject: letter.subject, body: parts.join("\n\n") };
}
