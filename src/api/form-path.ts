/** The address of an estate's form: public, and not to be guessed from the estate's name. */
import { timingSafeEqual } from 'node:crypto';
import { secretFor } from '../estate/secret.ts';

/** 24 characters of secret, then the estate's slug. */
const shape = /^[0-9a-f]{24}[a-z0-9][a-z0-9-]{0,62}$/;
const secretCharacters = 24;

/** The whole address of the form, for the estate's site to link to. */
export function formUrl(publicUrl: string, secret: string, estate: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/f/${formSecret(secret, estate)}${estate}`;
}

/** The estate whose form this is; undefined for any other. */
export function estateOfForm(secret: string, given: string): string | undefined {
  if (!shape.test(given)) return undefined;
  const estate = given.slice(secretCharacters);
  const claimed = Buffer.from(given.slice(0, secretCharacters));
  return timingSafeEqual(claimed, Buffer.from(formSecret(secret, estate))) ? estate : undefined;
}

function formSecret(secret: string, estate: string): string {
  return secretFor(secret, `form:${estate}`).slice(0, secretCharacters);
}
