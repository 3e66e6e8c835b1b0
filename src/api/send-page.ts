import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EstateCard } from './estate-cards.ts';
import { letterPage, type PageName, pagePolicy } from './letter-pages.ts';
import { statuses } from './problem.ts';
import { readerLanguage } from './reader-language.ts';

const statusOf: Partial<Record<PageName, number>> = {
  wrong_link: statuses.notFound,
  unavailable: statuses.unavailable,
};

/** Answers with a page in the reader's language. */
export function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  name: PageName,
  card?: EstateCard,
): FastifyReply {
  if (name === 'unavailable') reply.header('retry-after', '120');
  return reply
    .code(statusOf[name] ?? statuses.done)
    .headers({ 'content-security-policy': pagePolicy, vary: 'accept-language' })
    .type('text/html; charset=utf-8')
    .send(letterPage(name, readerLanguage(request.headers['accept-language']), card));
}
