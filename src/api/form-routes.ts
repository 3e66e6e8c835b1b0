/**
 * The estate's own form. GET shows it, POST keeps what was written in the inbox and thanks; it is understood later, like a webhook. A
 * machine that fills in the hidden field is thanked too, and nothing is kept. Off until the estate turns it on.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { keepBody } from '../1-raw/events/keep-body.ts';
import { readForm } from '../8-campaign/forms/submission.ts';
import type { EstateCard, EstateCards } from './estate-cards.ts';
import { createFormLimit } from './form-limit.ts';
import { formDonePage, formPage } from './form-page.ts';
import { estateOfForm } from './form-path.ts';
import { pagePolicy } from './letter-pages.ts';
import { statuses } from './problem.ts';
import type { PublicTools } from './public-server.ts';
import { readerLanguage } from './reader-language.ts';
import { sendPage } from './send-page.ts';
import { createGate, within } from './within.ts';

const mostBytes = 16 * 1024;
const mostAtOnce = 20;

interface FormRoute {
  Params: { token: string };
}

export function formRoutes(app: FastifyInstance, tools: PublicTools, estates: EstateCards): void {
  const gate = createGate(mostAtOnce);
  const mayPost = createFormLimit();

  app.get<FormRoute>('/f/:token', async (request, reply) => {
    const card = await openForm(request.params.token);
    return card
      ? answer(request, reply, statuses.done, formPage(readerLanguage(request.headers['accept-language']), card))
      : sendPage(request, reply, 'wrong_link');
  });

  app.route<FormRoute>({
    method: 'POST',
    url: '/f/:token',
    bodyLimit: mostBytes,
    handler: async (request, reply) => {
      const card = await openForm(request.params.token);
      if (!card) return sendPage(request, reply, 'wrong_link');
      const now = tools.clock();
      if (!mayPost(card.estate, request.ip, now)) return sendPage(request, reply, 'unavailable');
      const language = readerLanguage(request.headers['accept-language']);
      const body = Buffer.isBuffer(request.body) ? request.body.toString() : '';
      const { submission, lacks, isTrap } = readForm(body, language);
      if (isTrap) return answer(request, reply, statuses.done, formDonePage(language, card));
      if (lacks.length > 0) return answer(request, reply, statuses.wrong, formPage(language, card, lacks));
      // A yes to a question the form did not ask is none.
      const said = { ...submission, allowsTracking: submission.allowsTracking && card.asksTracking };
      const kept = {
        estate: card.estate,
        source: 'form',
        bytes: Buffer.from(JSON.stringify(said)),
        receivedAt: now,
      } as const;
      await gate.pass(1, () => within(tools.answerWithinMs, keepBody(tools.database, kept)));
      return answer(request, reply, statuses.done, formDonePage(language, card));
    },
    errorHandler: (error, request, reply) => {
      tools.log.error('a form could not be kept', { error: error.name, code: error.code });
      sendPage(request, reply, 'unavailable');
    },
  });

  async function openForm(token: string): Promise<EstateCard | undefined> {
    const estate = estateOfForm(tools.secret, token);
    if (estate === undefined) return undefined;
    const card = await estates(estate);
    return card.hasForm ? card : undefined;
  }
}

function answer(_request: FastifyRequest, reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply
    .code(status)
    .headers({ 'content-security-policy': pagePolicy, vary: 'accept-language' })
    .type('text/html; charset=utf-8')
    .send(page);
}
