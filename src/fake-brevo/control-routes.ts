/** `/_fake/*`: the control of the fake over HTTP, for proofs that run in another process. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type BehaviourChange, calmBehaviour, faults, wildBehaviour } from './behaviour.ts';
import type { FakeControl } from './control.ts';
import { notFound } from './problems.ts';

const clockBody = z.object({ advanceSeconds: z.number().min(0) });
const faultBody = z.object({
  route: z.string().default('POST /smtp/email'),
  fault: z.enum(faults),
  times: z.number().int().min(1).default(1),
});
const eventNames = [
  'request',
  'delivered',
  'deferred',
  'soft_bounce',
  'hard_bounce',
  'blocked',
  'invalid_email',
  'error',
  'spam',
  'unique_opened',
  'opened',
  'unique_proxy_open',
  'click',
  'unsubscribed',
] as const;
const eventBody = z.object({
  messageId: z.string(),
  event: z.enum(eventNames),
  link: z.string().optional(),
  reason: z.string().optional(),
});
const marketingBody = z.object({
  event: z.enum([
    'spam',
    'opened',
    'click',
    'hard_bounce',
    'soft_bounce',
    'delivered',
    'unsubscribed',
    'contact_deleted',
  ]),
  email: z.string().toLowerCase(),
  campaignId: z.number().int().default(1),
  campaignName: z.string().default('Noël'),
});
const share = z.number().min(0).max(1);
/** Only what has a name in `Behaviour`; a change over HTTP is checked as a person typed it. */
const behaviourBody = z
  .strictObject({
    wild: z.literal(true),
    apiKey: z.string().nullable(),
    callerIp: z.string(),
    isIpRefused: z.boolean(),
    creditsPerDay: z.number().int().min(0).nullable(),
    activeSenders: z.array(z.string()).nullable(),
    areCallsLimited: z.boolean(),
    idempotencyMinutes: z.number().min(0),
    sendFaults: z.partialRecord(z.enum(faults), share),
    slowMs: z.number().min(0),
    duplicateContactCode: z.enum(['duplicate_parameter', 'invalid_parameter']),
    importSeconds: z.number().min(0),
    statisticsLagSeconds: z.number().min(0),
    attributes: z.record(z.string(), z.enum(['text', 'float', 'date', 'boolean'])),
    recipients: numbersNamed(calmBehaviour.recipients, share),
    scripts: z.record(z.string(), z.array(z.enum(eventNames))),
    webhooks: numbersNamed(calmBehaviour.webhooks, z.number().min(0)),
    quirks: numbersNamed(calmBehaviour.quirks, share),
    bodiesKept: z.number().int().min(0),
  })
  .partial();

export function controlRoutes(app: FastifyInstance, control: FakeControl): void {
  app.get('/_fake/counts', () => control.counts());
  app.get('/_fake/letters', () => control.letters());
  app.get('/_fake/truth', () => control.truth());
  app.get('/_fake/recipients', () => Object.fromEntries(control.perRecipient()));
  app.get('/_fake/events', () =>
    control.events().map(({ letter, ...event }) => ({ ...event, messageId: letter.messageId, email: letter.email })),
  );
  app.get('/_fake/deliveries', () => control.deliveries());
  app.get('/_fake/resubscriptions', () => control.resubscriptions());
  app.get('/_fake/clock', () => ({ now: control.now().toISOString() }));
  app.post('/_fake/clock', async (request) => {
    await control.advance(clockBody.parse(request.body).advanceSeconds * 1000);
    return { now: control.now().toISOString() };
  });
  app.post('/_fake/faults', (request) => {
    const { route, fault, times } = faultBody.parse(request.body);
    control.failNext(route, fault, times);
    return { route, fault, times };
  });
  app.post('/_fake/behaviour', (request) => control.behave(behaviourChange(request.body)));
  app.post('/_fake/events', (request) => {
    const { messageId, event, link, reason } = eventBody.parse(request.body);
    const more = { ...(link === undefined ? {} : { link }), ...(reason === undefined ? {} : { reason }) };
    if (!control.happen(messageId, event, more)) throw notFound('Message not found');
    return { messageId, event };
  });
  app.post('/_fake/marketing-events', (request) => {
    const happening = marketingBody.parse(request.body);
    control.happenInMarketing(happening);
    return happening;
  });
}

function numbersNamed(names: object, value: z.ZodNumber): z.ZodType<Record<string, number>> {
  return z.record(
    z.string().refine((name) => name in names, 'unknown name'),
    value,
  );
}

function behaviourChange(body: unknown): BehaviourChange {
  const { wild, ...named } = behaviourBody.parse(body);
  const given = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
  return wild === true ? { ...wildBehaviour, ...given } : given;
}
