// The email address of somebody at the desk: what they sign in with. No mail is ever sent to it.
import { Problem } from "../errors.ts";

/** RFC 5321 §4.5.3.1: a path of 256 octets, less its brackets. */
const LONGEST = 254;

/**
 * Reads an email address as typed: trimmed, NFC, lower case, so that one person has one account. Throws `email-invalid`.
 * What is checked is that it looks like one; whether anybody has it shows when they get their link.
 */
export function readEmailAddress(text: string): string {
  const email = foldEmail(text);
  if (
    email.length > LONGEST ||
    !/^[^\s@"<>,;:\\()[\]]+@[^\s@.,;:"<>\\()[\]]+(?:\.[^\s@.,;:"<>\\()[\]]+)+$/u.test(email)
  )
    throw new Problem("email-invalid", { email: text.slice(0, LONGEST) });
  return email;
}

/** The same folding without the check, for what is typed to sign in: whatever is no address is nobody's. */
export function foldEmail(text: string): string {
  return text.trim().normalize("NFC").toLowerCase();
}
