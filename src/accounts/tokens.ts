// Secrets that a browser or a link carries: made at random, kept as their hashes, compared in constant time.
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** What a token looks like: 256 bits in base64url. */
export const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** A new token of 256 random bits. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of a token. SHA-256 is enough, since nobody can guess 256 random bits. */
export function hashOfToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

/** The form token of a session: whoever has it has seen a page of that session. */
export function formTokenOf(sessionToken: string): string {
  return createHmac("sha256", sessionToken).update("form").digest("base64url");
}

/** The token of what a form makes, by a number that the form was given: sent twice in a session, the form makes one thing. */
export function tokenOfForm(sessionToken: string, once: string): string {
  return createHmac("sha256", sessionToken).update(`made ${once}`).digest("base64url");
}

/** Whether a form token belongs to the session, told in a time that says nothing of how near it came. */
export function isFormTokenOf(sessionToken: string, given: unknown): boolean {
  if (typeof given !== "string" || !TOKEN.test(given)) return false;
  return timingSafeEqual(Buffer.from(formTokenOf(sessionToken)), Buffer.from(given));
}
