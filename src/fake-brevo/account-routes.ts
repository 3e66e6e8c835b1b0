/** `/account`, `/senders`, `/webhooks`. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { creditsLeft } from './accept-letters.ts';
import { type FakeWebhook, type House, nextId } from './house.ts';
import { invalid, notFound } from './problems.ts';

/** What can be subscribed to, in the spelling that is asked for. */
const subscriptions: Record<string, readonly string[]> = {
  transactional: [
    'sent',
    'request',
    'delivered',
    'hardBounce',
    'softBounce',
    'blocked',
    'spam',
    'invalid',
    'deferred',
    'click',
    'opened',
    'uniqueOpened',
    'unsubscribed',
  ],
  marketing: [
    'spam',
    'opened',
    'click',
    'hardBounce',
    'softBounce',
    'unsubscribed',
    'listAddition',
    'delivered',
    'contactUpdated',
    'contactDeleted',
  ],
};

const webhookBody = z.object({
  url: z.url(),
  description: z.string().default(''),
  type: z.enum(['transactional', 'marketing']).default('transactional'),
  events: z.array(z.string()).min(1),
  batched: z.boolean().optional(),
  auth: z.object({ type: z.literal('bearer'), token: z.string() }).optional(),
  headers: z.array(z.object({ key: z.string(), value: z.string() })).optional(),
});
const idParams = z.object({ id: z.coerce.number() });

export function accountRoutes(app: FastifyInstance, house: House): void {
  app.get('/v3/account', () => ({
    email: 'domaine@example.test',
    firstName: 'Domaine',
    lastName: 'Fictif',
    companyName: 'Domaine fictif',
    plan: [
      {
        type: house.behaviour.creditsPerDay === null ? 'payAsYouGo' : 'free',
        creditsType: 'sendLimit',
        credits: creditsLeft(house),
      },
      { type: 'sms', creditsType: 'sendLimit', credits: 0 },
    ],
  }));
  app.get('/v3/senders', () => ({
    senders: (house.behaviour.activeSenders ?? []).map((email, index) => ({
      id: index + 1,
      name: email,
      email,
      active: true,
    })),
  }));
  webhookRoutes(app, house);
}

function webhookRoutes(app: FastifyInstance, house: House): void {
  app.get('/v3/webhooks', () => ({ webhooks: [...house.webhooks.values()].map(shown) }));
  app.post('/v3/webhooks', (request, reply) => reply.code(201).send({ id: addWebhook(house, request.body).id }));
  app.get('/v3/webhooks/:id', (request) => shown(found(house, request.params)));
  app.put('/v3/webhooks/:id', (request, reply) => {
    const webhook = found(house, request.params);
    Object.assign(webhook, changes({ ...shown(webhook), ...z.record(z.string(), z.unknown()).parse(request.body) }));
    return reply.code(204).send();
  });
  app.delete('/v3/webhooks/:id', (request, reply) => {
    house.webhooks.delete(found(house, request.params).id);
    return reply.code(204).send();
  });
}

/** Subscribes a webhook from the body of `POST /webhooks`; throws a Refusal when Brevo would. */
export function addWebhook(house: House, body: unknown): FakeWebhook {
  const webhook = { id: nextId(house), ...changes(body) };
  house.webhooks.set(webhook.id, webhook);
  return webhook;
}

function changes(body: unknown): Omit<FakeWebhook, 'id'> {
  const parsed = webhookBody.safeParse(body);
  if (!parsed.success) throw invalid('Invalid webhook');
  const { url, description, type, events, batched, auth, headers } = parsed.data;
  const wrong = events.find((event) => !subscriptions[type]?.includes(event));
  if (wrong !== undefined) throw invalid(`Invalid event: ${wrong}`);
  return {
    url,
    description,
    type,
    events,
    isBatched: batched ?? false,
    bearerToken: auth?.token,
    headers: headers ?? [],
  };
}

function found(house: House, params: unknown): FakeWebhook {
  const webhook = house.webhooks.get(idParams.parse(params).id);
  if (!webhook) throw notFound('Webhook not found');
  return webhook;
}

function shown({
  id,
  url,
  description,
  type,
  events,
  isBatched,
  bearerToken,
  headers,
}: FakeWebhook): Record<string, unknown> {
  return {
    id,
    url,
    description,
    type,
    events,
    batched: isBatched,
    ...(bearerToken === undefined ? {} : { auth: { type: 'bearer', token: bearerToken } }),
    headers,
  };
}
