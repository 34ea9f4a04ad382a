// mailto links as RFC 6068 writes them, kept under the length that phones and desktops pass on whole.
import type { Email } from "./message.ts";

/** Encoded characters a mailto link may have; longer ones are cut off or dropped by some mail apps. */
export const MAILTO_BUDGET = 1_800;

/** `complete` says whether the body is in the link; where it is not, the page puts it on the clipboard. */
export type Mailto = { readonly href: string; readonly complete: boolean };

/** Percent-encodes text as UTF-8 for a URL, `!'()*` too (RFC 3986 §2.2), with line ends as `%0D%0A` (RFC 6068 §5). */
export function encodeForUrl(text: string): string {
  return encodeURIComponent(text.toWellFormed().replace(/\r\n?|\n/g, "\r\n")).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Makes the mailto link of an email, or null where the recipient is not known (RFC 6068 §2). */
export function mailtoLink(email: Email): Mailto | null {
  if (email.to === null) return null;
  // The @ stays as it is: some mail apps do not decode it in the recipient.
  const recipient = encodeForUrl(email.to).replace("%40", "@");
  const withSubject = `mailto:${recipient}?subject=${encodeForUrl(email.subject.replace(/\s*\n\s*/g, " "))}`;
  const whole = `${withSubject}&body=${encodeForUrl(email.body)}`;
  return whole.length <= MAILTO_BUDGET
    ? { href: whole, complete: true }
    : { href: withSubject, complete: false };
}
