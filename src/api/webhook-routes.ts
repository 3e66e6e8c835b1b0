/**
 * Where Brevo posts its events: kept as they came, answered at once, understood later. The answer is 200 when the body is safely in
 * the inbox, 429 when it could not be put there: Brevo comes again after 10 minutes, 1, 2 and 8 hours. Never a 5xx: after one,
 * Brevo throws the event away.
 */
import type { FastifyInstance } from 'fastify';
import { keepBody } from '../1-raw/events/keep-body.ts';
import type { PublicTools } from './public-server.ts';
import { statuses } from './problem.ts';
import { estateOfWebhook } from './webhook-path.ts';
import { createGate, within } from './within.ts';

/** A batch of 500 events is under 1 MB. What is larger is no webhook; were it one, reconciliation would find what it told. */
const mostBytes = 5 * 1024 * 1024;
/** Bodies that wait for the database at once, in bytes: so much memory, whatever is posted. */
const mostBytesWaiting = 64 * 1024 * 1024;
const overheadBytes = 64 * 1024;

export function webhookRoutes(app: FastifyInstance, tools: PublicTools): void {
  const gate = createGate(mostBytesWaiting);
  app.route<{ Params: { secret: string } }>({
    method: 'POST',
    url: '/webhooks/brevo/:secret',
    bodyLimit: mostBytes,
    // Before the body is read: a stranger costs us nothing.
    onRequest: (request, reply, next) => {
      if (estateOfWebhook(tools.secret, request.params.secret) === undefined) reply.code(statuses.notFound).send();
      else next();
    },
    handler: async (request, reply) => {
      const estate = estateOfWebhook(tools.secret, request.params.secret);
      if (estate === undefined) return reply.code(statuses.notFound).send();
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const body = { estate, source: 'brevo:webhook', bytes, receivedAt: tools.clock() } as const;
      await gate.pass(bytes.length + overheadBytes, () => within(tools.answerWithinMs, keepBody(tools.database, body)));
      return reply.code(statuses.done).send();
    },
    errorHandler: (error, _, reply) => {
      const isTooLarge = error.code === 'FST_ERR_CTP_BODY_TOO_LARGE';
      tools.log.warn('a webhook could not be kept', { error: error.name, code: error.code });
      reply.code(isTooLarge ? statuses.tooLarge : statuses.tryAgain).send();
    },
  });
}
