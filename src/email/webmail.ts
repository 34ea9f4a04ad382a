// Links that open a webmail's compose page with the letter filled in.

import { encodeForUrl } from "./mailto.ts";
import type { Email } from "./message.ts";

/** Compose links by webmail; `outlook` is for work and school accounts, `outlookPersonal` for the free ones. */
export type WebmailLinks = {
  readonly gmail: string;
  readonly outlook: string;
  readonly outlookPersonal: string;
  readonly yahoo: string;
};

/**
 * Where each webmail's compose page is and what it calls its fields. None of the four documents them; they are what
 * the services' own "share by email" links use, and are kept here in one place because they change.
 */
const COMPOSE: Record<keyof WebmailLinks, { page: string; fields: readonly [string, string, string] }> = {
  gmail: { page: "https://mail.google.com/mail/?view=cm&fs=1", fields: ["to", "su", "body"] },
  outlook: { page: "https://outlook.office.com/mail/deeplink/compose?", fields: ["to", "subject", "body"] },
  outlookPersonal: {
    page: "https://outlook.live.com/mail/0/deeplink/compose?",
    fields: ["to", "subject", "body"],
  },
  yahoo: { page: "https://compose.mail.yahoo.com/?", fields: ["to", "subject", "body"] },
};

/** The compose links of an email; the recipient is left out where it is not known. */
export function webmailLinks(email: Email): WebmailLinks {
  const link = ({ page, fields: [to, subject, body] }: (typeof COMPOSE)[keyof WebmailLinks]): string => {
    const query = [
      ...(email.to === null ? [] : [`${to}=${encodeForUrl(email.to)}`]),
      `${subject}=${encodeForUrl(email.subject)}`,
      `${body}=${encodeForUrl(email.body)}`,
    ].join("&");
    return page.endsWith("?") ? `${page}${query}` : `${page}&${query}`;
  };
  return {
    gmail: link(COMPOSE.gmail),
    outlook: link(COMPOSE.outlook),
    outlookPersonal: link(COMPOSE.outlookPersonal),
    yahoo: link(COMPOSE.yahoo),
  };
}
