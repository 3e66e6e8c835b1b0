/** Where Brevo announces bounces, complaints and departures of an estate: two webhooks of its account, ours by their path. */
import { type Answer, done } from '../../brevo/answer.ts';
import type { Brevo } from '../../brevo/client.ts';
import { webhookEvents } from '../../brevo/webhooks.ts';

/** Brevo quotes addresses to us: only over https, but to a fake on this very machine. */
export function canBeTold(publicUrl: string): boolean {
  const { protocol, hostname } = new URL(publicUrl);
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

/** Creates, or mends, the webhooks that post to `url`, the estate's own. Doing it twice is doing it once. */
export async function setWebhooks(
  brevo: Pick<Brevo, 'webhooks' | 'createWebhook' | 'updateWebhook'>,
  { url, estate }: { readonly url: string; readonly estate: string },
): Promise<Answer<undefined>> {
  const known = await brevo.webhooks();
  if (known.outcome !== 'done') return known;
  for (const type of ['transactional', 'marketing'] as const) {
    const wanted = { url, description: `Cuvée ${estate}`, events: webhookEvents[type] };
    // Ours by its path, whatever the address or the secret was before: a moved installation does not leave a dead one behind.
    const ours = known.value.find((webhook) => webhook.type === type && isOurs(webhook.url, estate));
    const answer = await (ours ? brevo.updateWebhook(ours.id, wanted) : brevo.createWebhook({ ...wanted, type }));
    if (answer.outcome !== 'done') return answer;
  }
  return done(undefined);
}

function isOurs(url: string, estate: string): boolean {
  return /\/webhooks\/brevo\/[0-9a-f]{64}([a-z0-9-]+)$/.exec(url)?.[1] === estate;
}
