// A Letter as an email: one plain-text letter, wrapped by the reader and not by us.
import type { Letter } from "../letters/letter.ts";
import { mailtoLink } from "./mailto.ts";
import type { Email } from "./message.ts";

/**
 * Turns a Letter into an email. It ends with the sender's full name, postal address and postcode, since an MP's
 * office answers constituents only.
 *
 * The whole letter, or where that is too long for a mailto link, the letter with its reasons in a sentence each and
 * without the questions: an email that opens complete with one tap is sent, one to be pasted together often is not
 * (docs/decisions/0006). Where even that is too long, the whole letter.
 */
export function toEmail(letter: Letter): Email {
  const whole = emailOf(letter, letter.body.paragraphs, letter.body.questions);
  if (opensComplete(whole)) return whole;
  const brief = emailOf(letter, letter.body.brief, null);
  return opensComplete(brief) ? brief : whole;
}

function opensComplete(email: Email): boolean {
  return mailtoLink(email)?.complete ?? false;
}

function emailOf(
  letter: Letter,
  paragraphs: readonly string[],
  questions: Letter["body"]["questions"],
): Email {
  const { sender } = letter;
  const parts = [
    `${letter.salutation},`,
    ...paragraphs,
    ...(questions
      ? [`${questions.intro}\n${questions.items.map((item, at) => `${at + 1}. ${item}`).join("\n")}`]
      : []),
    ...(letter.replyLine ? [letter.replyLine] : []),
    `${letter.close},\n${[sender.name, ...sender.address, sender.postcode].join("\n")}`,
    ...(letter.imprint ? [letter.imprint] : []),
  ];
  return { to: letter.seat.member?.email ?? null, subject: letter.subject, body: parts.join("\n\n") };
}
