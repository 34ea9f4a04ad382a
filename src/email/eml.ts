// An email as an .eml file: a draft that classic Outlook opens ready to send.
import MailComposer from "nodemailer/lib/mail-composer";
import type { Email } from "./email.ts";

/** What nodemailer adds to every message: a draft has no sender, time or id yet, its mail app gives it those. */
const NOT_A_DRAFTS = /^(?:Date|Message-ID|From): .*\r\n/gim;

/**
 * Writes the email as a draft message (RFC 5322 with `X-Unsent: 1`), `text/plain` in UTF-8, lines ending in CRLF.
 * Same email, same bytes. The recipient is left out where it is not known.
 */
export async function toEml({ to, subject, body }: Email): Promise<Uint8Array> {
  const message = new MailComposer({
    ...(to === null ? {} : { to }),
    subject,
    text: body,
    textEncoding: "quoted-printable",
    newline: "windows",
    headers: { "X-Unsent": "1" },
  });
  const whole = (await message.compile().build()).toString("latin1");
  const end = whole.indexOf("\r\n\r\n") + 2;
  return new Uint8Array(
    Buffer.from(whole.slice(0, end).replace(NOT_A_DRAFTS, "") + whole.slice(end), "latin1"),
  );
}
