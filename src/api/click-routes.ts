/** The links to wines: noted, then on to the page they stand for. Only ever where a letter of ours led: no open redirect. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { noteClick } from '../8-campaign/events/reader-acts.ts';
import { estateOfClickToken } from '../8-campaign/links/click-token.ts';
import { findLink, type KeptLink } from '../8-campaign/links/keep-links.ts';
import type { EstateCards } from './estate-cards.ts';
import type { PublicTools } from './public-server.ts';
import { statuses } from './problem.ts';
import { sendPage } from './send-page.ts';
import { createGate, within } from './within.ts';

const mostAtOnce = 40;
/** Longer than this a reader does not wait for our notes. */
const noteWithinMs = 1000;

export function clickRoutes(app: FastifyInstance, tools: PublicTools, estates: EstateCards): void {
  const gate = createGate(mostAtOnce);
  app.route<{ Params: { token: string } }>({
    method: 'GET',
    url: '/c/:token',
    handler: async (request, reply) => {
      const { token } = request.params;
      const estate = estateOfClickToken(token);
      if (estate === undefined) return sendPage(request, reply, 'wrong_link');
      const link = await gate.pass(1, () => within(tools.answerWithinMs, findLink(tools.database, estate, token)));
      if (!link || !isWebPage(link.target)) return sendPage(request, reply, 'wrong_link');
      if (isPerson(request)) await note(estate, link, `${tools.publicUrl}/c/${token}`);
      return reply.code(statuses.elsewhere).header('location', link.target).send();
    },
    errorHandler: (error, request, reply) => {
      tools.log.error('a click could not be followed', { error: error.name, code: error.code });
      sendPage(request, reply, 'unavailable');
    },
  });

  /** A click nobody could note must not cost the reader their page. */
  async function note(estate: string, { letterId, target }: KeptLink, link: string): Promise<void> {
    try {
      const card = await estates(estate);
      await within(noteWithinMs, noteClick(tools.database, card, { letterId, link, page: target, at: tools.clock() }));
    } catch (error) {
      tools.log.warn('a click was not noted', { error: error instanceof Error ? error.name : 'unknown' });
    }
  }
}

/** HEAD is asked by machines; a browser that fetches ahead says so. */
function isPerson({ method, headers }: FastifyRequest): boolean {
  const purpose = [headers.purpose, headers['sec-purpose'], headers['x-moz']].join(' ');
  return method === 'GET' && !/prefetch|preview|prerender/i.test(purpose);
}

function isWebPage(target: string): boolean {
  return URL.canParse(target) && ['https:', 'http:'].includes(new URL(target).protocol);
}
