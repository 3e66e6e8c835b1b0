/**
 * The page to unsubscribe, and the one to stay (RFC 8058): GET shows a button and does nothing, however many scanners follow the
 * link; POST acts at once, without cookies, redirection or login, and twice is once. A mail program's one-click post is the same.
 */
import type { FastifyInstance } from 'fastify';
import { noteReaderAct, withdrawTracking } from '../8-campaign/events/reader-acts.ts';
import { readToken, tokenKeys, type TokenPurpose } from '../8-campaign/links/letter-token.ts';
import type { EstateCards } from './estate-cards.ts';
import { type PageName, untrackAct } from './letter-pages.ts';
import type { PublicTools } from './public-server.ts';
import { sendPage } from './send-page.ts';
import { createGate, within } from './within.ts';

const pagesOf: Record<TokenPurpose, { readonly ask: PageName; readonly done: PageName }> = {
  unsubscribe: { ask: 'ask_unsubscribe', done: 'unsubscribed' },
  stay: { ask: 'ask_stay', done: 'stayed' },
};
const kindOf = { unsubscribe: 'unsubscribed', stay: 'stay' } as const;
/** A form or a mail program posts a few words; RFC 8058 asks for `List-Unsubscribe=One-Click`. */
const mostBytes = 16 * 1024;
/** A person waits longer than Brevo does. */
const patience = 3;
const mostAtOnce = 40;

interface LetterRoute {
  Params: { token: string };
}

export function letterRoutes(app: FastifyInstance, tools: PublicTools, estates: EstateCards): void {
  const keys = tokenKeys(tools.secret);
  const gate = createGate(mostAtOnce);

  app.get<LetterRoute>('/u/:token', async (request, reply) => {
    const token = readToken(keys, request.params.token);
    return token
      ? sendPage(request, reply, pagesOf[token.purpose].ask, await estates(token.estate))
      : sendPage(request, reply, 'wrong_link');
  });

  app.route<LetterRoute>({
    method: 'POST',
    url: '/u/:token',
    bodyLimit: mostBytes,
    handler: async (request, reply) => {
      const token = readToken(keys, request.params.token);
      if (!token) return sendPage(request, reply, 'wrong_link');
      const card = await estates(token.estate);
      if (token.purpose === 'unsubscribe' && isUntracking(request.body)) {
        const outcome = await gate.pass(1, () =>
          within(
            patience * tools.answerWithinMs,
            withdrawTracking(tools.database, card, { letterId: token.letterId, at: tools.clock() }),
          ),
        );
        return sendPage(request, reply, outcome === 'done' ? 'untracked' : 'letter_unknown', card);
      }
      const act = { letterId: token.letterId, kind: kindOf[token.purpose], at: tools.clock() };
      const outcome = await gate.pass(1, () =>
        within(patience * tools.answerWithinMs, noteReaderAct(tools.database, card, act)),
      );
      if (outcome === 'letter_unknown')
        tools.log.warn('a letter was answered that nobody remembers', { act: act.kind });
      return sendPage(request, reply, outcome === 'done' ? pagesOf[token.purpose].done : 'letter_unknown', card);
    },
    errorHandler: (error, request, reply) => {
      tools.log.error("a reader's act could not be noted", { error: error.name, code: error.code });
      sendPage(request, reply, 'unavailable');
    },
  });
}

function isUntracking(body: unknown): boolean {
  return Buffer.isBuffer(body) && body.toString() === untrackAct;
}
