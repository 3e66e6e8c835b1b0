/**
 * How a called server knows that it was us, and that it heard this before: the headers of Standard Webhooks 1.0, which most
 * languages have a ready check for.
 *
 *   webhook-signature: v1,<base64 of HMAC-SHA-256 over `<webhook-id>.<webhook-timestamp>.<body>`>
 */
import { createHmac } from 'node:crypto';
import { secretFor } from '../../estate/secret.ts';

/** The key of an estate's calls, as the standard writes it (`whsec_…`): for the called server's settings, and nobody else's eyes. */
export function callKey(secret: string, estate: string): string {
  return `whsec_${Buffer.from(secretFor(secret, `automation:call:${estate}`), 'hex').toString('base64')}`;
}

/** The headers of one try. `callId` is the same for every try of a call: whoever heard it twice does it once. */
export function callHeaders(
  key: string,
  { callId, body, at }: { readonly callId: string; readonly body: string; readonly at: Date },
): Readonly<Record<string, string>> {
  const seconds = Math.floor(at.getTime() / 1000);
  const signature = createHmac('sha256', Buffer.from(key.slice('whsec_'.length), 'base64'))
    .update(`${callId}.${seconds}.${body}`)
    .digest('base64');
  return {
    'content-type': 'application/json',
    'user-agent': 'Cuvee',
    'webhook-id': callId,
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${signature}`,
  };
}
