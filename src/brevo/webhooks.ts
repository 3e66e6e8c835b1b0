/** Where Brevo posts its events: no signature exists, so the address is long and random and carries a bearer token. */
import { z } from 'zod';
import { type Answer, mapDone } from './answer.ts';
import type { Call } from './call.ts';
import { nothing } from './contacts.ts';
import { parseReply, readPage } from './page.ts';

/** Subscription names are camelCase, though payloads are snake_case. */
export const webhookEvents = {
  transactional: [
    'request',
    'delivered',
    'deferred',
    'softBounce',
    'hardBounce',
    'blocked',
    'invalid',
    'spam',
    'click',
    'unsubscribed',
  ],
  marketing: ['delivered', 'softBounce', 'hardBounce', 'spam', 'click', 'unsubscribed', 'contactDeleted'],
} as const;

export interface WebhookWanted {
  readonly url: string;
  readonly description: string;
  readonly type: 'transactional' | 'marketing';
  readonly events: readonly string[];
  readonly bearerToken?: string;
  /** Up to 500 events a post, in windows of 5 minutes. */
  readonly isBatched?: boolean;
}

export interface Webhook {
  readonly id: number;
  readonly url: string;
  readonly type: string;
  readonly events: readonly string[];
}

const webhookReply = z.object({ id: z.number(), url: z.string(), type: z.string(), events: z.array(z.string()) });
const webhooksReply = z.object({ webhooks: z.array(webhookReply).optional() });
const createdReply = z.object({ id: z.number() });

export async function webhooks(call: Call): Promise<Answer<readonly Webhook[]>> {
  const answer = await readPage(call, webhooksReply, { path: '/webhooks', family: 'other' });
  return mapDone(answer, ({ webhooks: list = [] }) => list);
}

/** Creates a webhook; gives its id. */
export async function createWebhook(call: Call, wanted: WebhookWanted): Promise<Answer<number>> {
  const answer = await call({
    method: 'POST',
    path: '/webhooks',
    route: '/webhooks',
    family: 'other',
    body: { ...bodyOf(wanted), type: wanted.type },
    repeat: 'never',
  });
  return mapDone(parseReply(answer, createdReply), ({ id }) => id);
}

export async function updateWebhook(
  call: Call,
  id: number,
  wanted: Omit<WebhookWanted, 'type'>,
): Promise<Answer<undefined>> {
  const answer = await call({
    method: 'PUT',
    path: `/webhooks/${id}`,
    route: '/webhooks/{id}',
    family: 'other',
    body: bodyOf(wanted),
    repeat: 'always',
  });
  return mapDone(answer, nothing);
}

function bodyOf({
  url,
  description,
  events,
  bearerToken,
  isBatched,
}: Omit<WebhookWanted, 'type'>): Record<string, unknown> {
  return {
    url,
    description,
    events,
    ...(isBatched === undefined ? {} : { batched: isBatched }),
    ...(bearerToken === undefined ? {} : { auth: { type: 'bearer', token: bearerToken } }),
  };
}
