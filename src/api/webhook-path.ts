/** The address Brevo posts to: one per estate, that nobody can guess and everybody who serves it can check without a table. */
import { timingSafeEqual } from 'node:crypto';
import { secretFor } from '../estate/secret.ts';

/** 64 characters of secret, then the estate's slug. */
const shape = /^[0-9a-f]{64}[a-z0-9][a-z0-9-]{0,62}$/;
const secretCharacters = 64;

/** The whole address of an estate's webhook. */
export function webhookUrl(publicUrl: string, secret: string, estate: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/webhooks/brevo/${secretFor(secret, `webhook:${estate}`)}${estate}`;
}

/** The estate whose webhook this is; undefined for any other. Takes as long whether the secret or its shape is wrong. */
export function estateOfWebhook(secret: string, given: string): string | undefined {
  const isShaped = shape.test(given);
  const estate = isShaped ? given.slice(secretCharacters) : 'nobody';
  const claimed = isShaped ? given.slice(0, secretCharacters) : '0'.repeat(secretCharacters);
  const isOurs = timingSafeEqual(Buffer.from(claimed), Buffer.from(secretFor(secret, `webhook:${estate}`)));
  return isShaped && isOurs ? estate : undefined;
}
