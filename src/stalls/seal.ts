// Sealing: a card's bytes become such that only the stall's key opens them. The one file that encrypts.
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";

/** AES-256 (FIPS 197) in Galois/Counter Mode with the nonce and the tag that NIST SP 800-38D recommends. */
const CIPHER = "aes-256-gcm";
export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Which card it is. It is bound into the seal: a card cannot be opened in another's place, or in another stall. */
export type Place = { readonly stall: string; readonly card: string };

/** A new key. A stall makes far fewer cards than the 2³² for which a key may be used with nonces at random. */
export function newKey(): Uint8Array {
  return randomBytes(KEY_BYTES);
}

/** Nonce, ciphertext and tag, one after the other. */
export function seal(key: Uint8Array, place: Place, content: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(bound(place));
  return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** What was sealed; null where it was altered, cut short, sealed with another key, or stands in another's place. */
export function unseal(key: Uint8Array, place: Place, sealed: Uint8Array): Uint8Array | null {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return null;
  const end = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(bound(place));
  decipher.setAuthTag(sealed.subarray(end));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, end)), decipher.final()]);
  } catch {
    return null;
  }
}

/** A digest that says nothing to whoever lacks the key; `purpose` keeps one use apart from another. */
export function keyedDigest(key: Uint8Array, purpose: string, text: string): Buffer {
  return createHmac("sha256", key).update(`postbag ${purpose}\n${text}`).digest();
}

function bound({ stall, card }: Place): Uint8Array {
  return new TextEncoder().encode(`postbag stall card\n${stall}\n${card}`);
}
