/** Secrets a browser or a script holds: the house keeps only their hashes, and finds them again by it. */
import { createHash, randomBytes } from 'node:crypto';

/** A new secret of 256 bits, in 43 letters of base64url (ASVS 7.2.3 asks for 128). */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * The hash under which a secret is kept and looked up, hexadecimal. A plain hash is enough for 256 random bits; and since
 * what is compared is the hash, the time a look-up takes tells nothing about the secret.
 */
export function hashOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
